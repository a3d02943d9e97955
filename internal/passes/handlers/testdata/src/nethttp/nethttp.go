// Package nethttp registers handlers with net/http.
package nethttp

import (
	"net/http"
	"path"
)

type app struct{}

func (a *app) list(w http.ResponseWriter, r *http.Request) {} // want "GET /items registered"

func (a *app) show(w http.ResponseWriter, r *http.Request) {} // want `\* /api/items/ registered`

func (a *app) create() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {} // want "POST /items registered"
}

func (a *app) twice(w http.ResponseWriter, r *http.Request) {} // want `\* /one registered` `\* /two registered`

type page struct{}

func (p *page) ServeHTTP(w http.ResponseWriter, r *http.Request) {} // want `\* /page registered`

func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // want "middleware registered"
		next.ServeHTTP(w, r)
	})
}

func (a *app) wrapped(w http.ResponseWriter, r *http.Request) {} // want `\* /wrapped registered`

// A handler that nobody is seen to register looks like one.
func loose(w http.ResponseWriter, r *http.Request) error { return nil } // want "signature"

// What takes more than a request is called by handlers.
func render(w http.ResponseWriter, r *http.Request, name string, data any) {} // want "helper signature"

func fail(w http.ResponseWriter, r *http.Request, err error) {} // want "helper signature"

type user struct{}

func private(w http.ResponseWriter, r *http.Request, u *user) {} // want "signature"

const api = "/api"

func routes(a *app) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /items", a.list)
	mux.HandleFunc(api+path.Join("/items")+"/", a.show)
	mux.Handle("POST /items", a.create())
	mux.HandleFunc("/one", a.twice)
	h := a.twice
	mux.HandleFunc("/two", h)
	mux.Handle("/page", &page{})
	mux.Handle("/wrapped", logged(http.HandlerFunc(a.wrapped)))
	mux.HandleFunc("/lit", func(w http.ResponseWriter, r *http.Request) {}) // want `\* /lit registered`
	install(mux.Handle)
	mux.Handle("GET /callback", a.callback())
	_ = &http.Server{Handler: logged(mux)}
}

// A router that is passed as a function.
func install(handle func(string, http.Handler)) {
	handle("GET /passed", http.HandlerFunc(passed))
}

// A library makes a handler out of what it is given.
func (a *app) callback() http.HandlerFunc {
	back := func(w http.ResponseWriter, r *http.Request, user *user, state string) {} // want `GET /callback registered`
	return codeExchange(userInfo(back))
}

var (
	codeExchange func(func(w http.ResponseWriter, r *http.Request, u *user, state string)) http.HandlerFunc
	userInfo     func(func(w http.ResponseWriter, r *http.Request, u *user, state string)) func(http.ResponseWriter, *http.Request, *user, string)
)

func passed(w http.ResponseWriter, r *http.Request) {} // want "GET /passed registered"

// Should not match.

// A client takes requests too.
func send(r *http.Request) (*http.Response, error) { return http.DefaultClient.Do(r) }

// A constructor runs at the start.
func newApp() *app { return &app{} }

type recorder struct{}

func (recorder) record(w http.ResponseWriter) {}
