package handlers

import (
	"go/types"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// resolverTypes returns the types that are written for gqlgen, in source order: what a function Order
// returns as an OrderResolver, which gqlgen wrote beside a ResolverRoot.
func (f *finder) resolverTypes() []*types.Named {
	var ns []*types.Named
	for _, fn := range f.Funcs {
		if fn.Obj == nil || fn.Obj.Signature().Params().Len() > 0 || fn.Obj.Signature().Results().Len() != 1 {
			continue
		}
		face := gosrc.Named(fn.Obj.Signature().Results().At(0).Type())
		if face == nil || !types.IsInterface(face) || face.Obj().Name() != fn.Obj.Name()+"Resolver" || face.Obj().Pkg().Scope().Lookup("ResolverRoot") == nil {
			continue
		}
		for _, r := range fn.Returns {
			if n := gosrc.Named(f.Info.TypeOf(r)); n != nil && !types.IsInterface(n) && !slices.Contains(ns, n) {
				ns = append(ns, n)
			}
		}
	}
	return ns
}

// operations are the types whose fields are asked for once: there is one value of each.
var operations = []string{"query", "mutation", "subscription"}

// resolvers adds the methods of n, which resolve a type's fields.
func (f *finder) resolvers(n *types.Named) {
	of := strings.TrimSuffix(n.Obj().Name(), "Resolver")
	for m := range n.Methods() {
		if d := f.Decl(m.Origin()); d != nil && m.Exported() {
			f.add(&Entry{
				Func: d, Node: d.Node(), Kind: "gqlgen", How: Interface, Route: of + "." + m.Name(),
				Each: !slices.Contains(operations, strings.ToLower(of)) && f.perElement(m),
			}, false)
		}
	}
}

// perElement reports whether resolver m is asked for each element of a list: its second parameter
// is the object whose field it resolves, and a resolver returns many of those.
func (f *finder) perElement(m *types.Func) bool {
	params := m.Signature().Params()
	if params.Len() < 2 || !gosrc.IsContext(params.At(0).Type()) {
		return false
	}
	obj := gosrc.Named(params.At(1).Type())
	if obj == nil {
		return false
	}
	if f.lists == nil {
		f.lists = f.listed()
	}
	return f.lists[obj.Obj()]
}

// listed returns the types of which a resolver of this package returns lists, directly or within
// what it returns.
func (f *finder) listed() map[*types.TypeName]bool {
	in := lists{of: map[*types.TypeName]bool{}, seen: map[*types.TypeName]bool{}}
	for _, n := range f.resolverTypes() {
		in.results(n)
	}
	return in.of
}

// lists gathers the types of which there are lists.
type lists struct{ of, seen map[*types.TypeName]bool }

func (l lists) results(n *types.Named) {
	for m := range n.Methods() {
		if res := m.Signature().Results(); m.Exported() && res.Len() > 0 {
			l.add(res.At(0).Type(), false)
		}
	}
}

// add notes t's lists; many tells that t itself is an element of one. What the elements hold there
// is many of, too.
func (l lists) add(t types.Type, many bool) {
	switch u := types.Unalias(t).(type) {
	case *types.Pointer:
		l.add(u.Elem(), many)
	case *types.Slice:
		l.add(u.Elem(), true)
	case *types.Named:
		seen := l.seen
		if many {
			seen = l.of
		}
		if seen[u.Obj()] {
			return
		}
		seen[u.Obj()] = true
		st, ok := u.Underlying().(*types.Struct)
		if !ok {
			l.add(u.Underlying(), many)
			return
		}
		for fd := range st.Fields() {
			l.add(fd.Type(), many)
		}
	}
}
