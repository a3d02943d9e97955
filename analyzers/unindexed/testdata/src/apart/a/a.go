package a

import "database/sql"

func ask(db *sql.DB) { db.Query("SELECT id FROM users WHERE name = $1") }
