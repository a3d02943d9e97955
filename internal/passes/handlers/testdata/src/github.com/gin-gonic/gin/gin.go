// Package gin stands in for the library: the signatures in use.
package gin

type Context struct{}

func (c *Context) Next() {}

type HandlerFunc func(*Context)

type IRoutes interface {
	GET(string, ...HandlerFunc) IRoutes
}

type RouterGroup struct{}

func (g *RouterGroup) Group(path string, h ...HandlerFunc) *RouterGroup     { return g }
func (g *RouterGroup) GET(path string, h ...HandlerFunc) IRoutes            { return nil }
func (g *RouterGroup) POST(path string, h ...HandlerFunc) IRoutes           { return nil }
func (g *RouterGroup) Handle(method, path string, h ...HandlerFunc) IRoutes { return nil }
func (g *RouterGroup) Use(h ...HandlerFunc) IRoutes                         { return nil }

type Engine struct{ RouterGroup }

func New() *Engine { return &Engine{} }
