// Package shop lists what it sold.
package shop

import (
	"database/sql"
	"net/http"
	"time"
)

type server struct{ db *sql.DB }

func (s *server) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /orders", s.orders)
	mux.HandleFunc("GET /page", s.page)
	mux.HandleFunc("GET /joined", s.joined)
	mux.HandleFunc("GET /silent", s.silent)
	mux.HandleFunc("POST /orders", s.create)
}

func (s *server) orders(w http.ResponseWriter, r *http.Request) {
	s.db.QueryContext(r.Context(), "SELECT id, total FROM orders ORDER BY id") // want `request reads all of orders: no filter and no limit .shop.server.orders.`
	s.listed(r)
}

func (s *server) listed(r *http.Request) {
	s.db.QueryContext(r.Context(), "SELECT o.id, c.name FROM orders o LEFT JOIN countries c ON true") // want `request reads all of orders: no filter and no limit .shop.server.orders → shop.server.listed.`
}

func (s *server) joined(w http.ResponseWriter, r *http.Request) {
	s.db.Query("SELECT o.id FROM orders o JOIN countries c ON c.iso = o.state") // want `request reads all of orders`
}

func (s *server) page(w http.ResponseWriter, r *http.Request) {
	s.db.Query("SELECT id FROM orders ORDER BY id LIMIT 20 OFFSET $1", 40) // want `request pages through orders by OFFSET: it reads all rows before the page`
}

func (s *server) create(w http.ResponseWriter, r *http.Request) {
	s.db.Exec("INSERT INTO orders (state, total) VALUES ('new', 1)")
}

// Should not match.

func (s *server) exportAll(r *http.Request) { s.db.Query("SELECT id FROM orders") }

func (s *server) silent(w http.ResponseWriter, r *http.Request) {
	s.db.Query("SELECT id FROM orders WHERE state = 'new'")
	s.db.Query("SELECT id FROM orders LIMIT 20")
	s.db.Query("SELECT id FROM orders LIMIT 20 OFFSET 0")
	s.db.Query("SELECT count(*) FROM orders")
	s.db.Query("SELECT state, sum(total) FROM orders GROUP BY state")
	s.db.Query("SELECT iso, name FROM countries") // a list of values
	s.db.Query("SELECT id, name FROM plans")      // nobody inserts into it
	s.db.Query("SELECT o.id FROM orders o JOIN countries c ON c.iso = o.state AND c.iso = $1", "CH")
	s.db.Query("SELECT o.id FROM orders o JOIN unnest($1::bigint[]) AS ids (id) ON ids.id = o.id", nil)
	s.db.QueryRow("SELECT id FROM orders ORDER BY id")
	s.exportAll(r)
}

// job is no request.
func (s *server) job() {
	for range time.Tick(time.Hour) {
		s.db.Query("SELECT id FROM orders")
	}
}
