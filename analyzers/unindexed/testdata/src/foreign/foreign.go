// Package foreign speaks to a database of another kind. Should not match.
package foreign

import "database/sql"

func ask(db *sql.DB) { db.Query("SELECT id FROM users WHERE name = ?") }
