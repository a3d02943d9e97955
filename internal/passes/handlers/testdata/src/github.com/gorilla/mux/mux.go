// Package mux stands in for the library: the signatures in use.
package mux

import "net/http"

type Router struct{}

func NewRouter() *Router { return &Router{} }

func (r *Router) HandleFunc(path string, f func(http.ResponseWriter, *http.Request)) *Route {
	return nil
}
func (r *Router) Handle(path string, h http.Handler) *Route { return nil }
func (r *Router) PathPrefix(path string) *Route             { return nil }

type Route struct{}

func (r *Route) Methods(m ...string) *Route { return r }
func (r *Route) Subrouter() *Router         { return nil }
