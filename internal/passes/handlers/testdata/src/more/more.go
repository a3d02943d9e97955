// Package more registers handlers with frameworks that take them in other ways.
package more

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/zeromicro/go-zero/rest"
)

type input struct{}

type output struct{}

func find(ctx context.Context, in *input) (*output, error) { return nil, nil } // want `GET /find registered`

func change(ctx context.Context, in *input) (*output, error) { return nil, nil } // want `PUT /change registered`

func humaRoutes(api huma.API) {
	huma.Get(api, "/find", find)
	huma.Register(api, huma.Operation{Method: http.MethodPut, Path: "/change"}, change)
}

func list(dir string) http.HandlerFunc {
	open(dir)
	return func(w http.ResponseWriter, r *http.Request) {} // want `GET /list registered`
}

func open(dir string) {}

func zeroRoutes(s *rest.Server) {
	s.AddRoutes([]rest.Route{{Method: http.MethodGet, Path: "/list", Handler: list("x")}})
}
