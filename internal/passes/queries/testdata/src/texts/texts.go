package texts

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"strings"
)

type Store struct {
	db   *sql.DB
	stmt *sql.Stmt
}

const byEmail = `SELECT id FROM users WHERE email = $1` // want "SELECT id FROM users WHERE email = \\$1"

var byName = "SELECT id FROM users WHERE name = $1" // want "WHERE name"

//go:embed orders.sql
var ordersSQL string // want "SELECT id FROM orders WHERE state"

func (s *Store) constants(ctx context.Context) {
	s.db.QueryContext(ctx, byEmail)
	s.db.QueryRow(byName, "x")
	s.db.Query(ordersSQL)
	const table = "users"
	s.db.Exec("DELETE FROM " + table + " WHERE id = $1") // want "DELETE FROM users WHERE id"
}

func (s *Store) added(name string, all bool) {
	q := "SELECT id FROM users WHERE team = $1" // want "team = \\$1 AND active .some." "team = \\$1 AND active AND name = \\$2$" "team = \\$1$" "team = \\$1 AND name = \\$2 .some."
	if !all {
		q += " AND active"
	}
	if name != "" {
		q += " AND name = $2"
	}
	s.db.Query(q)
}

func (s *Store) alternatives(kind int) {
	var q string
	switch kind {
	case 1:
		q = "SELECT id FROM users WHERE a = 1" // want "WHERE a = 1$"
	default:
		q = "SELECT id FROM users WHERE b = 1" // want "WHERE b = 1$"
	}
	s.db.Query(q)
	if kind > 3 {
		q = "SELECT 3" // want "SELECT 3"
		s.db.Query(q)
		return
	}
	q = "SELECT 4" // want "SELECT 4$"
	s.db.Query(q)
}

func (s *Store) formatted(col string, n int, cond string) {
	s.db.Query(fmt.Sprintf("SELECT id FROM %s WHERE a = %d", "users", n))                   // want "SELECT id FROM users WHERE a = \\$99$"
	s.db.Query(fmt.Sprintf("SELECT id FROM users WHERE %s", cond))                          // want "WHERE true .filter unknown."
	s.db.Query(fmt.Sprintf("SELECT %s FROM users WHERE a = $1", col))                       // want "SELECT NULL AS hole1 FROM users WHERE a"
	s.db.Query(fmt.Sprintf("SELECT id FROM users ORDER BY %s LIMIT 5", col))                // want "ORDER BY hole1 LIMIT 5 .order unknown."
	s.db.Query(fmt.Sprintf("SELECT id FROM users WHERE a > now() - interval '%d days'", n)) // want "interval '1 days'$"
	s.db.Query("SELECT id FROM users WHERE a = 1" + cond)                                   // want "a = 1 .filter unknown."
}

func (s *Store) built(names []string) {
	var b strings.Builder
	b.WriteString("SELECT id FROM users WHERE name IN (") // want "name IN \\(\\$1\\)$"  "name IN \\(\\)"
	for i := range names {
		fmt.Fprintf(&b, "$%d,", i)
	}
	q := strings.TrimSuffix(b.String(), ",") + ")"
	s.db.Query(q)
}

func (s *Store) joined(team, name string) {
	conds := []string{"team = $1"}
	if name != "" {
		conds = append(conds, "name = $2")
	}
	s.db.Query("SELECT id FROM users WHERE " + strings.Join(conds, " AND ")) // want "team = \\$1 AND name = \\$2$" "team = \\$1$"
}

func table() string { return "events" }

func (s *Store) helper() {
	s.db.Query("SELECT id FROM " + table() + " WHERE a = 1") // want "FROM events"
}

func (s *Store) prepared() error {
	stmt, err := s.db.Prepare("SELECT id FROM prepared WHERE a = $1") // want "FROM prepared"
	if err != nil {
		return err
	}
	_, err = stmt.Query(1)
	return err
}

// one is a wrapper: its callers hold the text.
func (s *Store) one(q string, args ...any) { s.db.QueryRow(q, args...) }

func (s *Store) wraps() {
	s.one("SELECT id FROM wrapped WHERE a = $1", 1) // want "^wrapped: SELECT id FROM wrapped"
}

// find adds to what its callers give.
func (s *Store) find(where string) {
	s.db.Query("SELECT id FROM found WHERE " + where) // want "found WHERE a = 1$" "found WHERE b = 1$"
}

func (s *Store) finds() {
	s.find("a = 1")
	s.find("b = 1")
}

type builder struct {
	db    *sql.DB
	conds []string
}

func newBuilder(db *sql.DB) *builder {
	return &builder{db: db, conds: []string{"e.user_id = $1"}}
}

func (b *builder) withStatus() { b.conds = append(b.conds, "e.status = $2") }

func (b *builder) run() {
	b.db.Query("SELECT id FROM entries e WHERE " + strings.Join(b.conds, " AND ")) // want "e.user_id = \\$1 AND e.status = \\$2$" "e.user_id = \\$1$"
}

var byField = struct{ Code, Ref string }{Code: "SELECT id FROM fields WHERE code = $1"} // want "FROM fields WHERE code"

func (s *Store) closures() {
	s.db.Query(byField.Code)
	run := func(q string) { s.db.Exec(q) }
	run("DELETE FROM closed WHERE a = 1") // want "DELETE FROM closed"
	for _, t := range []string{"left", "right"} {
		s.db.Exec("DELETE FROM " + t + "_side WHERE a = 1") // want "DELETE FROM left_side" "DELETE FROM right_side"
	}
}

func (s *Store) ranged(filters map[string]string, column, dir string) {
	q := "SELECT id FROM ranged WHERE a = 1" // want "WHERE a = 1$" "AND true = .1 .filter unknown.$"
	for k := range filters {
		q += fmt.Sprintf(" AND %s = $1", k)
	}
	s.db.Query(q)
	s.db.Query(fmt.Sprintf(`SELECT id FROM ranged ORDER BY "%s" %s`, column, dir)) // want "ORDER BY .hole1.  .order unknown.$"
}

type tagged struct {
	Get *sql.Stmt `query:"get-user"`
}

func (t *tagged) run() {
	t.Get.Query() // want "file:get-user"
}

type Migration struct{ Up, Down []string }

var migrations = []Migration{{
	Up:   []string{`CREATE TABLE a (id int)`}, // want "CREATE TABLE a"
	Down: []string{`DROP TABLE a`},
}}

// Should not match.

type other struct{}

func (other) Query(s string) {}

func (s *Store) silent(o other, text string) {
	o.Query("no statement")
	s.db.Query(text)
	fmt.Println("select a file to go on")
}
