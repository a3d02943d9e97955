// Package shop asks in every way that text is made.
package shop

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	sq "github.com/Masterminds/squirrel"
)

type Store struct{ db *sql.DB }

const byProduct = `SELECT order_id FROM order_items WHERE product_id = $1` // want `filter on order_items.product_id has no index to serve it .order_items has: .order_id, line_no..; CREATE INDEX CONCURRENTLY order_items_product_id_idx ON order_items .product_id.`

func (s *Store) constant(ctx context.Context, id int64) {
	s.db.QueryContext(ctx, byProduct, id)
	s.db.Query("SELECT count(*) FROM order_items WHERE product_id = $1", id) // the same index is missing: one finding
}

func (s *Store) added(name string) {
	q := "SELECT id FROM customers" // want `filter on customers.name has no index`
	q += " WHERE name = $1"
	s.db.Query(q, name)
}

func (s *Store) formatted(days int) {
	s.db.Query(fmt.Sprintf("SELECT id FROM %s WHERE created_at > now() - interval '%d days'", "customers", days)) // want `filter on customers.created_at has no index`
}

func (s *Store) sorted() {
	s.db.Query("SELECT id FROM orders ORDER BY created_at LIMIT 20") // want `sort of orders.created_at before its limit has no index`
}

func (s *Store) unusable(tag string) {
	s.db.Query("SELECT id FROM orders WHERE $1 = ANY(tags)", tag) // want `filter on orders cannot be served by an index as it is written .*; write tags @> ARRAY`
}

func (s *Store) conflict() {
	s.db.Exec("INSERT INTO customers (name, email) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING") // want `on conflict on customers matches no unique index: the statement fails`
}

func (s *Store) chain(state string) {
	q, args, _ := sq.Select("id").From("orders").Where(sq.Eq{"state": state}).ToSql() // want `filter on orders.state has no index`
	s.db.Query(q, args...)
}

func (s *Store) all(q string, args ...any) (*sql.Rows, error) { return s.db.Query(q, args...) }

func (s *Store) wrapped(name string) {
	s.all("SELECT id FROM customers WHERE lower(email) = $1", name) // want `filter on customers.lower.email. has no index`
}

func (s *Store) deletes(id int64) {
	s.db.Exec("DELETE FROM orders WHERE id = $1", id) // order_items is found by its primary key
}

// entered: each table is served through the other, so one of them has to be read first.
func (s *Store) entered(name string) {
	s.db.Query("SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id WHERE upper(c.name) = $1", name) // want `filter on customers.upper.name. has no index to serve it`
}

// Should not match.

func (s *Store) served(id int64, email string, ids []int64) {
	s.db.Query("SELECT line_no FROM order_items WHERE order_id = $1", id)
	s.db.Query("SELECT id FROM customers WHERE email = $1", email)
	s.db.Query("SELECT id FROM orders WHERE customer_id = $1 ORDER BY created_at DESC LIMIT 20", id)
	s.db.Query("SELECT id FROM orders WHERE id = ANY($1)", ids)
	s.db.Query("SELECT o.id FROM orders o JOIN order_items i ON i.order_id = o.id WHERE o.customer_id = $1 AND i.product_id = 3", id)
	s.db.Exec("INSERT INTO customers (name, email) VALUES ($1, $2) ON CONFLICT (email) DO NOTHING")
	s.db.Query("SELECT c.name FROM (SELECT DISTINCT customer_id AS id FROM orders WHERE id > 5 ORDER BY 1 LIMIT $1) o JOIN customers c ON c.id = o.id ORDER BY c.id", 9)
	s.db.Query("SELECT id FROM customers WHERE code = $1", "abc")
	s.db.Query("SELECT id FROM customers WHERE code = $1", email) // planned anew for each value
}

func (s *Store) enteredByList(country, street string) {
	s.db.Query("SELECT a.id FROM addresses a JOIN countries k ON k.iso = a.country WHERE k.name = $1 AND a.street = $2", country, street)
	s.db.Query("SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id WHERE upper(c.name) = $1 AND c.email = $2", street, country)
}

func (s *Store) unknown(cond string, conds []string) {
	s.db.Query("SELECT id FROM customers WHERE name = $1 AND " + cond)
	s.db.Query("SELECT id FROM customers WHERE name = 'x' AND " + strings.Join(conds, " AND "))
	s.db.Query("SELECT id FROM elsewhere WHERE name = $1")
	s.db.Query("SELECT id FROM audits WHERE actor = $1")    // a DO block may have made the index
	s.db.Query("SELECT iso FROM countries WHERE name = $1") // a list of values
	s.one("SELECT id FROM customers WHERE name = $1")
}

// one does not run what it is given.
func (s *Store) one(q string) { fmt.Println(q) }

// indexes are made beside the migrations.
func indexes(namespace string) []struct{ name, query string } {
	return []struct{ name, query string }{
		{"a", fmt.Sprintf("CREATE INDEX CONCURRENTLY IF NOT EXISTS visits_page ON %q.visits (page)", namespace)},
	}
}

func (s *Store) visits(page, agent string) {
	for _, x := range indexes("public") {
		s.db.Exec(x.query)
	}
	s.db.Query("SELECT id FROM visits WHERE page = $1", page)
	s.db.Query("SELECT id FROM visits WHERE agent = $1", agent) // want `filter on visits.agent has no index to serve it .visits has: .id., .page..`
}
