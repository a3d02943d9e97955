// Package roads holds every way from a loop to a query.
package roads

import (
	"context"
	"database/sql"
	"net/http"
	"sync"
)

type Repo struct{ db *sql.DB }

func direct(db *sql.DB, ids []int) {
	for _, id := range ids {
		db.QueryRow("SELECT name FROM users WHERE id = $1", id) // want `query in loop: \(\*database/sql.DB\).QueryRow runs once per iteration \(roads.direct → \(\*database/sql.DB\).QueryRow\); one query for all: SELECT name, id FROM users WHERE id = ANY\(\$1\)$`
	}
}

func (r *Repo) row(query string, args ...any) *sql.Row { return r.db.QueryRow(query, args...) }

// What is asked is known where the text is handed to a helper; of MySQL and SQLite it is spelled so.
func handedOn(r *Repo, ids []int, team int) {
	for _, id := range ids {
		r.row("SELECT id, name FROM users WHERE id = ?", id)              // want `query in loop: .*; one query for all: SELECT id, name FROM users WHERE id IN \(\?\)$`
		r.row("SELECT id FROM users WHERE id = ? AND team = ?", id, team) // want `query in loop: roads.Repo.row runs once per iteration \(.*QueryRow\)$`
	}
}

func writes(tx *sql.Tx, ids []int) {
	for _, id := range ids {
		tx.Exec("UPDATE users SET seen = now() WHERE id = $1", id) // want `write in loop: \(\*database/sql.Tx\).Exec runs once per iteration`
	}
}

func prepared(tx *sql.Tx, ids []int) {
	stmt, _ := tx.Prepare("INSERT INTO users (id) VALUES ($1) RETURNING id")
	for _, id := range ids {
		stmt.QueryRow(id) // want `write in loop: \(\*database/sql.Stmt\).QueryRow runs once per iteration .*; bulk form`
	}
}

func remote(urls []string) {
	for _, u := range urls {
		http.Get(u) // want `remote call in loop: net/http.Get runs once per iteration`
	}
}

func (r *Repo) User(ctx context.Context, id int) *sql.Row {
	return r.db.QueryRowContext(ctx, "SELECT name FROM users WHERE id = $1", id)
}

func (r *Repo) name(ctx context.Context, id int) string {
	var s string
	r.User(ctx, id).Scan(&s)
	return s
}

func helper(ctx context.Context, r *Repo, ids []int) {
	for _, id := range ids {
		r.name(ctx, id) // want `query in loop: roads.Repo.name runs once per iteration \(roads.helper → roads.Repo.name → roads.Repo.User → \(\*database/sql.DB\).QueryRowContext\)`
	}
}

type Store interface {
	User(ctx context.Context, id int) *sql.Row
}

type MockStore struct{}

func (MockStore) User(ctx context.Context, id int) *sql.Row { return nil }

func iface(ctx context.Context, s Store, ids []int) {
	for _, id := range ids {
		s.User(ctx, id) // want `query in loop: roads.Repo.User runs once per iteration`
	}
}

// An interface of one's own over what a library gives.
type execer interface {
	Exec(query string, args ...any) (sql.Result, error)
	Ping() error
}

type doer interface {
	Do(r *http.Request) (*http.Response, error)
}

func borrowed(x execer, d doer, ids []int, rs []*http.Request) {
	for _, id := range ids {
		x.Exec("DELETE FROM users WHERE id = $1", id) // want `write in loop`
	}
	for _, r := range rs {
		d.Do(r) // want `remote call in loop`
	}
}

func methodValue(ctx context.Context, r *Repo, ids []int) {
	get := r.User
	for _, id := range ids {
		get(ctx, id) // want `query in loop: roads.Repo.User runs`
	}
}

type service struct {
	load func(context.Context, int) *sql.Row
}

func newService(r *Repo) *service { return &service{load: r.User} }

func (s *service) field(ctx context.Context, ids []int) {
	for _, id := range ids {
		s.load(ctx, id) // want `query in loop: roads.Repo.User runs`
	}
}

func closure(db *sql.DB, ids []int) {
	one := func(id int) {
		db.QueryRow("SELECT 1 FROM users WHERE id = $1", id) // want `query in loop`
	}
	for _, id := range ids {
		one(id)
	}
}

func Each[T any](xs []T, f func(T)) {
	for _, x := range xs {
		f(x)
	}
}

func ownEach(db *sql.DB, ids []int) {
	Each(ids, func(id int) {
		db.QueryRow("SELECT 1 FROM users WHERE id = $1", id) // want `query in loop: .* runs once per element of roads.Each`
	})
}

func goroutines(db *sql.DB, ids []int) {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Add(1)
		go func() {
			defer wg.Done()
			db.QueryRow("SELECT 1 FROM users WHERE id = $1", id) // want `query in loop`
		}()
		wg.Go(func() {
			db.QueryRow("SELECT 1 FROM users WHERE id = $1", id) // want `query in loop`
		})
	}
	wg.Wait()
}

type Node struct {
	ID       int
	Children []*Node
}

func (r *Repo) tree(ctx context.Context, n *Node) {
	r.User(ctx, n.ID)
	for _, c := range n.Children {
		r.tree(ctx, c) // want `query in loop: roads.Repo.tree runs once per iteration`
	}
}

func rowsNext(db *sql.DB) {
	rows, _ := db.Query("SELECT id FROM users")
	for rows.Next() {
		var id int
		rows.Scan(&id)
		db.QueryRow("SELECT 1 FROM orders WHERE user_id = $1", id) // want `query in loop`
	}
}

func recursive(db *sql.DB, n *Node) {
	var visit func(*Node)
	visit = func(n *Node) {
		db.Exec("UPDATE nodes SET seen = true WHERE id = $1", n.ID) // want `write in loop`
		for _, c := range n.Children {
			visit(c)
		}
	}
	visit(n)
}

// Should not match.

func again(db *sql.DB, id int) {
	var first, second func(int)
	first = func(id int) {
		db.Exec("UPDATE nodes SET seen = true WHERE id = $1", id)
		second(id)
	}
	second = func(id int) {
		db.Exec("UPDATE nodes SET sent = true WHERE id = $1", id)
		first(id)
		second(id)
	}
	first(id)
}

func once(db *sql.DB, ids []int) {
	var o sync.Once
	for range ids {
		o.Do(func() { db.Exec("SET search_path TO shop") })
	}
}

func built(ids []int) {
	for _, id := range ids {
		_ = "SELECT 1" + string(rune(id))
	}
}

func scanned(db *sql.DB) {
	rows, _ := db.Query("SELECT id FROM users")
	for rows.Next() {
		var id int
		rows.Scan(&id)
	}
}

type lookup interface {
	Find(id int) string
}

type memory map[int]string

func (m memory) Find(id int) string { return m[id] }

func inMemory(l lookup, ids []int) {
	for _, id := range ids {
		l.Find(id)
	}
}

// Nothing that is known fits it.
type finder interface {
	QueryRow(id int) string
}

func unknown(f finder, ids []int) {
	for _, id := range ids {
		f.QueryRow(id)
	}
}

type query struct{}

func (query) QueryRow(s string, args ...any) {}

func notADatabase(q query, ids []int) {
	for _, id := range ids {
		q.QueryRow("SELECT 1", id)
	}
}

func registered(fs []func()) {
	for range fs {
		register(func() { http.Get("https://example.com") })
	}
}

var registry []func()

func register(f func()) { registry = append(registry, f) }
