package handlers

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// registration adds the functions that c registers.
func (f *finder) registration(c *calls.Call) {
	if c.Row == nil {
		f.ownRegistration(c)
		f.generated(c)
		return
	}
	switch c.Row.Word {
	case catalog.Register:
		f.register(c)
	case catalog.Middleware:
		f.middleware(c)
	case catalog.Background:
		for i, arg := range c.Expr.Args {
			ts := f.targets(arg, paramType(c, i), 0)
			if all, ok := f.Info.TypeOf(arg).(*types.Tuple); ok { // AddJob(newJob())
				for j := range all.Len() {
					ts = append(ts, f.served(all.At(j).Type(), paramType(c, j))...)
				}
			}
			for _, t := range ts {
				f.add(t.entry(c), true)
			}
		}
	}
}

// register adds the handler among c's arguments; functions before it are middleware of its route,
// functions after it too.
func (f *finder) register(c *calls.Call) {
	args := c.Expr.Args
	at := c.Row.Arg
	if c.Row.Last {
		at = len(args) - 1
	}
	if at < 0 || at >= len(args) {
		return
	}
	method, route := f.route(c)
	for i, arg := range args {
		if i != at {
			f.beside(c, arg)
			continue
		}
		ts := f.targets(arg, paramType(c, i), 0)
		for _, t := range append(ts, f.mapped(args, arg)...) {
			e := t.entry(c)
			if !t.wrapper {
				e.Method, e.Route = method, route
			}
			f.add(e, f.isTask(t, c.Row.Kind))
		}
	}
}

// beside adds arg as a middleware when it is one.
func (f *finder) beside(c *calls.Call, arg ast.Expr) {
	if !f.handlerish(f.Info.TypeOf(arg)) {
		return
	}
	f.wrappers(c, arg)
}

// wrappers adds what runs per request of the middleware arg.
func (f *finder) wrappers(c *calls.Call, arg ast.Expr) {
	kind := "own"
	if c.Row != nil {
		kind = c.Row.Kind
	}
	for _, t := range f.targets(arg, nil, 0) {
		t.wrapper = true
		for _, in := range f.innerOf(t, c, arg) {
			f.add(&Entry{Func: in.fn, Obj: in.obj, Returned: in.returned, Node: c.Expr, Kind: kind, Middleware: true}, false)
		}
	}
}

// innerOf is inner for a function passed to c: it is itself what runs where c takes one of its type.
func (f *finder) innerOf(t target, c *calls.Call, arg ast.Expr) []target {
	if c.Row != nil && c.Row.Word == catalog.Middleware && c.Callee != nil {
		i := slices.Index(c.Expr.Args, arg)
		r := f.Catalog.Type(paramType(c, i))
		if r != nil && r.Word == catalog.HandlerType && !f.makesHandlers(f.signatureOf(t)) {
			return []target{t}
		}
	}
	return f.inner(t, 0)
}

// middleware adds the functions passed to c: they run per request, their constructors do not.
func (f *finder) middleware(c *calls.Call) {
	for _, arg := range c.Expr.Args {
		f.wrappers(c, arg)
	}
}

// isTask reports whether t takes a worker's task: frameworks of functions serve both.
func (f *finder) isTask(t target, kind string) bool {
	var sig *types.Signature
	switch {
	case t.fn != nil && t.fn.Obj != nil:
		sig = t.fn.Obj.Signature()
	case t.fn != nil:
		sig, _ = f.Info.TypeOf(t.fn.Lit).(*types.Signature)
	case t.obj != nil:
		sig = t.obj.Signature()
	}
	m := marks(f.Catalog, sig)
	if m.row == nil && kind == "lambda" {
		return !f.responds(sig) // an event of whatever kind
	}
	return m.row != nil && m.background
}

// responds reports whether a function of that signature returns a library's response.
func (f *finder) responds(sig *types.Signature) bool {
	if sig == nil {
		return true // an adapter around a router
	}
	for v := range sig.Results().Variables() {
		n := gosrc.Named(v.Type())
		if n != nil && n.Obj().Pkg() != nil && strings.HasSuffix(n.Obj().Name(), "Response") && f.Catalog.Imports(n.Obj().Pkg().Path()) {
			return true
		}
	}
	return false
}

// mapped returns the methods that a registration of a controller names by text: "get:List".
func (f *finder) mapped(args []ast.Expr, controller ast.Expr) []target {
	n := gosrc.Named(f.Info.TypeOf(controller))
	if n == nil {
		return nil
	}
	var ts []target
	for _, arg := range args {
		s, ok := gosrc.ConstString(f.Info, arg)
		if !ok {
			continue
		}
		for part := range strings.SplitSeq(s, ";") {
			if _, name, ok := strings.Cut(part, ":"); ok {
				ts = append(ts, methodTarget(n, name)...)
			}
		}
	}
	return ts
}

// ownRegistration recognises registrations through the user's own functions by their arguments: a
// constant path and something of a handler's shape.
func (f *finder) ownRegistration(c *calls.Call) {
	if c.Callee == nil && c.Var == nil || !f.hasPath(c) {
		return
	}
	var handler ast.Expr
	for _, arg := range c.Expr.Args {
		t := f.Info.TypeOf(arg)
		switch {
		case !f.handlerish(t):
		case f.wraps(t):
			f.beside(c, arg)
		default:
			if handler != nil {
				f.beside(c, handler) // the last one serves
			}
			handler = arg
		}
	}
	if handler == nil {
		return
	}
	method, route := f.route(c)
	for _, t := range f.targets(handler, nil, 0) {
		e := &Entry{Func: t.fn, Obj: t.obj, Returned: t.returned, Node: c.Expr, Kind: "own", Middleware: t.wrapper}
		if !t.wrapper {
			e.Method, e.Route = method, route
		}
		f.add(e, false)
	}
}

// hasPath reports whether an argument of c is a constant path, or a method before one.
func (f *finder) hasPath(c *calls.Call) bool {
	for _, arg := range c.Expr.Args {
		s, ok := f.path(arg, 0)
		if ok && (strings.HasPrefix(s, "/") || strings.Contains(s, " /")) {
			return true
		}
		if !ok {
			return false
		}
	}
	return false
}

// paramType returns the type of the parameter that argument i of c is passed as.
func paramType(c *calls.Call, i int) types.Type {
	sig := c.Callee.Signature()
	last := sig.Params().Len() - 1
	switch {
	case last < 0:
		return nil
	case sig.Variadic() && i >= last:
		if s, ok := sig.Params().At(last).Type().(*types.Slice); ok {
			return s.Elem()
		}
		return nil
	case i > last:
		return nil
	}
	return sig.Params().At(i).Type()
}
