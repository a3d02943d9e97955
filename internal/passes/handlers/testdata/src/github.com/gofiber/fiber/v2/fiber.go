// Package fiber stands in for the library: the signatures in use.
package fiber

type Ctx struct{}

func (c *Ctx) Next() error { return nil }

type Handler = func(*Ctx) error

type Router interface{}

type App struct{}

func New() *App { return &App{} }

func (a *App) Get(path string, h ...Handler) Router { return nil }
func (a *App) Use(args ...any) Router               { return nil }
