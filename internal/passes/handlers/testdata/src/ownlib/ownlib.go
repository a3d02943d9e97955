// Package ownlib is a web framework of the user's own.
package ownlib

import "net/http"

type Context struct {
	Response Response
	request  *http.Request
}

type Response struct{ Writer http.ResponseWriter }

type HandlerFunc func(*Context) error

type MiddlewareFunc func(HandlerFunc) HandlerFunc

type Engine struct{}

func (e *Engine) Get(path string, h HandlerFunc) {}

func (e *Engine) Use(m MiddlewareFunc) {}
