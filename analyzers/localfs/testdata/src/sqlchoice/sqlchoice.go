// Package sqlchoice opens what it is told to: the file is one choice of several.
package sqlchoice

import (
	"database/sql"
	"net/http"

	_ "modernc.org/sqlite"
)

func open(driver, source string) (*sql.DB, error) {
	return sql.Open(driver, source) // want `the database is a file of this machine: one instance alone can serve \(database/sql.Open\)`
}

func list(w http.ResponseWriter, r *http.Request) {}
