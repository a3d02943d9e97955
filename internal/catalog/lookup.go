package catalog

import (
	"fmt"
	"go/types"
	"strings"
)

func newTable() *Table {
	return &Table{
		rows: make(map[key]*Row, 4096), loose: make(map[key]*Row, 1024), shapes: map[string][]*Row{},
		sigs: map[string]*Row{}, pkgs: map[string]bool{},
	}
}

func (r *Row) key() key { return key{r.Pkg, r.Recv, r.Name} }

// add puts rows into t. Of two rows for one symbol the first wins; within one set that is an
// error unless again says that a later set may repeat what an earlier one said.
func (t *Table) add(rows []*Row, again bool) error {
	for _, r := range rows {
		if old := t.rows[r.key()]; old != nil {
			if again {
				continue
			}
			return fmt.Errorf("%s: %s.%s is a row at %s already", r.Pos, r.Pkg, r.Symbol(), old.Pos)
		}
		t.rows[r.key()] = r
		t.all = append(t.all, r)
		t.pkgs[r.Pkg] = true
		t.index(r)
	}
	return nil
}

// index enters r where look-ups by something else than its exact symbol find it.
func (t *Table) index(r *Row) {
	if method, result, ok := strings.Cut(r.Name, "=>"); ok {
		r.Role = "sql"
		t.shapes[method] = append(t.shapes[method], r)
		_ = result
		return
	}
	if param, ok := strings.CutPrefix(r.Name, "..."); ok {
		t.sigs[r.Pkg+"."+param] = r
		return
	}
	if r.base == r.Pkg {
		return
	}
	k := key{r.base, r.Recv, r.Name}
	if t.loose[k] == nil {
		t.loose[k] = r
	}
	t.pkgs[r.base] = true
}

// unversioned cuts the major version out of an import path: example.com/x/v2/y is example.com/x/y,
// gopkg.in/x.v2 is gopkg.in/x. A row proved against one version so speaks for the others.
func unversioned(path string) string {
	if !strings.Contains(path, "/v") && !strings.Contains(path, ".v") {
		return path
	}
	parts := strings.Split(path, "/")
	kept := parts[:0]
	for _, p := range parts {
		if isVersion(p) {
			continue
		}
		if i := strings.LastIndex(p, ".v"); i > 0 && isVersion(p[i+1:]) {
			p = p[:i]
		}
		kept = append(kept, p)
	}
	return strings.Join(kept, "/")
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
		if r := t.find(n.Obj().Pkg().Path(), n.Obj().Name(), fn.Name()); r != nil {
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
	return t.find(fn.Pkg().Path(), declaring, fn.Name())
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

func (t *Table) find(pkg, recv, name string) *Row {
	if i := strings.LastIndex(pkg, "/vendor/"); i >= 0 {
		pkg = pkg[i+len("/vendor/"):]
	}
	if r := t.rows[key{pkg, recv, name}]; r != nil {
		return r
	}
	loose := unversioned(pkg)
	if !t.pkgs[pkg] && !t.pkgs[loose] {
		return nil
	}
	if r := t.rows[key{loose, recv, name}]; r != nil {
		return r
	}
	return t.loose[key{loose, recv, name}]
}

// Imports reports whether any row speaks of package path.
func (t *Table) Imports(path string) bool { return t.pkgs[path] || t.pkgs[unversioned(path)] }

// Shape returns the row of a method that the user declared in an interface or function type of
// their own so that a known library fits it, told by its name and its results, or nil. The SQL
// text is then the first string parameter.
func (t *Table) Shape(fn *types.Func) *Row {
	rows := t.shapes[fn.Name()]
	if len(rows) == 0 {
		return nil
	}
	sig := fn.Signature()
	for _, r := range rows {
		_, result, _ := strings.Cut(r.Name, "=>")
		if !returns(sig, r.Pkg, result) {
			continue
		}
		if i := firstString(sig); i >= 0 {
			c := *r
			c.Arg = i
			return &c
		}
	}
	return nil
}

func returns(sig *types.Signature, pkg, name string) bool {
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
// variadic parameter, or nil.
func (t *Table) ClientCall(fn *types.Func) *Row {
	sig := fn.Signature()
	if !sig.Variadic() {
		return nil
	}
	last, ok := sig.Params().At(sig.Params().Len() - 1).Type().(*types.Slice)
	if !ok {
		return nil
	}
	n := named(last.Elem())
	if n == nil || n.Obj().Pkg() == nil {
		return nil
	}
	r := t.sigs[n.Obj().Pkg().Path()+"."+n.Obj().Name()]
	if r == nil || sig.Params().Len() < 2 {
		return nil
	}
	return r
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
