package link

import (
	"go/types"
	"sort"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// A binder finds the user's types that implement the user's interfaces.
type binder struct {
	own      func(path string) bool
	byMethod map[string][]*types.Named       // the concrete types that have a method of the name
	of       map[*types.Named][]*types.Named // those that implement an interface, as far as asked for
}

func newBinder(units []*Unit, own func(string) bool) *binder {
	b := &binder{own: own, byMethod: map[string][]*types.Named{}, of: map[*types.Named][]*types.Named{}}
	seen := map[*types.Package]bool{}
	for _, u := range units {
		b.collect(u.Pkg, seen)
	}
	for _, ts := range b.byMethod {
		sort.SliceStable(ts, func(i, j int) bool { return typeID(ts[i]) < typeID(ts[j]) })
	}
	return b
}

func typeID(t *types.Named) string { return t.Obj().Pkg().Path() + "." + t.Obj().Name() }

// collect adds the types of pkg and of the own packages that it imports.
func (b *binder) collect(pkg *types.Package, seen map[*types.Package]bool) {
	if seen[pkg] || !b.own(pkg.Path()) {
		return
	}
	seen[pkg] = true
	for _, imp := range pkg.Imports() {
		b.collect(imp, seen)
	}
	if isDouble(pkg.Name()) {
		return
	}
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || isDouble(name) {
			continue
		}
		t, ok := tn.Type().(*types.Named)
		if !ok || types.IsInterface(t) || t.TypeParams().Len() > 0 {
			continue
		}
		ms := types.NewMethodSet(types.NewPointer(t))
		for i := 0; i < ms.Len(); i++ {
			m := ms.At(i).Obj().Name()
			b.byMethod[m] = append(b.byMethod[m], t)
		}
	}
}

// isDouble reports whether a package or type of that name stands in for the real one in tests.
func isDouble(name string) bool {
	lower := strings.ToLower(name)
	for _, word := range []string{"mock", "fake", "stub", "unimplemented", "unsafe", "noop", "nop", "dummy", "fixture"} {
		if strings.HasPrefix(lower, word) || strings.HasSuffix(lower, word) || strings.HasSuffix(lower, word+"s") {
			return true
		}
	}
	if len(name) > 4 && strings.HasPrefix(lower, "test") && 'A' <= name[4] && name[4] <= 'Z' {
		return true // testStore, but not tester
	}
	return strings.HasSuffix(lower, "test") || strings.HasSuffix(lower, "testing")
}

// TestSupport reports whether u only serves tests: it imports package testing, or its name says so.
func (u *Unit) TestSupport() bool {
	for _, imp := range u.Pkg.Imports() {
		if imp.Path() == "testing" || imp.Path() == "net/http/httptest" {
			return true
		}
	}
	return u.forTests() || isDouble(u.Pkg.Name())
}

// forTests reports whether u's name says that it only serves tests.
func (u *Unit) forTests() bool {
	switch u.Pkg.Name() {
	case "testdb", "testutil", "testutils", "testhelper", "testhelpers", "testkit", "testsupport":
		return true
	}
	return false
}

// types returns the own types that implement iface, sorted.
func (b *binder) types(iface *types.Named) []*types.Named {
	if ts, ok := b.of[iface]; ok {
		return ts
	}
	var ts []*types.Named
	it, ok := iface.Underlying().(*types.Interface)
	if ok && iface.TypeParams().Len() == 0 && it.NumMethods() > 0 {
		for _, t := range b.byMethod[it.Method(0).Name()] {
			if types.Implements(types.NewPointer(t), it) {
				ts = append(ts, t)
			}
		}
	}
	b.of[iface] = ts
	return ts
}

// implementers returns the methods named name of the own types that implement iface, sorted. It
// returns none for interfaces of other people: io.Writer, error and http.Handler are everybody's.
func (b *binder) implementers(iface *types.Named, name string) []*types.Func {
	pkg := iface.Obj().Pkg()
	if pkg == nil || !b.own(pkg.Path()) {
		return nil
	}
	var fns []*types.Func
	seen := map[*types.Func]bool{}
	for _, t := range b.types(iface) {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), true, t.Obj().Pkg(), name)
		m, ok := obj.(*types.Func)
		if !ok || gosrc.IsInterfaceMethod(m) || seen[m.Origin()] {
			continue // promoted from an embedded interface, which is a decorator
		}
		seen[m.Origin()] = true
		fns = append(fns, m.Origin())
	}
	return fns
}
