// Package sqlfile serves out of a database in a file.
package sqlfile

import (
	"database/sql"
	"net/http"

	_ "modernc.org/sqlite"
)

func open() (*sql.DB, error) {
	return sql.Open("sqlite", "data.db") // want `the database is a file of this machine: one instance alone can serve \(database/sql.Open\)`
}

func list(w http.ResponseWriter, r *http.Request) {}

// Should not match.

func scratch() (*sql.DB, error) { return sql.Open("sqlite", "file::memory:?cache=shared") }
