package db

// newIndex stands for a builder of some library.
func newIndex(table, column string) {}

func lamps() { newIndex("lamps", "room") }
