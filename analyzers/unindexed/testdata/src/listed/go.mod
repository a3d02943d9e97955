module listed
