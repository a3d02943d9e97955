// Package little has a table that a page shows whole, one that it shows in pages, and an export.
package little

import (
	"database/sql"
	"net/http"
)

type server struct{ db *sql.DB }

func (s *server) plans(w http.ResponseWriter, r *http.Request) {
	s.db.Query("SELECT id, name FROM plans")
	s.db.Query("SELECT id FROM visits ORDER BY at DESC LIMIT $1", 50)
}

func (s *server) plan(w http.ResponseWriter, r *http.Request) {
	s.db.Query("SELECT id FROM plans WHERE name = $1", r.FormValue("name"))  // low: few rows
	s.db.Query("SELECT id FROM visits WHERE page = $1", r.FormValue("page")) // high
	s.db.Exec("INSERT INTO plans (name) VALUES ($1)", r.FormValue("name"))
}

func (s *server) export(w http.ResponseWriter, r *http.Request) {
	s.db.Query("SELECT id FROM visits WHERE lower(page) = $1", r.FormValue("page")) // low: an export
}
