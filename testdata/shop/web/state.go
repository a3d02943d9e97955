package web

import (
	"context"
	"net/http"
	"sync"
	"time"

	"example.com/shop/domain"
)

// Carts are lost with this process, and other instances do not see them.
type carts struct {
	mu sync.Mutex
	of map[string][]domain.Item
}

func (c *carts) add(session string, it domain.Item) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.of[session] = append(c.of[session], it)
}

func (s *server) addToCart(w http.ResponseWriter, r *http.Request) {
	s.carts.add(session(r), domain.Item{Product: number(r, "product"), Count: 1})
}

// addToCartWell keeps the cart in the database.
func (s *server) addToCartWell(w http.ResponseWriter, r *http.Request) {
	show(w, nil, s.shop.AddToCart(r.Context(), session(r), domain.Item{Product: number(r, "product"), Count: 1}))
}

func session(r *http.Request) string {
	c, err := r.Cookie("session")
	if err != nil {
		return ""
	}
	return c.Value
}

var (
	seenMu sync.Mutex
	seen   []int64 // products looked at, the last ones last
)

// look shows what was looked at on this instance.
func (s *server) look(w http.ResponseWriter, r *http.Request) {
	seenMu.Lock()
	defer seenMu.Unlock()
	seen = append(seen, number(r, "product"))
	show(w, seen[max(0, len(seen)-10):], nil)
}

// A cache keeps the settings: after a change each instance shows another value for a while.
type cache struct {
	mu     sync.Mutex
	values map[string]int64
}

func (c *cache) setting(ctx context.Context, store Store, name string) (int64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.values[name]; ok {
		return v, nil
	}
	v, err := store.Setting(ctx, name)
	if err == nil {
		c.values[name] = v
	}
	return v, err
}

func (s *server) setting(w http.ResponseWriter, r *http.Request) {
	v, err := s.cache.setting(r.Context(), s.store, r.FormValue("name"))
	show(w, v, err)
}

// A limiter lets each address through once a second, on each instance.
type limiter struct {
	mu   sync.Mutex
	last map[string]time.Time
}

func (l *limiter) allow(addr string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if time.Since(l.last[addr]) < time.Second {
		return false
	}
	l.last[addr] = time.Now()
	return true
}

func (s *server) limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.limit.allow(r.RemoteAddr) {
			http.Error(w, "slowly, please", http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}
