package postgres

import (
	"context"
	"database/sql"
	"errors"

	"example.com/shop/domain"
)

// AddMail puts a mail into the outbox.
func (s *Store) AddMail(ctx context.Context, user int64, text string) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO outbox (user_id, text) VALUES ($1, $2)`, user, text)
	return err
}

// NextMail takes the oldest mail that no other worker has taken.
func (s *Store) NextMail(ctx context.Context) (m domain.Mail, ok bool, err error) {
	err = s.db.QueryRowContext(ctx, `UPDATE outbox SET taken_at = now() WHERE id = (
		SELECT id FROM outbox WHERE taken_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
		RETURNING id, (SELECT email FROM users WHERE users.id = outbox.user_id), text`).Scan(&m.ID, &m.To, &m.Text)
	if errors.Is(err, sql.ErrNoRows) {
		return m, false, nil
	}
	return m, err == nil, err
}

// Sent removes a mail.
func (s *Store) Sent(ctx context.Context, id int64) error {
	_, err := s.db.ExecContext(ctx, `DELETE FROM outbox WHERE id = $1`, id)
	return err
}
