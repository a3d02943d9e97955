package handlers

import (
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// A generator names the functions that register implementations of a generated service. These are
// naming rules of code generators, not symbols of a library: what they generate is the user's.
type generator struct {
	kind           string
	prefix, suffix string // of the function's name
	face           string // suffix of the service interface's name; "" means any
	result         string // suffix of the first result's type; "" means any
}

// generators are the known ones; the first that fits counts.
var generators = []generator{
	{kind: "grpc", prefix: "Register", suffix: "Server", face: "Server"},
	{kind: "connect", prefix: "New", suffix: "Handler", face: "Handler"},
	{kind: "oapi", face: "ServerInterface"},
	{kind: "twirp", prefix: "New", suffix: "Server", result: "TwirpServer"},
	{kind: "twirp", prefix: "New", suffix: "Server", result: "HTTPServer"},
	{kind: "ogen", prefix: "NewServer", face: "Handler", result: "Server"},
	{kind: "goa", prefix: "NewEndpoints", face: "Service"},
}

// generated adds the methods of a service's implementation when c registers one.
func (f *finder) generated(c *calls.Call) {
	if c.Callee == nil || c.Callee.Signature().Recv() != nil {
		return
	}
	sig := c.Callee.Signature()
	for i, arg := range c.Expr.Args {
		face := serviceFace(c, i)
		if face == nil {
			continue
		}
		kind := generatedBy(c.Callee.Name(), face, sig)
		if kind == "" {
			continue
		}
		f.implements(c, kind, face, f.Info.TypeOf(arg))
	}
}

// serviceFace returns the interface of parameter i of c's callee when both are declared together.
func serviceFace(c *calls.Call, i int) *types.Named {
	t := paramType(c, i)
	n := gosrc.Named(t)
	if n == nil || !types.IsInterface(n) || n.Obj().Pkg() == nil || n.Obj().Pkg() != c.Callee.Pkg() {
		return nil
	}
	return n
}

// generatedBy returns the kind of generator that made the function called name, or "".
func generatedBy(name string, face *types.Named, sig *types.Signature) string {
	for _, g := range generators {
		if !strings.HasPrefix(name, g.prefix) || !strings.HasSuffix(name, g.suffix) || !strings.HasSuffix(face.Obj().Name(), g.face) {
			continue
		}
		if g.result != "" && (sig.Results().Len() == 0 || !strings.HasSuffix(gosrc.TypeName(sig.Results().At(0).Type()), g.result)) {
			continue
		}
		if serves(face) {
			return g.kind
		}
	}
	return ""
}

// serves reports whether the methods of a service interface work on requests: each takes a context
// or a request.
func serves(face *types.Named) bool {
	it := face.Underlying().(*types.Interface)
	any := false
	for m := range it.Methods() {
		if !m.Exported() {
			continue // mustEmbedUnimplemented…
		}
		if m.Signature().Params().Len() == 0 {
			return false
		}
		any = true
	}
	return any
}

// implements adds the methods of t that face asks for. What an interface holds is bound later.
func (f *finder) implements(c *calls.Call, kind string, face *types.Named, t types.Type) {
	n := gosrc.Named(t)
	if n == nil || n.Obj().Pkg() == nil {
		return
	}
	for m := range face.Underlying().(*types.Interface).Methods() {
		if !m.Exported() {
			continue
		}
		ts := []target{{obj: m}}
		if !types.IsInterface(n) {
			ts = methodTarget(n, m.Name())
		}
		for _, t := range ts {
			f.add(&Entry{Obj: t.obj, Node: c.Expr, Kind: kind, How: Interface, Route: routeOf(face, m)}, false)
		}
	}
}

// routeOf is how a service's method is shown: Service/Method.
func routeOf(face *types.Named, m *types.Func) string {
	name := face.Obj().Name()
	for _, suffix := range []string{"Server", "Handler"} {
		name = strings.TrimSuffix(name, suffix)
	}
	if name == "" || strings.HasSuffix(name, "Interface") {
		return m.Name()
	}
	return name + "/" + m.Name()
}

// services adds the methods of types that implement a generated service: those that embed an
// UnimplementedXServer, and gqlgen's resolvers.
func (f *finder) services() {
	for _, n := range f.resolverTypes() {
		f.resolvers(n)
	}
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
		for fd := range st.Fields() {
			if fd.Embedded() {
				f.service(n, fd)
			}
		}
	}
}

// service adds n's methods when embedding fd makes it a service.
func (f *finder) service(n *types.Named, fd *types.Var) {
	if face := generatedFace(fd); face != nil {
		for m := range face.Underlying().(*types.Interface).Methods() {
			f.method(n, m.Name(), "grpc", routeOf(face, m))
		}
	}
}

// generatedFace returns the interface XServer of an embedded UnimplementedXServer, or nil.
func generatedFace(fd *types.Var) *types.Named {
	name, ok := strings.CutPrefix(fd.Name(), "Unimplemented")
	n := gosrc.Named(fd.Type())
	if !ok || n == nil || n.Obj().Pkg() == nil {
		return nil
	}
	tn, ok := n.Obj().Pkg().Scope().Lookup(name).(*types.TypeName)
	if !ok || !types.IsInterface(tn.Type()) {
		return nil
	}
	return gosrc.Named(tn.Type())
}

// method adds n's own method of that name.
func (f *finder) method(n *types.Named, name, kind, route string) {
	for m := range n.Methods() {
		if m.Name() != name {
			continue
		}
		if d := f.Decl(m.Origin()); d != nil {
			f.add(&Entry{Func: d, Node: d.Node(), Kind: kind, How: Interface, Route: route}, false)
		}
	}
}
