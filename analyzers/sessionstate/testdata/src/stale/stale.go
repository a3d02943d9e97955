// Package stale writes to a store and to its own cache: other instances keep the old copy.
package stale

import (
	"database/sql"
	"net/http"
	"time"

	gocache "github.com/patrickmn/go-cache"
)

type server struct {
	db    *sql.DB
	users *gocache.Cache
}

func (s *server) rename(w http.ResponseWriter, r *http.Request) {
	s.db.Exec("UPDATE users SET name = $1 WHERE id = 1", r.FormValue("name"))
	s.users.Set("x", r.FormValue("name"), time.Hour) // want `request writes to cache stale.server.users: other instances do not see it`
}
