// Package postgres keeps the shop's data in PostgreSQL.
package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"example.com/shop/domain"
)

// A Store is the shop's database.
type Store struct{ db *sql.DB }

// New returns a store over db.
func New(db *sql.DB) *Store { return &Store{db} }

const ordersOf = `SELECT id, user_id FROM orders WHERE user_id = $1`

func (s *Store) Orders(ctx context.Context, user int64) ([]domain.Order, error) {
	return s.orders(ctx, ordersOf, user)
}

func (s *Store) orders(ctx context.Context, query string, args ...any) ([]domain.Order, error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []domain.Order
	for rows.Next() {
		var o domain.Order
		if err := rows.Scan(&o.ID, &o.User); err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, rows.Err()
}

func (s *Store) items(ctx context.Context, query string, args ...any) ([]domain.Item, error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []domain.Item
	for rows.Next() {
		var it domain.Item
		if err := rows.Scan(&it.Order, &it.Product, &it.Count); err != nil {
			return nil, err
		}
		out = append(out, it)
	}
	return out, rows.Err()
}

// Items is served by the primary key (order_id, line_no).
func (s *Store) Items(ctx context.Context, order int64) ([]domain.Item, error) {
	return s.items(ctx, `SELECT order_id, product_id, count FROM order_items WHERE order_id = $1`, order)
}

// ItemsOf is served by it too.
func (s *Store) ItemsOf(ctx context.Context, orders []int64) ([]domain.Item, error) {
	return s.items(ctx, `SELECT order_id, product_id, count FROM order_items WHERE order_id = ANY($1)`, orders)
}

// Bought filters on a column without an index.
func (s *Store) Bought(ctx context.Context, product int64) ([]int64, error) {
	items, err := s.items(ctx, `SELECT order_id, product_id, count FROM order_items WHERE product_id = $1`, product)
	var ids []int64
	for _, it := range items {
		ids = append(ids, it.Order)
	}
	return ids, err
}

// Newest sorts the whole table for ten rows.
func (s *Store) Newest(ctx context.Context, limit int) ([]domain.Order, error) {
	return s.orders(ctx, `SELECT id, user_id FROM orders ORDER BY created_at DESC LIMIT $1`, limit)
}

// Page reads and throws away all pages before it.
func (s *Store) Page(ctx context.Context, offset int) ([]domain.Order, error) {
	return s.orders(ctx, `SELECT id, user_id FROM orders ORDER BY id LIMIT 20 OFFSET $1`, offset)
}

// PageAfter begins where the last page ended.
func (s *Store) PageAfter(ctx context.Context, id int64) ([]domain.Order, error) {
	return s.orders(ctx, `SELECT id, user_id FROM orders WHERE id > $1 ORDER BY id LIMIT 20`, id)
}

// Everything reads a table that grows, whole.
func (s *Store) Everything(ctx context.Context) ([]domain.Order, error) {
	return s.orders(ctx, `SELECT id, user_id FROM orders`)
}

func (s *Store) AddOrder(ctx context.Context, user int64) (id int64, err error) {
	err = s.db.QueryRowContext(ctx, `INSERT INTO orders (user_id) VALUES ($1) RETURNING id`, user).Scan(&id)
	return id, err
}

func (s *Store) AddItem(ctx context.Context, order int64, it domain.Item) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO order_items (order_id, product_id, count) VALUES ($1, $2, $3)`, order, it.Product, it.Count)
	return err
}

// AddItems inserts all rows by one statement.
func (s *Store) AddItems(ctx context.Context, order int64, its []domain.Item) error {
	var values []string
	args := []any{order}
	for _, it := range its {
		n := len(args)
		values = append(values, fmt.Sprintf("($1, $%d, $%d)", n+1, n+2))
		args = append(args, it.Product, it.Count)
	}
	_, err := s.db.ExecContext(ctx, `INSERT INTO order_items (order_id, product_id, count) VALUES `+strings.Join(values, ", "), args...)
	return err
}

// AddMail puts a mail into the outbox.
func (s *Store) AddMail(ctx context.Context, user int64, text string) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO outbox (user_id, text) VALUES ($1, $2)`, user, text)
	return err
}

// UserByEmail hides the indexed column in a function.
func (s *Store) UserByEmail(ctx context.Context, email string) (u domain.User, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT id, email FROM users WHERE lower(email) = lower($1)`, email).Scan(&u.ID, &u.Email)
	return u, err
}

// UserByName asks of an indexed column.
func (s *Store) UserByName(ctx context.Context, name string) (u domain.User, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT id, email FROM users WHERE name = $1`, name).Scan(&u.ID, &u.Email)
	return u, err
}
