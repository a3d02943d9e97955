// Package main has a table that a page shows whole, one that it shows in pages, an export, and work
// beside the requests.
package main

import (
	"database/sql"
	"net/http"
	"time"
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

func (s *server) work() {
	for range time.Tick(time.Minute) {
		s.db.Query("SELECT id FROM visits WHERE agent = $1", "")                                   // low: no request waits
		s.db.Query("SELECT id FROM visits WHERE state = $1 LIMIT 1 FOR UPDATE SKIP LOCKED", "new") // high: a queue
	}
}

func main() {
	s := &server{}
	go s.work()
	http.HandleFunc("/plans", s.plans)
	http.HandleFunc("/plan", s.plan)
	http.HandleFunc("/export", s.export)
	http.ListenAndServe(":80", nil)
}
