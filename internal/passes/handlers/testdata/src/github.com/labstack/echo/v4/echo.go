// Package echo stands in for the library: the signatures in use.
package echo

type Context interface{ JSON(int, any) error }

type HandlerFunc func(Context) error

type MiddlewareFunc func(HandlerFunc) HandlerFunc

type Route struct{}

type Echo struct{}

func New() *Echo { return &Echo{} }

func (e *Echo) GET(path string, h HandlerFunc, m ...MiddlewareFunc) *Route { return nil }
func (e *Echo) Use(m ...MiddlewareFunc)                                    {}
func (e *Echo) Group(prefix string, m ...MiddlewareFunc) *Group            { return &Group{} }

type Group struct{}

func (g *Group) PUT(path string, h HandlerFunc, m ...MiddlewareFunc) *Route { return nil }
