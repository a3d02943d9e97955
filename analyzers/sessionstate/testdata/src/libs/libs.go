// Package libs keeps state by libraries that keep it in this process.
package libs

import (
	"net/http"

	"github.com/gin-contrib/sessions/memstore"
	"github.com/gorilla/sessions"
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/olahol/melody"
	gocache "github.com/patrickmn/go-cache"
	"github.com/robfig/cron/v3"
)

var files = sessions.NewFilesystemStore("") // want `sessions are kept in this process: other instances do not see them \(sessions.NewFilesystemStore\)`

var memory = memstore.NewStore() // want `sessions are kept in this process: other instances do not see them \(memstore.NewStore\)`

var chat = melody.New() // want `who listens is known to this process alone: what other instances publish does not arrive \(melody.New\)`

type server struct {
	cron   *cron.Cron
	tokens *gocache.Cache
	names  *lru.Cache[string, string]
}

func (s *server) remind(w http.ResponseWriter, r *http.Request) {
	s.cron.AddFunc("@daily", func() {}) // want `request writes to schedule libs.server.cron: what waits in it is lost when the process ends`
}

// Should not match.

var cookies = sessions.NewCookieStore()

// Jobs that are known at the start are there again after it.
func scheduled(c *cron.Cron) { c.AddFunc("@daily", func() {}) }

func (s *server) read(w http.ResponseWriter, r *http.Request) {
	s.tokens.Get("x")
	s.names.Get("x")
}
