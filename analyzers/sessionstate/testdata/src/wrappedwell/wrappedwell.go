// Package wrappedwell wraps a library's sessions and hands it a store. Should not match.
package wrappedwell

import (
	"net/http"

	"github.com/go-session/session/v3"
)

func New(opts ...session.Option) *session.Manager {
	opts = append(opts, session.SetCookieName("id"))
	return session.NewManager(opts...)
}

func manager(store session.ManagerStore) *session.Manager {
	options := []session.Option{session.SetStore(store)}
	return New(options...)
}

type server struct{ sessions *session.Manager }

func (s *server) login(w http.ResponseWriter, r *http.Request) {
	st, err := s.sessions.Start(r.Context(), w, r)
	if err != nil {
		return
	}
	st.Set("user", 1)
}
