package a

import "database/sql"

// upgrade is a migration written in Go: what it changes of the tables in files is not known.
func upgrade(tx *sql.Tx) { tx.Exec("ALTER TABLE teams ADD COLUMN state text") }

func uncertain(db *sql.DB) { db.Query("SELECT id FROM teams WHERE name = $1") }
