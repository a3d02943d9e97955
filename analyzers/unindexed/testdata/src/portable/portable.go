// Package portable runs on PostgreSQL and on SQLite, as its go.mod says.
package portable

import (
	"database/sql"
	"net/http"
)

type Store struct{ db *sql.DB }

// cold is not run by a request, as far as known.
func (s *Store) cold() {
	s.db.Query("SELECT id FROM clients WHERE token LIKE 'a' ORDER BY id")
	s.db.Query("SELECT count(*) FROM clients WHERE token = $1")
}

// ServeHTTP is where the finding stands: what requests run comes first.
func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.db.QueryRowContext(r.Context(), "SELECT id FROM clients WHERE token = $1", r.Header.Get("Token"))                                  // want `filter on clients.token has no index to serve it .clients has: .id..; CREATE INDEX clients_token_idx ON clients`
	s.db.QueryContext(r.Context(), "SELECT m.id FROM clients c JOIN messages m ON m.client_id = c.id WHERE c.id = $1 AND NOT m.seen", 1) // want `join on messages.client_id has no index to serve it`
}
