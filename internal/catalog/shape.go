package catalog

import (
	"go/types"
	"slices"
	"strings"
)

// shapes are the rows about what users declare themselves.
type shapes struct {
	methods map[string][]*Row // Method=>Type, by method
	sigs    map[key]*Row      // ...Type and Method...Type, by package without version, method and type
}

// findShapes collects the shapes of t; those of the table under it come after them.
func (t *Table) findShapes() *shapes {
	s := &shapes{methods: map[string][]*Row{}, sigs: map[key]*Row{}}
	for ; t != nil; t = t.under {
		for _, g := range t.groups {
			if g.shaped {
				s.add(g.parsed().rows)
			}
		}
	}
	return s
}

func (s *shapes) add(rows []*Row) {
	for _, r := range rows {
		if method, _, ok := strings.Cut(r.Name, "=>"); ok {
			s.methods[method] = append(s.methods[method], r)
		}
		if method, option, ok := strings.Cut(r.Name, "..."); ok {
			k := key{unversioned(r.Pkg), method, option}
			if s.sigs[k] == nil {
				s.sigs[k] = r
			}
		}
	}
}

// Shape returns the row of a method that the user declared in an interface or function type of
// their own so that a known library fits it, told by its name and its results, or nil. The SQL
// text is then the first string parameter. Where the result is a mere error, ...any must follow.
func (t *Table) Shape(fn *types.Func) *Row {
	rows := t.shapes().methods[fn.Name()]
	if len(rows) == 0 {
		return nil
	}
	sig := fn.Signature()
	for _, r := range rows {
		_, result, _ := strings.Cut(r.Name, "=>")
		if !returns(sig, r.Pkg, result) {
			continue
		}
		if i := firstString(sig); i >= 0 && (result != "error" || takesAny(sig)) {
			c := *r
			c.Role, c.Arg = "sql", i
			return &c
		}
	}
	return nil
}

// takesAny reports whether the last parameter is ...any, as the arguments of a statement are.
func takesAny(sig *types.Signature) bool {
	if !sig.Variadic() {
		return false
	}
	last, ok := sig.Params().At(sig.Params().Len() - 1).Type().(*types.Slice)
	return ok && types.IsInterface(last.Elem())
}

// returns reports whether a result of sig is the named type of pkg in some version, or where name
// is error, whether that is its only one.
func returns(sig *types.Signature, pkg, name string) bool {
	if name == "error" {
		return sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), types.Universe.Lookup("error").Type())
	}
	for i := range sig.Results().Len() {
		n := named(sig.Results().At(i).Type())
		if n == nil || n.Obj().Pkg() == nil || n.Obj().Name() != name {
			continue
		}
		if unversioned(n.Obj().Pkg().Path()) == unversioned(pkg) {
			return true
		}
	}
	return false
}

func firstString(sig *types.Signature) int {
	for i := range sig.Params().Len() {
		if b, ok := sig.Params().At(i).Type().Underlying().(*types.Basic); ok && b.Kind() == types.String {
			return i
		}
	}
	return -1
}

// ClientCall returns the row of a generated client's method, told by the type of its last,
// variadic parameter, or nil. Functions that have no other parameter only pass options on, unless
// the row names them.
func (t *Table) ClientCall(fn *types.Func) *Row {
	sig := fn.Signature()
	if !sig.Variadic() {
		return nil
	}
	last, ok := sig.Params().At(sig.Params().Len() - 1).Type().(*types.Slice)
	if !ok {
		return nil
	}
	n := named(optionOf(last.Elem()))
	if n == nil || n.Obj().Pkg() == nil {
		return nil
	}
	sigs, path, option := t.shapes().sigs, unversioned(n.Obj().Pkg().Path()), n.Obj().Name()
	if r := sigs[key{path, fn.Name(), option}]; r != nil {
		return r
	}
	if sig.Params().Len() < 2 {
		return nil
	}
	if r := sigs[key{path, "", option}]; r != nil {
		return r
	}
	parent := path[:strings.LastIndex(path, "/")+1]
	return sigs[key{parent + "*", "", option}]
}

// LibraryCall returns the row that ClientCall does, of a method that is declared in the library of
// the option's type: a client's request. A request begins with a context, unless the row names it.
func (t *Table) LibraryCall(fn *types.Func) *Row {
	sig := fn.Signature()
	if sig.Recv() == nil || fn.Pkg() == nil {
		return nil // constructors take options as well
	}
	r := t.ClientCall(fn)
	if r == nil || !sameLibrary(fn.Pkg().Path(), r.Pkg) {
		return nil
	}
	if !strings.HasPrefix(r.Name, "...") {
		return r
	}
	if first := named(sig.Params().At(0).Type()); first == nil || first.Obj().Name() != "Context" {
		return nil
	}
	return r
}

// sameLibrary reports whether two packages belong together: their paths begin alike, up to the
// repository where the host has owners.
func sameLibrary(a, b string) bool {
	as, bs := strings.Split(a, "/"), strings.Split(b, "/")
	n := 2
	if as[0] == "github.com" {
		n = 3
	}
	return len(as) >= n && len(bs) >= n && slices.Equal(as[:n], bs[:n])
}

// optionOf returns what t, an element of an options parameter, sets: T of func(*T), else t.
func optionOf(t types.Type) types.Type {
	f, ok := types.Unalias(t).(*types.Signature)
	if !ok || f.Params().Len() != 1 || f.Results().Len() != 0 {
		return t
	}
	return f.Params().At(0).Type()
}
