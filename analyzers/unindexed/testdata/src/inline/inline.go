// Package inline defines its tables in Go, as a list of functions and as a migration tool's list.
package inline

import "database/sql"

var steps = []func(tx *sql.Tx) error{
	func(tx *sql.Tx) error {
		_, err := tx.Exec(`
			CREATE TABLE feeds (id serial PRIMARY KEY, url text NOT NULL, owner int NOT NULL);
			CREATE TABLE icons (feed_id int PRIMARY KEY, hash text NOT NULL);
		`)
		return err
	},
	func(tx *sql.Tx) error {
		sql := `CREATE INDEX feeds_owner ON feeds (owner)`
		_, err := tx.Exec(sql)
		return err
	},
}

type Migration struct {
	ID       string
	Up, Down []string
}

var more = []*Migration{{
	ID:   "3",
	Up:   []string{`CREATE INDEX icons_hash ON icons (hash)`},
	Down: []string{`DROP INDEX icons_hash`},
}}

func ask(db *sql.DB) {
	db.Query("SELECT id FROM feeds WHERE url = $1") // want `filter on feeds.url has no index`
	db.Query("SELECT id FROM feeds WHERE owner = $1")
	db.Query("SELECT feed_id FROM icons WHERE hash = $1")
}
