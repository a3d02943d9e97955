// Package store is the far end of a chain across packages.
package store

import "database/sql"

type DB struct{ db *sql.DB }

func (s *DB) Item(id int) *sql.Row { return s.db.QueryRow("SELECT * FROM items WHERE id = $1", id) }

func (s *DB) Items(ids []int) (*sql.Rows, error) {
	return s.db.Query("SELECT * FROM items WHERE id = ANY($1)", ids)
}

func Walk(ids []int, f func(int)) {
	for _, id := range ids {
		f(id)
	}
}
