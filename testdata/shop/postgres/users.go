package postgres

import (
	"context"
	"time"

	"example.com/shop/domain"
)

// UserByEmail hides the indexed column in a function.
func (s *Store) UserByEmail(ctx context.Context, email string) (u domain.User, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT id, email FROM users WHERE lower(email) = lower($1)`, email).Scan(&u.ID, &u.Email)
	return u, err
}

// UserByName has an index on the same function.
func (s *Store) UserByName(ctx context.Context, name string) (u domain.User, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT id, email FROM users WHERE lower(name) = lower($1)`, name).Scan(&u.ID, &u.Email)
	return u, err
}

// JoinedOn asks in a way that no index can serve.
func (s *Store) JoinedOn(ctx context.Context, day time.Time) ([]string, error) {
	return s.texts(ctx, `SELECT email FROM users WHERE created_at::date = $1`, day)
}

// JoinedWithin asks for the same people by a range.
func (s *Store) JoinedWithin(ctx context.Context, from, to time.Time) ([]string, error) {
	return s.texts(ctx, `SELECT email FROM users WHERE created_at >= $1 AND created_at < $2`, from, to)
}

// AddUser makes a customer.
func (s *Store) AddUser(ctx context.Context, email, name string) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO users (email, name) VALUES ($1, $2)`, email, name)
	return err
}

// DeleteUser makes PostgreSQL look for what refers to the user: orders and the outbox by their
// indexes, reviews without one.
func (s *Store) DeleteUser(ctx context.Context, id int64) error {
	_, err := s.db.ExecContext(ctx, `DELETE FROM users WHERE id = $1`, id)
	return err
}

// Review adds to the table that DeleteUser reads.
func (s *Store) Review(ctx context.Context, user, product int64, text string) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO reviews (user_id, product_id, text) VALUES ($1, $2, $3)`, user, product, text)
	return err
}

// Reviews is served by an index.
func (s *Store) Reviews(ctx context.Context, product int64) ([]string, error) {
	return s.texts(ctx, `SELECT text FROM reviews WHERE product_id = $1`, product)
}
