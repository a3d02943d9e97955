package web

import (
	"net/http"
	"time"
)

func (s *server) accountRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST /signup", s.signup)
	mux.HandleFunc("POST /signup/well", s.signupWell)
	mux.HandleFunc("POST /newsletter", s.newsletter)
	mux.HandleFunc("POST /users", s.addUser)
	mux.HandleFunc("GET /users/well", s.userByNameWell)
	mux.HandleFunc("DELETE /users", s.deleteUser)
	mux.HandleFunc("GET /joined", s.joined)
	mux.HandleFunc("GET /joined/well", s.joinedWell)
}

// signup waits for the mail server.
func (s *server) signup(w http.ResponseWriter, r *http.Request) {
	show(w, nil, s.shop.Welcome(r.Context(), r.FormValue("email")))
}

// signupWell waits for the database alone.
func (s *server) signupWell(w http.ResponseWriter, r *http.Request) {
	show(w, nil, s.shop.WelcomeLater(r.Context(), r.FormValue("email")))
}

// newsletter answers at once, and the mail is lost when this process ends before it is sent.
func (s *server) newsletter(w http.ResponseWriter, r *http.Request) {
	s.shop.Newsletter(r.FormValue("email"))
	w.WriteHeader(http.StatusAccepted)
}

func (s *server) addUser(w http.ResponseWriter, r *http.Request) {
	show(w, nil, s.store.AddUser(r.Context(), r.FormValue("email"), r.FormValue("name")))
}

func (s *server) userByNameWell(w http.ResponseWriter, r *http.Request) {
	u, err := s.store.UserByName(r.Context(), r.FormValue("name"))
	show(w, u, err)
}

func (s *server) deleteUser(w http.ResponseWriter, r *http.Request) {
	show(w, nil, s.store.DeleteUser(r.Context(), number(r, "id")))
}

func (s *server) joined(w http.ResponseWriter, r *http.Request) {
	emails, err := s.store.JoinedOn(r.Context(), day(r))
	show(w, emails, err)
}

func (s *server) joinedWell(w http.ResponseWriter, r *http.Request) {
	from := day(r)
	emails, err := s.store.JoinedWithin(r.Context(), from, from.AddDate(0, 0, 1))
	show(w, emails, err)
}

func day(r *http.Request) time.Time {
	d, _ := time.Parse(time.DateOnly, r.FormValue("day"))
	return d
}
