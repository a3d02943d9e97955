package catalog

import (
	"go/types"
	"strconv"
	"strings"
)

// unversioned cuts the major version out of an import path: example.com/x/v2/y is example.com/x/y,
// gopkg.in/x.v2 is gopkg.in/x. A row proved against one version so speaks for the others.
func unversioned(path string) string {
	for start := 0; start < len(path); {
		end := start + len(path[start:])
		if i := strings.IndexByte(path[start:], '/'); i >= 0 {
			end = start + i
		}
		switch i := strings.LastIndexByte(path[start:end], '.'); {
		case start > 0 && isVersion(path[start:end]):
			return path[:start-1] + unversioned(path[end:])
		case i > 0 && isVersion(path[start+i+1:end]):
			return path[:start+i] + unversioned(path[end:])
		}
		start = end + 1
	}
	return path
}

// unvendored returns the path of a package whose copy stands in a vendor folder.
func unvendored(path string) string {
	if i := strings.LastIndex(path, "/vendor/"); i >= 0 {
		return path[i+len("/vendor/"):]
	}
	return path
}

// major returns the major version in an import path, 1 when it has none.
func major(path string) int {
	for p := range strings.SplitSeq(path, "/") {
		if i := strings.LastIndex(p, ".v"); i > 0 {
			p = p[i+1:]
		}
		if isVersion(p) {
			n, _ := strconv.Atoi(p[1:])
			return n
		}
	}
	return 1
}

func isVersion(s string) bool {
	if len(s) < 2 || s[0] != 'v' {
		return false
	}
	return strings.Trim(s[1:], "0123456789") == ""
}

// Lookup returns the row of a call of fn through static receiver recv (nil for functions), or nil.
// The receiver as the user wrote it comes first: two types may share one declared method, of which
// one makes a round trip and the other only queues.
func (t *Table) Lookup(fn *types.Func, recv types.Type) *Row {
	fn = fn.Origin()
	if fn.Pkg() == nil {
		return nil // error.Error
	}
	if n := named(recv); n != nil && n.Obj().Pkg() != nil {
		if r := t.callable(n.Obj().Pkg().Path(), n.Obj().Name(), fn.Name()); r != nil {
			return r
		}
	}
	declaring := ""
	if r := fn.Signature().Recv(); r != nil {
		n := named(r.Type())
		if n == nil {
			return nil
		}
		declaring = n.Obj().Name()
	}
	return t.callable(fn.Pkg().Path(), declaring, fn.Name())
}

// callable returns the row of a function or method, or of all that its receiver or package has.
func (t *Table) callable(pkg, recv, name string) *Row {
	return t.find(pkg, recv, name, "*")
}

// Type returns the row of a type behind pointers and aliases, or nil.
func (t *Table) Type(typ types.Type) *Row {
	n := named(typ)
	if n == nil || n.Obj().Pkg() == nil {
		return nil
	}
	return t.find(n.Obj().Pkg().Path(), "", n.Obj().Name())
}

// Field returns the row of a field of named type owner, or nil.
func (t *Table) Field(owner types.Type, field string) *Row {
	n := named(owner)
	if n == nil || n.Obj().Pkg() == nil {
		return nil
	}
	return t.find(n.Obj().Pkg().Path(), n.Obj().Name(), field)
}

// find returns the row of the first of names that has one; a table's own rows come before those that
// it wins over.
func (t *Table) find(pkg, recv string, names ...string) *Row {
	pkg = unvendored(pkg)
	path := unversioned(pkg)
	for ; t != nil; t = t.under {
		g := t.byPath[path]
		if g == nil {
			continue
		}
		for _, name := range names {
			if r := g.find(pkg, recv, name); r != nil {
				return r
			}
		}
	}
	return nil
}

// Imports reports whether any row speaks of package path.
func (t *Table) Imports(path string) bool {
	path = unversioned(unvendored(path))
	for ; t != nil; t = t.under {
		if t.byPath[path] != nil {
			return true
		}
	}
	return false
}

// Driver returns the row of the type by which package path drives a database, or nil: programs
// import it for its registration alone.
func (t *Table) Driver(path string) *Row {
	for _, name := range []string{"Driver", "SQLiteDriver"} {
		if r := t.find(path, "", name); r != nil {
			return r
		}
	}
	return nil
}

// Store returns the store that the rows of package path share, or "". It reads no row.
func (t *Table) Store(path string) string {
	path = unversioned(unvendored(path))
	for ; t != nil; t = t.under {
		g := t.byPath[path]
		if g == nil {
			continue
		}
		for _, s := range g.sections {
			if pkg, err := parsePackage(s.path, s.head); err == nil && pkg.Store != "" {
				return pkg.Store
			}
		}
	}
	return ""
}

// named returns the declared named type behind pointers and aliases.
func named(t types.Type) *types.Named {
	if t == nil {
		return nil
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	n, _ := t.(*types.Named)
	if n == nil {
		return nil
	}
	return n.Origin()
}
