// Package own registers handlers with a framework of the user's own.
package own

import "ownlib"

func page(c *ownlib.Context) error { return nil } // want "GET /page registered"

func form() ownlib.HandlerFunc {
	return func(c *ownlib.Context) error { return nil } // want "GET /form registered"
}

func auth() ownlib.MiddlewareFunc {
	return func(next ownlib.HandlerFunc) ownlib.HandlerFunc {
		return func(c *ownlib.Context) error { return next(c) } // want "middleware signature"
	}
}

func title(c *ownlib.Context) string { return "" } // want "helper signature"

func routes(e *ownlib.Engine) {
	e.Use(auth())
	e.Get("/page", page)
	e.Get("/form", form())
}

// Should not match.

func parse(path string, f func(string) error) error { return f(path) }

func load() error { return parse("/etc/conf", func(string) error { return nil }) }
