// Package low keeps what another instance can make again, or may mean to have of its own.
package low

import (
	"database/sql"
	"net/http"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	gocache "github.com/patrickmn/go-cache"
	"github.com/robfig/cron/v3"
	"golang.org/x/time/rate"
)

var jobs = cron.New() // want `jobs are kept in this process: each instance runs its own \(cron.New\)`

type server struct {
	db      *sql.DB
	users   *gocache.Cache
	names   *lru.Cache[string, string]
	visitor map[string]*rate.Limiter
}

// A cache of rows costs when it is empty, and no more.
func (s *server) user(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.users.Get("x"); ok {
		return
	}
	s.db.QueryRow("SELECT name FROM users WHERE id = 1")
	s.users.Set("x", 1, time.Minute) // want `request writes to cache low.server.users: other instances do not see it`
}

func (s *server) limit(w http.ResponseWriter, r *http.Request) {
	s.visitor[r.RemoteAddr] = rate.NewLimiter(1, 1) // want `request writes to map low.server.visitor: each instance allows as much`
}

// RateLimit counts by hand.
func RateLimit(next http.Handler) http.Handler {
	hits := map[string]int{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if hits[r.RemoteAddr] > 100 {
			http.Error(w, "too many", http.StatusTooManyRequests)
			return
		}
		hits[r.RemoteAddr]++ // want `request writes to map low.hits: each instance allows as much`
		next.ServeHTTP(w, r)
	})
}

// Should not match.

// Calls in flight are taken back.
var busy = map[string]bool{}

func once(w http.ResponseWriter, r *http.Request) {
	busy["x"] = true
	defer delete(busy, "x")
}
