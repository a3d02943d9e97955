// Package chi stands in for the library: the signatures in use.
package chi

import "net/http"

type Router interface {
	http.Handler
	Get(pattern string, h http.HandlerFunc)
	Post(pattern string, h http.HandlerFunc)
	Mount(pattern string, h http.Handler)
	Route(pattern string, fn func(r Router)) Router
	Use(m ...func(http.Handler) http.Handler)
	With(m ...func(http.Handler) http.Handler) Router
}

func NewRouter() Router { return nil }
