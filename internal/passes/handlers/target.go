package handlers

import (
	"go/ast"
	"go/types"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// maxDepth bounds how far a handler value is followed.
const maxDepth = 5

// A target is a function that an expression denotes.
type target struct {
	fn      *calls.Func
	obj     *types.Func
	wrapper bool // it only wraps the handler that was passed
}

func (t target) entry(c *calls.Call, how How, middleware bool) *Entry {
	return &Entry{Func: t.fn, Obj: t.obj, Node: c.Expr, Kind: c.Row.Kind, How: how, Middleware: middleware || t.wrapper}
}

// targets returns the functions that x denotes: a literal, a function or method, a variable's one
// value, what a constructor returns, the ServeHTTP of a value, and those that wrappers wrap.
func (f *finder) targets(x ast.Expr, depth int) []target {
	if x == nil || depth > maxDepth {
		return nil
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.FuncLit:
		if fn := f.Closure(x); fn != nil {
			return []target{{fn: fn}}
		}
	case *ast.CallExpr:
		return f.callTargets(x, depth)
	case *ast.UnaryExpr, *ast.CompositeLit:
		return f.served(f.Info.TypeOf(x))
	case *ast.Ident, *ast.SelectorExpr:
		if fn := gosrc.FuncOf(f.Info, x); fn != nil {
			return []target{{obj: fn}}
		}
		return f.variable(x, depth)
	}
	return nil
}

// variable follows a variable or field to the values it is given.
func (f *finder) variable(x ast.Expr, depth int) []target {
	v := gosrc.VarOf(f.Info, x)
	if v == nil {
		return nil
	}
	var ts []target
	for _, a := range f.Assigns(v) {
		ts = append(ts, f.targets(a.Expr, depth+1)...)
	}
	if len(ts) == 0 {
		return f.served(v.Type())
	}
	return ts
}

// served returns the ServeHTTP of a value, if it has one of the user's own.
func (f *finder) served(t types.Type) []target {
	n := gosrc.Named(t)
	if n == nil || types.IsInterface(n) || n.Obj().Pkg() == nil {
		return nil
	}
	if r := f.Catalog.Type(t); r != nil || f.Catalog.Imports(n.Obj().Pkg().Path()) {
		return nil // a router: what is registered on it counts
	}
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, n.Obj().Pkg(), "ServeHTTP")
	if fn, ok := obj.(*types.Func); ok {
		return []target{{obj: fn.Origin()}}
	}
	return nil
}

// callTargets returns the functions that a call gives: the operand of a conversion, what an own
// constructor returns, and the functions passed to a wrapper.
func (f *finder) callTargets(x *ast.CallExpr, depth int) []target {
	if f.Info.Types[x.Fun].IsType() && len(x.Args) == 1 {
		return f.targets(x.Args[0], depth+1)
	}
	var ts []target
	c := f.CallOf(x)
	if c != nil && c.Callee != nil {
		if d := f.Decl(c.Callee); d != nil {
			ts = append(ts, f.constructed(d, depth)...)
		}
	}
	wraps := len(ts) > 0
	for _, arg := range x.Args {
		if !isHandlerish(f.Info.TypeOf(arg)) {
			continue
		}
		inner := f.targets(arg, depth+1)
		if len(inner) > 0 && wraps {
			for i := range ts {
				ts[i].wrapper = true
			}
		}
		ts = append(ts, inner...)
	}
	if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && len(ts) == 0 { // chain.Then(h) is found above
		if call, ok := ast.Unparen(sel.X).(*ast.CallExpr); ok && c != nil && c.Row != nil && c.Row.Word == catalog.Adapter {
			return f.targets(call, depth+1)
		}
	}
	return ts
}

// isHandlerish reports whether a value of type t may be a handler: a function, or something with
// methods.
func isHandlerish(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Signature, *types.Interface:
		return true
	}
	return false
}

// constructed returns the functions that d returns: its own body ran when it was called.
func (f *finder) constructed(d *calls.Func, depth int) []target {
	var ts []target
	for _, r := range d.Returns {
		if !isHandlerish(f.Info.TypeOf(r)) {
			continue
		}
		ts = append(ts, f.targets(r, depth+1)...)
	}
	var inner []target
	for _, t := range ts {
		if t.fn == nil { // func(next) http.Handler { return http.HandlerFunc(…) }
			inner = append(inner, t)
			continue
		}
		if returned := f.constructed(t.fn, depth+1); len(returned) > 0 && depth < maxDepth {
			for i := range returned {
				returned[i].wrapper = true
			}
			inner = append(inner, returned...)
			continue
		}
		inner = append(inner, t)
	}
	return inner
}
