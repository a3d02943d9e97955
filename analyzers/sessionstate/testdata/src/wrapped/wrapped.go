// Package wrapped wraps a library's sessions, and sets the store of another manager than it makes.
package wrapped

import (
	"net/http"

	"github.com/go-session/session/v3"
)

func New(opts ...session.Option) *session.Manager { return newManager(opts...) }

func newManager(opts ...session.Option) *session.Manager { return session.NewManager(opts...) }

func manager(store session.ManagerStore) *session.Manager {
	session.InitManager(session.SetStore(store))
	return New(session.SetCookieName("id"))
}

type server struct{ sessions *session.Manager }

func (s *server) login(w http.ResponseWriter, r *http.Request) {
	st, err := s.sessions.Start(r.Context(), w, r)
	if err != nil {
		return
	}
	st.Set("user", 1) // want `request writes to sessions of session: other instances do not see it`
	st.Save()
}
