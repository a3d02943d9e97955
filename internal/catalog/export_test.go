package catalog

// Index is Load without parsing the rows.
var Index = index
