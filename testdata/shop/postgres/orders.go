package postgres

import (
	"context"
	"fmt"
	"strings"

	"example.com/shop/domain"
)

const ordersOf = `SELECT id, user_id FROM orders WHERE user_id = $1`

// Orders is served by an index.
func (s *Store) Orders(ctx context.Context, user int64) ([]domain.Order, error) {
	return s.orders(ctx, ordersOf, user)
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
func (s *Store) Bought(ctx context.Context, product int64) ([]domain.Item, error) {
	return s.items(ctx, `SELECT order_id, product_id, count FROM order_items WHERE product_id = $1`, product)
}

// Newest sorts the whole table for ten rows.
func (s *Store) Newest(ctx context.Context) ([]domain.Order, error) {
	return s.orders(ctx, `SELECT id, user_id FROM orders ORDER BY placed_at DESC LIMIT 10`)
}

// Last takes them from the end of an index.
func (s *Store) Last(ctx context.Context) ([]domain.Order, error) {
	return s.orders(ctx, `SELECT id, user_id FROM orders ORDER BY id DESC LIMIT 10`)
}

// Page reads all pages before it and throws them away.
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

// Coupons joins a table by a column without an index.
func (s *Store) Coupons(ctx context.Context, user int64) ([]string, error) {
	return s.texts(ctx, `SELECT c.code FROM orders o JOIN coupons c ON c.order_id = o.id WHERE o.user_id = $1`, user)
}

// Titles joins by primary keys.
func (s *Store) Titles(ctx context.Context, user int64) ([]string, error) {
	return s.texts(ctx, `SELECT p.title FROM orders o
		JOIN order_items i ON i.order_id = o.id
		JOIN products p ON p.id = i.product_id
		WHERE o.user_id = $1`, user)
}

// AddOrder makes an order without items.
func (s *Store) AddOrder(ctx context.Context, user int64) (id int64, err error) {
	err = s.db.QueryRowContext(ctx, `INSERT INTO orders (user_id) VALUES ($1) RETURNING id`, user).Scan(&id)
	return id, err
}

// AddItem inserts one row.
func (s *Store) AddItem(ctx context.Context, order int64, it domain.Item) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO order_items (order_id, product_id, count) VALUES ($1, $2, $3)`,
		order, it.Product, it.Count)
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
