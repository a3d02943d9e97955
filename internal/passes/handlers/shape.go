package handlers

import (
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// signature adds fn when its parameters mark it: a request and its answer, a framework's context,
// or a worker's task.
func (f *finder) signature(fn *calls.Func) {
	row, background := f.marked(fn)
	if row == nil {
		return
	}
	e := &Entry{Func: fn, Node: fn.Type(), Kind: row.Kind, How: Signature, Middleware: f.forwards(fn)}
	f.add(e, background)
}

// marked returns the row of the parameter that makes fn an entry.
func (f *finder) marked(fn *calls.Func) (row *catalog.Row, background bool) {
	var request, answer *catalog.Row
	for _, field := range fn.Type().Params.List {
		t := f.Info.TypeOf(field.Type)
		r := f.contextRow(t, 0)
		switch {
		case r == nil:
		case r.Word == catalog.WorkType:
			if r.Kind != "testing" && fn.Decl != nil {
				return r, true
			}
		case r.Pkg == "net/http" && r.Name == "ResponseWriter":
			answer = r
		case r.Pkg == "net/http":
			request = r
		default:
			return r, false
		}
	}
	if request == nil || answer == nil {
		return nil, false // clients take requests too
	}
	return request, false
}

// contextRow returns the row of a context or task type, or of one that the user's own struct embeds.
func (f *finder) contextRow(t types.Type, depth int) *catalog.Row {
	r := f.Catalog.Type(t)
	if r != nil && (r.Word == catalog.ContextType || r.Word == catalog.WorkType) {
		return r
	}
	n := gosrc.Named(t)
	if n == nil || depth > 1 || n.Obj().Pkg() == nil || f.Catalog.Imports(n.Obj().Pkg().Path()) {
		return nil
	}
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for i := range st.NumFields() {
		if !st.Field(i).Embedded() {
			continue
		}
		if r := f.contextRow(st.Field(i).Type(), depth+1); r != nil && r.Word == catalog.ContextType && r.Pkg != "net/http" {
			return r
		}
	}
	return nil
}

// forwards reports whether fn hands the request on to the next handler.
func (f *finder) forwards(fn *calls.Func) bool {
	for _, c := range fn.Calls {
		if c.Row != nil && (c.Row.Word == catalog.Next || c.Row.Word == catalog.HandlerFace && c.Iface()) {
			return true
		}
	}
	return false
}

// services adds the methods of types that implement a generated service: those that embed an
// UnimplementedXServer, and gqlgen's resolvers.
func (f *finder) services() {
	scope := f.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		n, ok := tn.Type().(*types.Named)
		if !ok {
			continue
		}
		st, ok := n.Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for i := range st.NumFields() {
			if fd := st.Field(i); fd.Embedded() {
				f.service(n, fd)
			}
		}
	}
}

// service adds n's methods when embedding fd makes it a service.
func (f *finder) service(n *types.Named, fd *types.Var) {
	if face := generatedFace(fd); face != nil {
		for i := range face.NumMethods() {
			f.method(n, face.Method(i).Name(), "grpc")
		}
		return
	}
	if fd.Name() == "Resolver" && strings.HasSuffix(n.Obj().Name(), "Resolver") {
		for i := range n.NumMethods() {
			if m := n.Method(i); m.Exported() {
				f.method(n, m.Name(), "gqlgen")
			}
		}
	}
}

// generatedFace returns the interface XServer of an embedded UnimplementedXServer, or nil.
func generatedFace(fd *types.Var) *types.Interface {
	name, ok := strings.CutPrefix(fd.Name(), "Unimplemented")
	n := gosrc.Named(fd.Type())
	if !ok || n == nil || n.Obj().Pkg() == nil {
		return nil
	}
	tn, ok := n.Obj().Pkg().Scope().Lookup(name).(*types.TypeName)
	if !ok {
		return nil
	}
	face, _ := tn.Type().Underlying().(*types.Interface)
	return face
}

func (f *finder) method(n *types.Named, name, kind string) {
	for i := range n.NumMethods() {
		m := n.Method(i)
		if m.Name() != name {
			continue
		}
		if d := f.Decl(m.Origin()); d != nil {
			f.add(&Entry{Func: d, Node: d.Node(), Kind: kind, How: Interface, Route: name}, false)
		}
	}
}
