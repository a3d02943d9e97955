// Package sqlite says the same to another database. Should not match.
package sqlite

import "database/sql"

func ask(db *sql.DB) { db.Query("SELECT id FROM users WHERE name = $1") }
