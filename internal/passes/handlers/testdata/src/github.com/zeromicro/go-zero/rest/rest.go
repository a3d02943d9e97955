package rest

import "net/http"

type Route struct {
	Method  string
	Path    string
	Handler http.HandlerFunc
}

type Server struct{}

func (s *Server) AddRoutes(rs []Route) {}
