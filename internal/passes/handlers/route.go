package handlers

import (
	"go/ast"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

var methods = map[string]bool{
	"GET": true, "HEAD": true, "POST": true, "PUT": true, "PATCH": true, "DELETE": true, "OPTIONS": true, "CONNECT": true, "TRACE": true,
}

// route reads method and path pattern off a registration.
func (f *finder) route(c *calls.Call) (method, route string) {
	if m := strings.ToUpper(c.Callee.Name()); methods[m] {
		method = m
	}
	for _, arg := range c.Expr.Args {
		s, ok := gosrc.ConstString(f.Info, arg)
		switch {
		case !ok:
			continue
		case methods[strings.ToUpper(s)]:
			method = strings.ToUpper(s)
			continue
		}
		if m, pattern, ok := strings.Cut(s, " "); ok && methods[m] { // "GET /users"
			method, s = m, strings.TrimSpace(pattern)
		}
		route = s
		break
	}
	return method, f.prefix(c) + route
}

// prefix returns the path of the groups that a registration stands in: of the closure around it,
// and of the group that it is made on.
func (f *finder) prefix(c *calls.Call) string {
	p := ""
	if sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr); ok {
		p = f.groupOf(sel.X, 0)
	}
	for fn := c.In; fn != nil; fn = fn.Parent {
		by := fn.By
		if by == nil || by.Row == nil || by.Row.Word != catalog.Group || len(by.Expr.Args) == 0 {
			continue
		}
		if s, ok := gosrc.ConstString(f.Info, by.Expr.Args[0]); ok {
			p = strings.TrimSuffix(s, "/") + p
		}
	}
	return p
}

// groupOf returns the path of the group that x is: g of g := r.Group("/api").
func (f *finder) groupOf(x ast.Expr, depth int) string {
	if depth > maxDepth {
		return ""
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		if v := gosrc.VarOf(f.Info, x); v != nil {
			if val := f.Value(v); val != nil {
				return f.groupOf(val, depth+1)
			}
		}
	case *ast.CallExpr:
		sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
		if !ok {
			return ""
		}
		up := f.groupOf(sel.X, depth+1)
		switch sel.Sel.Name {
		case "Group", "Party", "PathPrefix", "Subrouter", "With", "Use":
		default:
			return ""
		}
		if len(x.Args) > 0 {
			if s, ok := gosrc.ConstString(f.Info, x.Args[0]); ok {
				return up + strings.TrimSuffix(s, "/")
			}
		}
		return up
	}
	return ""
}
