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
