// Package far serves requests that leave state two packages away.
package far

import (
	"net/http"

	"mid"
)

type server struct{ cache *mid.Cache }

func (s *server) login(w http.ResponseWriter, r *http.Request) {
	mid.Remember(r.FormValue("user")) // want `request writes to map near.tokens: other instances do not see it \(far.server.login → mid.Remember → near.Put → map near.tokens\)`
}

// Should not match.

func (s *server) known(w http.ResponseWriter, r *http.Request) { mid.Known(r.FormValue("user")) }

// A memo asks whoever calls: what is lost is made again.
func (s *server) keys(w http.ResponseWriter, r *http.Request) {
	s.cache.Memo("keys", func() string {
		http.Get("https://example.com/keys")
		return ""
	})
}
