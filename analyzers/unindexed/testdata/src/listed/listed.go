// Package listed keeps the definitions of its tables where programs keep them: in a list, a map, a
// struct of its own, and a directory that it embeds.
package listed

import (
	"database/sql"
	"embed"
	"errors"
)

//go:embed files/*.sql
var files embed.FS

var list = []string{
	`CREATE TABLE songs (id serial PRIMARY KEY, album int NOT NULL, title text NOT NULL)`,
	`CREATE INDEX songs_album ON songs (album)`,
}

var byNumber = map[int]string{
	1: `CREATE TABLE albums (id serial PRIMARY KEY, artist int NOT NULL, label int NOT NULL)`,
	2: `CREATE INDEX albums_artist ` + `ON albums (artist)`,
}

var dropAll = []string{`DROP INDEX songs_album`}

var indexes = map[string]string{"sqlite3": `CREATE INDEX songs_title ON songs (title)`}

var errTable = errors.New("create table albums: it is there (twice)")

type step struct {
	Version float64
	Script  string
	Back    func(*sql.DB)
}

var steps = []step{
	{1, `CREATE TABLE labels (id serial PRIMARY KEY, city text NOT NULL, name text NOT NULL)`, nil},
	{Version: 2, Script: `CREATE INDEX labels_city ON labels (city)`, Back: downLabels},
}

func downLabels(db *sql.DB) { db.Exec(`DROP INDEX labels_city`) }

func register(up, down func(*sql.DB)) {}

func init() {
	register(func(db *sql.DB) { db.Exec(`CREATE INDEX labels_name ON labels (name)`) },
		func(db *sql.DB) { db.Exec(`DROP INDEX labels_name`) })
}

func ask(db *sql.DB) {
	db.Query("SELECT id FROM songs WHERE title = $1")  // want `filter on songs.title has no index`
	db.Query("SELECT id FROM albums WHERE label = $1") // want `filter on albums.label has no index`
	db.Query("SELECT id FROM halls WHERE seats = $1")  // want `filter on halls.seats has no index`
	db.Query("SELECT id FROM songs WHERE album = $1")
	db.Query("SELECT id FROM albums WHERE artist = $1")
	db.Query("SELECT id FROM labels WHERE city = $1")
	db.Query("SELECT id FROM labels WHERE name = $1")
	db.Query("SELECT id FROM halls WHERE city = $1")
}
