package postgres

import (
	"context"
	"time"

	"example.com/shop/domain"
)

// PutProduct names a column that no unique index has: the statement fails.
func (s *Store) PutProduct(ctx context.Context, p domain.Product) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO products (sku, title, price) VALUES ($1, $2, $3)
		ON CONFLICT (sku) DO UPDATE SET title = excluded.title, price = excluded.price`, p.SKU, p.Title, p.Price)
	return err
}

// PutSetting names a primary key.
func (s *Store) PutSetting(ctx context.Context, name string, value int64) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO settings (name, value) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

// Setting returns what was put.
func (s *Store) Setting(ctx context.Context, name string) (value int64, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT value FROM settings WHERE name = $1`, name).Scan(&value)
	return value, err
}

// AddCartItem keeps the cart in the database.
func (s *Store) AddCartItem(ctx context.Context, session string, it domain.Item) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO cart_items (session, product_id, count) VALUES ($1, $2, $3)
		ON CONFLICT (session, product_id) DO UPDATE SET count = cart_items.count + excluded.count`, session, it.Product, it.Count)
	return err
}

// AddPreview asks the workers for a picture.
func (s *Store) AddPreview(ctx context.Context, product int64, at time.Time) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO previews (product_id, wanted_at) VALUES ($1, $2)`, product, at)
	return err
}

// AddCoupon gives a coupon with an order.
func (s *Store) AddCoupon(ctx context.Context, order int64, code string) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO coupons (order_id, code) VALUES ($1, $2)`, order, code)
	return err
}
