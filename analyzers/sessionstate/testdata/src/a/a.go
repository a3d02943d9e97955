// Package a keeps state in the process, and does not.
package a

import (
	"database/sql"
	"net/http"
	"sync"
	"time"
)

type session struct{ user int }

var sessions = map[string]*session{}

func login(w http.ResponseWriter, r *http.Request) {
	sessions[r.FormValue("id")] = &session{} // want `request writes to map a.sessions: other instances do not see it \(a.login → map a.sessions\)`
}

type server struct {
	mu    sync.Mutex
	carts map[string][]int
	seen  sync.Map
	jobs  chan job
	subs  map[chan string]bool
	log   []string

	listeners map[string]chan string
	attached  []*listener
	timers    map[string]*time.Timer
	greeted   map[string]string
	clients   map[string][]*listener
}

type job struct{ id int }

func (s *server) cart(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.carts["x"] = append(s.carts["x"], 1) // want `request writes to map a.server.carts`
}

func (s *server) mark(w http.ResponseWriter, r *http.Request) {
	s.seen.Store("x", true) // want `request writes to map a.server.seen`
}

func (s *server) enqueue(w http.ResponseWriter, r *http.Request) {
	s.jobs <- job{1} // want `request writes to queue a.server.jobs: what waits in it is lost when the process ends`
}

func (s *server) subscribe(w http.ResponseWriter, r *http.Request) {
	s.subs[make(chan string)] = true // want `request writes to map a.server.subs: what other instances publish does not arrive`
}

func (s *server) note(w http.ResponseWriter, r *http.Request) {
	s.log = append(s.log, r.URL.Path) // want `request writes to slice a.server.log`
}

// What a handler's closure captured outlives the request.
func counted() http.HandlerFunc {
	hits := map[string]int{}
	return func(w http.ResponseWriter, r *http.Request) {
		hits[r.URL.Path] = len(hits) // want `request writes to map a.hits`
	}
}

type tokens struct{ m map[string]bool }

func (t *tokens) put(s string) { t.m[s] = true } // want `request writes to map a.tokens.m`

type api struct{ tokens *tokens }

func (a *api) issue(w http.ResponseWriter, r *http.Request) { a.tokens.put("x") }

// Listeners leave when they go: until then they hear this instance only.
func (s *server) listen(w http.ResponseWriter, r *http.Request) {
	c := make(chan string)
	s.listeners[r.FormValue("id")] = c // want `request writes to map a.server.listeners: what other instances publish does not arrive`
	defer delete(s.listeners, r.FormValue("id"))
	<-c
}

type listener struct{ out chan string }

func (s *server) attach(w http.ResponseWriter, r *http.Request) {
	s.attached = append(s.attached, &listener{}) // want `request writes to slice a.server.attached: what other instances publish does not arrive`
}

// A timer's channel is nobody's who listens.
func (s *server) remind(w http.ResponseWriter, r *http.Request) {
	s.timers[r.FormValue("id")] = time.NewTimer(time.Hour) // want `request writes to map a.server.timers: other instances do not see it`
}

// What a handler captured, changed by a function within it.
func remembered() func(http.Handler) http.Handler {
	seen := map[string]int{}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			func() {
				seen[r.RemoteAddr] = 1 // want `request writes to map a.seen`
			}()
			next.ServeHTTP(w, r)
		})
	}
}

// A map that is made when it is first needed is added to all the same.
func (s *server) greet(w http.ResponseWriter, r *http.Request) {
	if s.greeted == nil {
		s.greeted = map[string]string{}
	}
	s.greeted[r.FormValue("id")] = "hello" // want `request writes to map a.server.greeted: other instances do not see it`
}

// The clients of a user listen, each by a channel.
func (s *server) follow(w http.ResponseWriter, r *http.Request) {
	s.clients["x"] = append(s.clients["x"], &listener{}) // want `request writes to map a.server.clients: what other instances publish does not arrive`
}

// A channel that carries nothing says that something is done.
type item struct {
	ready chan struct{}
	posts []string
}

var drafts struct{ byUser map[string]item }

func draft(w http.ResponseWriter, r *http.Request) {
	drafts.byUser["x"] = item{ready: make(chan struct{})} // want `request writes to map a.drafts.byUser: other instances do not see it`
}

// Should not match.

// A closure made for the request keeps what dies with it.
func distinct(w http.ResponseWriter, r *http.Request) {
	fresh := once()
	fresh("x")
}

func once() func(string) bool {
	seen := map[string]bool{}
	return func(s string) bool {
		if seen[s] {
			return false
		}
		seen[s] = true
		return true
	}
}

var routes = map[string]http.HandlerFunc{}

func register(path string, h http.HandlerFunc) { routes[path] = h }

func init() { register("/login", login) }

// A value made for the request dies with it.
type basket struct{ items map[int]int }

func (b *basket) add(i int) { b.items[i]++ }

func local(w http.ResponseWriter, r *http.Request) {
	b := &basket{items: map[int]int{}}
	b.add(1)
	m := map[string]int{}
	m["x"] = 1
}

var parsed sync.Map

// memo keeps what never changes.
func memo(w http.ResponseWriter, r *http.Request) {
	if _, ok := parsed.Load("x"); ok {
		return
	}
	parsed.Store("x", len("x"))
}

var inFlight = map[string]bool{}

func guarded(w http.ResponseWriter, r *http.Request) {
	inFlight["x"] = true
	defer delete(inFlight, "x")
}

var requests int

func metered(w http.ResponseWriter, r *http.Request) { requests++ }

type config struct{ m map[string]string }

var current config

// reload replaces the whole.
func reload(w http.ResponseWriter, r *http.Request) {
	current.m = map[string]string{}
	current.m["a"] = "b"
}

var cache = map[int]string{}

// A cache of rows is of low severity.
func cached(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, ok := cache[1]; ok {
			return
		}
		db.QueryRow("SELECT name FROM users WHERE id = 1")
		cache[1] = "x"
	}
}
