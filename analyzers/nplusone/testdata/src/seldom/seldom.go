// Package seldom tells loops that run the more often the more users there are from those that do not.
package seldom

import (
	"database/sql"
	"net/http"
)

type line struct{ product, count int }

type order struct {
	lines []line
	tags  []string
}

type server struct{ db *sql.DB }

func (s *server) imported(w http.ResponseWriter, r *http.Request) {
	s.store(orders(r))
	s.label(&order{tags: r.Form["tag"]})
}

func (s *server) store(os []order) {
	for _, o := range os {
		s.db.Exec("INSERT INTO orders DEFAULT VALUES") // want `write in loop: .* runs once per iteration`
		s.write(o)                                     // want `write in loop: seldom.server.write runs once per iteration`
	}
}

// Numbers and names in a field are what somebody chose, and may be many.
func (s *server) label(o *order) {
	for _, t := range o.tags {
		s.db.Exec("INSERT INTO tags (name) VALUES ($1)", t) // want `write in loop: .* runs once per iteration`
	}
}

// What both ask for runs as often as the more frequent of them asks.
func (s *server) both(ids []int) {
	for _, id := range ids {
		s.db.Exec("UPDATE orders SET seen = true WHERE id = $1", id) // want `write in loop: .* runs once per iteration`
	}
}

func (s *server) seen(w http.ResponseWriter, r *http.Request) { s.both(numbers(r)) }

// To show them takes as long as there are.
func (s *server) show(w http.ResponseWriter, r *http.Request) {
	for _, l := range orders(r)[0].lines {
		s.db.QueryRow("SELECT price FROM products WHERE id = $1", l.product) // want `query in loop: .* runs once per iteration`
	}
}

func orders(r *http.Request) []order { return make([]order, r.ContentLength) }

func numbers(r *http.Request) []int { return make([]int, r.ContentLength) }

// Should not match: of low severity.

// The lines of one order are few.
func (s *server) write(o order) {
	for _, l := range o.lines {
		s.db.QueryRow("SELECT price FROM products WHERE id = $1", l.product)
		s.db.Exec("INSERT INTO lines (product, count) VALUES ($1, $2)", l.product, l.count)
	}
}

func (s *server) adminSeen(w http.ResponseWriter, r *http.Request) {
	s.both(numbers(r))
	s.forget(numbers(r))
}

// Administrators are few, too.
func (s *server) forget(ids []int) {
	for _, id := range ids {
		s.db.Exec("DELETE FROM orders WHERE id = $1", id)
	}
}

// A list that may not be long is short.
func (s *server) few(w http.ResponseWriter, r *http.Request) {
	ids := numbers(r)
	if len(ids) > 30 {
		http.Error(w, "too many", http.StatusBadRequest)
		return
	}
	for _, id := range ids {
		s.db.Exec("DELETE FROM orders WHERE id = $1", id)
	}
	for _, id := range atMost(r) {
		s.db.Exec("DELETE FROM orders WHERE id = $1", id)
	}
}

func atMost(r *http.Request) []int {
	ns := numbers(r)
	if 3 < len(ns) {
		return nil
	}
	return ns
}

// One that has to be longer may be long.
func (s *server) many(w http.ResponseWriter, r *http.Request) {
	ids := numbers(r)
	if len(ids) < 3 {
		return
	}
	for _, id := range ids {
		s.db.Exec("DELETE FROM orders WHERE id = $1", id) // want `write in loop: .* runs once per iteration`
	}
}

type timetable struct{ jobs map[string]func() }

func (t *timetable) add(name string, job func()) { t.jobs[name] = job }

// What the start hands over is for later.
func init() {
	s, t := &server{}, &timetable{jobs: map[string]func(){}}
	t.add("sweep", func() { s.sweep(nil) })
}

func (s *server) sweep(ids []int) {
	for _, id := range ids {
		s.db.Exec("DELETE FROM orders WHERE id = $1", id)
	}
}

// engine works beside the requests, whoever starts it.
type engine struct {
	db    *sql.DB
	run   func()
	ticks chan int
}

func newEngine(db *sql.DB) *engine {
	e := &engine{db: db}
	e.run = e.loop
	return e
}

func (e *engine) loop() {
	for range e.ticks {
		e.turn(nil)
	}
}

func (e *engine) turn(ids []int) {
	for _, id := range ids {
		e.db.Exec("DELETE FROM orders WHERE id = $1", id)
	}
}
