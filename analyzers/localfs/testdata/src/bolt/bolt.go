// Package bolt keeps what it is told in a database in a file.
package bolt

import (
	"net/http"
	"os"

	bbolt "go.etcd.io/bbolt"
)

type server struct{ db *bbolt.DB }

func (s *server) put(w http.ResponseWriter, r *http.Request) {
	s.db.Update(func(tx *bbolt.Tx) error { // want `handler bolt.server.put writes to a database in a file: .*, and 2 other handlers`
		return tx.Bucket([]byte("users")).Put([]byte("a"), nil)
	})
}

// The same database is the same fault.
func (s *server) rename(w http.ResponseWriter, r *http.Request) {
	s.db.Update(func(tx *bbolt.Tx) error { return nil })
}

// What runs within the transaction is done for the request.
func (s *server) export(w http.ResponseWriter, r *http.Request) {
	s.db.Update(func(tx *bbolt.Tx) error {
		return os.WriteFile("export.json", nil, 0o644) // want `handler bolt.server.export writes to this machine's disk: export.json`
	})
}

// Should not match.

func (s *server) get(w http.ResponseWriter, r *http.Request) {
	s.db.View(func(tx *bbolt.Tx) error {
		tx.Bucket([]byte("users")).Get([]byte("a"))
		return nil
	})
}

func open() (*server, error) {
	db, err := bbolt.Open("data.db", 0o600, nil)
	return &server{db}, err
}
