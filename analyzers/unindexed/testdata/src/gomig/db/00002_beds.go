package db

import "database/sql"

// An index that stands there whole is believed; what cannot be read makes its table uncertain.
func up(tx *sql.Tx) {
	tx.Exec("CREATE INDEX beds_room ON beds (room)")
	tx.Exec("ALTER TABLE rooms ADD CONSTRAINT u UNIQUE (floor")
}

func down(tx *sql.Tx) { tx.Exec("DROP INDEX beds_room") }
