module sqlcgen
