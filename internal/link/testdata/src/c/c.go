package c

import "database/sql"

type Store struct{ db *sql.DB }

func (s *Store) Save(id int) error { // want Save:"^query/write$"
	_, err := s.db.Exec("INSERT INTO t VALUES ($1)", id)
	return err
}

func (s *Store) Run(query string) (*sql.Rows, error) { // want Run:`^query/read sql\(0\)$`
	return s.db.Query(query)
}

func Each(ids []int, f func(int)) { // want Each:`^each\(1\)$`
	for _, id := range ids {
		f(id)
	}
}

func Later(f func()) { // want Later:`^calls\(0\)$`
	go f()
}

// Should export nothing.

func Pure(id int) int { return id + 1 }

func Keep(f func()) { kept = f }

var kept func()
