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
	fn       *calls.Func
	obj      *types.Func
	returned bool // not obj itself, but what it returns
	wrapper  bool // it only wraps the handler that was passed
}

func (t target) entry(c *calls.Call) *Entry {
	return &Entry{Func: t.fn, Obj: t.obj, Returned: t.returned, Node: c.Expr, Kind: c.Row.Kind, Middleware: t.wrapper}
}

// targets returns the functions that x denotes: a literal, a function or method, a variable's one
// value, what a constructor returns, the methods of a value that the interface as asks for, and
// those that wrappers wrap.
func (f *finder) targets(x ast.Expr, as types.Type, depth int) []target {
	if x == nil || depth > maxDepth {
		return nil
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.FuncLit:
		if fn := f.Closure(x); fn != nil {
			return []target{{fn: fn}}
		}
	case *ast.CallExpr:
		return f.callTargets(x, as, depth)
	case *ast.UnaryExpr, *ast.CompositeLit:
		return f.served(f.Info.TypeOf(x), as)
	case *ast.Ident, *ast.SelectorExpr:
		if fn := gosrc.FuncOf(f.Info, x); fn != nil {
			return []target{{obj: fn}}
		}
		return f.variable(x, as, depth)
	}
	return nil
}

// variable follows a variable or field to the values it is given.
func (f *finder) variable(x ast.Expr, as types.Type, depth int) []target {
	v := gosrc.VarOf(f.Info, x)
	if v == nil {
		return nil
	}
	var ts []target
	for _, a := range f.Assigns(v) {
		ts = append(ts, f.targets(a.Expr, as, depth+1)...)
	}
	if len(ts) == 0 {
		return f.served(v.Type(), as)
	}
	return ts
}

// served returns the methods of a value that answer requests: those of the interface that it is
// passed as, all exported ones where they are called by name, ServeHTTP otherwise.
func (f *finder) served(t, as types.Type) []target {
	n := gosrc.Named(t)
	if n == nil || types.IsInterface(n) || n.Obj().Pkg() == nil {
		return nil
	}
	if r := f.Catalog.Type(t); r != nil || f.Catalog.Imports(n.Obj().Pkg().Path()) {
		return nil // a router: what is registered on it counts
	}
	var face *types.Interface
	if as != nil {
		face, _ = as.Underlying().(*types.Interface)
	}
	serve := methodTarget(n, "ServeHTTP")
	switch {
	case len(serve) > 0:
		return serve
	case face == nil:
		return nil
	case face.NumMethods() > 0:
		return methodsOf(n, face)
	}
	var ts []target
	for i := range n.NumMethods() {
		if m := n.Method(i); m.Exported() {
			ts = append(ts, target{obj: m.Origin()})
		}
	}
	return ts
}

// methodsOf returns the methods of n that face asks for.
func methodsOf(n *types.Named, face *types.Interface) []target {
	var ts []target
	for m := range face.Methods() {
		ts = append(ts, methodTarget(n, m.Name())...)
	}
	return ts
}

func methodTarget(n *types.Named, name string) []target {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, n.Obj().Pkg(), name)
	if fn, ok := obj.(*types.Func); ok {
		return []target{{obj: fn.Origin()}}
	}
	return nil
}

// callTargets returns the functions that a call gives: the operand of a conversion, what an own
// constructor returns, and the functions passed to a wrapper.
func (f *finder) callTargets(x *ast.CallExpr, as types.Type, depth int) []target {
	if f.Info.Types[x.Fun].IsType() && len(x.Args) == 1 {
		return f.targets(x.Args[0], as, depth+1)
	}
	c := f.CallOf(x)
	var ts, inner []target
	for _, arg := range x.Args {
		if t := f.Info.TypeOf(arg); f.handlerish(t) || f.calledBack(t) {
			inner = append(inner, f.targets(arg, nil, depth+1)...)
		}
	}
	own := c != nil && c.Callee != nil && c.Row == nil && c.Callee.Pkg() != nil && !f.Catalog.Imports(c.Callee.Pkg().Path())
	if own {
		ts = f.inner(target{obj: c.Callee, wrapper: len(inner) > 0}, depth)
	}
	ts = append(ts, inner...)
	if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && c != nil && c.Row != nil && c.Row.Word == catalog.Adapter {
		if call, ok := ast.Unparen(sel.X).(*ast.CallExpr); ok { // alice.New(a, b).Then(h)
			for _, t := range f.targets(call, nil, depth+1) {
				t.wrapper = true
				ts = append(ts, f.inner(t, depth)...)
			}
		}
	}
	if len(ts) == 0 && own {
		return f.made(c, as)
	}
	return ts
}

// calledBack reports whether a value of type t is a function that is handed a request, with more
// than handlers get: what makes a handler out of it calls it for each request.
func (f *finder) calledBack(t types.Type) bool {
	if t == nil {
		return false
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	m := marks(f.Catalog, sig)
	return m.row != nil && !m.background
}

// made returns the methods of the value that an own constructor makes.
func (f *finder) made(c *calls.Call, as types.Type) []target {
	res := c.Callee.Signature().Results()
	if res.Len() == 0 {
		return nil
	}
	return f.served(res.At(0).Type(), as)
}

// inner returns the functions that run per request when t is called at the start: what it returns,
// and what that returns; t itself when it returns no handler.
func (f *finder) inner(t target, depth int) []target {
	sig := f.signatureOf(t)
	if !f.makesHandlers(sig) {
		if t.fn != nil || t.obj != nil && f.marked(sig) {
			return []target{t}
		}
		return nil
	}
	fn := t.fn
	if fn == nil {
		fn = f.Decl(t.obj)
	}
	if fn == nil {
		return []target{{obj: t.obj, returned: true, wrapper: t.wrapper}}
	}
	ts := f.constructed(fn, depth)
	for i := range ts {
		ts[i].wrapper = ts[i].wrapper || t.wrapper
	}
	return ts
}

// constructed returns the functions that d returns: its own body ran when it was called.
func (f *finder) constructed(d *calls.Func, depth int) []target {
	if depth > maxDepth {
		return nil
	}
	makes := f.makesHandlers(f.signatureOf(target{fn: d}))
	var ts []target
	for _, r := range d.Returns {
		if !makes && !f.handlerish(f.Info.TypeOf(r)) {
			continue
		}
		for _, t := range f.targets(r, nil, depth+1) {
			if t.fn == nil || t.returned || !f.makesHandlers(f.signatureOf(t)) {
				ts = append(ts, t)
				continue
			}
			for _, in := range f.constructed(t.fn, depth+1) { // func(next H) H { return func… }
				in.wrapper = true
				ts = append(ts, in)
			}
		}
	}
	return ts
}

// makesHandlers reports whether functions of that signature return a handler.
func (f *finder) makesHandlers(sig *types.Signature) bool {
	return sig != nil && sig.Results().Len() > 0 && f.handlerish(sig.Results().At(0).Type())
}
