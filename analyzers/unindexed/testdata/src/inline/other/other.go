// Package other has tables of its own, one of which is called like another package's.
package other

import "database/sql"

func migrate(db *sql.DB) {
	db.Exec("CREATE TABLE feeds (id serial PRIMARY KEY, url text NOT NULL)")
	db.Exec("CREATE INDEX feeds_url ON feeds (url)")
}

func ask(db *sql.DB) { db.Query("SELECT id FROM feeds WHERE url = $1") }
