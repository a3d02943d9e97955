// Package locked has a lock that all instances know of. Should not match.
package locked

import (
	"net/http"

	"github.com/go-co-op/gocron/v2"
)

func scheduler(l gocron.Locker) (gocron.Scheduler, error) {
	return gocron.NewScheduler(gocron.WithDistributedLocker(l))
}

func index(w http.ResponseWriter, r *http.Request) {}

// A keyedLock is a lock: who waits in which process is what it is there for.
type keyedLock struct{ queue map[string][]chan struct{} }

func (l *keyedLock) Lock(key string) { l.queue[key] = append(l.queue[key], make(chan struct{})) }

func (l *keyedLock) Unlock(key string) { delete(l.queue, key) }

type server struct{ users *keyedLock }

func (s *server) login(w http.ResponseWriter, r *http.Request) {
	s.users.Lock(r.FormValue("user"))
	defer s.users.Unlock(r.FormValue("user"))
}
