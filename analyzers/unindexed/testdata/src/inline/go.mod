module inline
