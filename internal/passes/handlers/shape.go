package handlers

import (
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// A mark is what a function's parameters say of it.
type mark struct {
	row        *catalog.Row // of the parameter that marks it; nil when none does
	background bool         // it is a worker's task
	exact      bool         // it has the shape of a handler, and is no helper of one
}

// Requests reports whether a function of that signature works on a request: it takes a request and
// its answer, a framework's context, or the user's own struct around these.
func Requests(t *catalog.Table, sig *types.Signature) bool {
	m := marks(t, sig)
	return m.row != nil && !m.background
}

// Answers reports whether a function of that signature can write the answer to a request.
func Answers(t *catalog.Table, sig *types.Signature) bool {
	for p := range sig.Params().Variables() {
		if r := contextRow(t, p.Type(), 0); r != nil && r.Word == catalog.ContextType && !gosrc.Is(p.Type(), "net/http", "Request") {
			return true
		}
	}
	return false
}

// marks reads a signature.
func marks(t *catalog.Table, sig *types.Signature) mark {
	if sig == nil {
		return mark{}
	}
	var m mark
	var request, answer *catalog.Row
	others, spare := 0, 0
	for p := range sig.Params().Variables() {
		r := contextRow(t, p.Type(), 0)
		switch {
		case r == nil && !gosrc.IsContext(p.Type()):
			others++
			if isValue(p.Type()) {
				spare = 1 // the router's parameters, or the signed-in user
			}
		case r == nil || m.row != nil:
		case r.Word == catalog.WorkType:
			if r.Kind != "testing" {
				return mark{row: r, background: true}
			}
			others++
		case r.Pkg == "net/http" && r.Name == "ResponseWriter":
			answer = r
		case r.Pkg == "net/http" && r.Name == "Request" && gosrc.Is(p.Type(), "net/http", "Request"):
			request = r
		default:
			m.row = r
		}
	}
	if m.row == nil && request != nil && answer != nil { // clients take requests too
		m.row = request
		others -= spare
	}
	m.exact = m.row != nil && others == 0 && answers(sig)
	return m
}

// isValue reports whether t is a declared type that is no interface: text, data of any type and
// errors are what handlers hand to their helpers.
func isValue(t types.Type) bool {
	n := gosrc.Named(t)
	return n != nil && !types.IsInterface(n)
}

// answers reports whether sig's results are a handler's: none, or an error at the end.
func answers(sig *types.Signature) bool {
	res := sig.Results()
	if res.Len() == 0 {
		return true
	}
	last := gosrc.Named(res.At(res.Len() - 1).Type())
	if res.Len() == 2 && gosrc.IsContext(res.At(0).Type()) {
		return false // a check before the handler
	}
	return res.Len() <= 2 && last != nil && (last.Obj().Name() == "error" || strings.HasSuffix(last.Obj().Name(), "Error"))
}

// contextRow returns the row of a context or task type, or of what the user's own struct holds: a
// framework's context, or both a request and the writer of its answer.
func contextRow(t *catalog.Table, typ types.Type, depth int) *catalog.Row {
	r := t.Type(typ)
	if r != nil && (r.Word == catalog.ContextType || r.Word == catalog.WorkType) {
		return r
	}
	st := ownStruct(t, typ)
	if st == nil || depth > 1 {
		return nil
	}
	var request, answer *catalog.Row
	for fd := range st.Fields() {
		r := contextRow(t, fd.Type(), depth+1)
		switch {
		case r == nil || r.Word != catalog.ContextType:
		case r.Pkg != "net/http":
			if fd.Embedded() || depth == 0 {
				return r
			}
		case r.Name == "ResponseWriter":
			answer = r
		default:
			request = r
		}
	}
	switch {
	case request != nil && (answer != nil || depth > 0):
		return request
	case depth > 0:
		return answer // a struct of one's own around the writer
	}
	return nil
}

// ownStruct returns the struct of a named type that no row speaks of, or nil.
func ownStruct(t *catalog.Table, typ types.Type) *types.Struct {
	n := gosrc.Named(typ)
	if n == nil || n.Obj().Pkg() == nil || t.Imports(n.Obj().Pkg().Path()) {
		return nil
	}
	st, _ := n.Underlying().(*types.Struct)
	return st
}

// signature adds fn when its parameters mark it: a request and its answer, a framework's context,
// or a worker's task.
func (f *finder) signature(fn *calls.Func) {
	sig, _ := f.Info.TypeOf(fn.Type()).(*types.Signature)
	if fn.Obj != nil {
		sig = fn.Obj.Signature()
	}
	m := marks(f.Catalog, sig)
	switch {
	case m.row == nil && directed(fn):
		m = mark{row: &catalog.Row{Kind: "encore"}, exact: true}
	case m.row == nil && f.controls(fn):
		m = mark{row: &catalog.Row{Kind: "controller"}, exact: true}
	case m.row == nil, m.background && fn.Decl == nil:
		return
	}
	f.add(&Entry{
		Func: fn, Node: fn.Type(), Kind: m.row.Kind, How: Signature,
		Middleware: f.forwards(fn), Helper: !m.exact,
	}, m.background)
}

// directed reports whether a directive declares fn an endpoint.
func directed(fn *calls.Func) bool {
	if fn.Decl == nil || fn.Decl.Doc == nil {
		return false
	}
	for _, c := range fn.Decl.Doc.List {
		if strings.HasPrefix(c.Text, "//encore:api") {
			return true
		}
	}
	return false
}

// controls reports whether fn is an exported method of a struct that embeds a framework's
// controller: such methods are called by name.
func (f *finder) controls(fn *calls.Func) bool {
	if fn.Obj == nil || !fn.Obj.Exported() || fn.Obj.Signature().Recv() == nil {
		return false
	}
	st := ownStruct(f.Catalog, fn.Obj.Signature().Recv().Type())
	if st == nil {
		return false
	}
	for fd := range st.Fields() {
		if !fd.Embedded() || !strings.HasSuffix(fd.Name(), "Controller") {
			continue
		}
		if n := gosrc.Named(fd.Type()); n != nil && n.Obj().Pkg() != nil && f.Catalog.Imports(n.Obj().Pkg().Path()) {
			return true
		}
	}
	return false
}

// forwards reports whether fn hands the request on to the next handler.
func (f *finder) forwards(fn *calls.Func) bool {
	for _, c := range fn.Calls {
		if c.Row != nil && (c.Row.Word == catalog.Next || c.Row.Word == catalog.HandlerFace && c.Iface()) {
			return true
		}
		if c.Var != nil && fn.Lit != nil && f.handlerish(c.Var.Type()) && c.Var.Pos() < fn.Lit.Pos() {
			return true // next(c), captured
		}
	}
	return false
}

func (f *finder) marked(sig *types.Signature) bool { return marks(f.Catalog, sig).row != nil }

// signatureOf returns the type of t, or nil.
func (f *finder) signatureOf(t target) *types.Signature {
	switch {
	case t.fn != nil && t.fn.Lit != nil:
		sig, _ := f.Info.TypeOf(t.fn.Lit).(*types.Signature)
		return sig
	case t.fn != nil:
		return t.fn.Obj.Signature()
	case t.obj != nil:
		return t.obj.Signature()
	}
	return nil
}

// handlerish reports whether a value of type t is a handler by its type, or makes one out of
// another.
func (f *finder) handlerish(t types.Type) bool {
	if t == nil {
		return false
	}
	if r := f.Catalog.Type(t); r != nil && (r.Word == catalog.HandlerType || r.Word == catalog.HandlerFace) {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return marks(f.Catalog, u).exact || f.wraps(t)
	case *types.Interface:
		return hasMethod(u, "ServeHTTP")
	case *types.Pointer, *types.Struct:
		return len(f.served(t, nil)) > 0
	}
	return false
}

// wraps reports whether t is a function from handlers to handlers.
func (f *finder) wraps(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	return ok && sig.Params().Len() == 1 && sig.Results().Len() == 1 &&
		f.isHandler(sig.Params().At(0).Type()) && f.isHandler(sig.Results().At(0).Type())
}

// isHandler is handlerish for one step: handlers, and not what makes them.
func (f *finder) isHandler(t types.Type) bool {
	if r := f.Catalog.Type(t); r != nil && (r.Word == catalog.HandlerType || r.Word == catalog.HandlerFace) {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return marks(f.Catalog, u).exact
	case *types.Interface:
		return hasMethod(u, "ServeHTTP")
	}
	return false
}

func hasMethod(face *types.Interface, name string) bool {
	for m := range face.Methods() {
		if m.Name() == name {
			return true
		}
	}
	return false
}
