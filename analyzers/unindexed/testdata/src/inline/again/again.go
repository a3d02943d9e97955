// Package again has a table called like one of package other.
package again

import "database/sql"

func migrate(db *sql.DB) { db.Exec("CREATE TABLE feeds (id serial PRIMARY KEY, title text NOT NULL)") }

func ask(db *sql.DB) { db.Query("SELECT id FROM feeds WHERE title = $1") }
