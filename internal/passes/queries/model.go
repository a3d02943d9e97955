package queries

import (
	"go/types"
	"reflect"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// model adds the table that argument i of a builder's method stands for, under clause kind.
func (b *builderCall) model(store string, i int, kind string) []value {
	if i < 0 || i >= len(b.args) {
		return b.recv
	}
	n := element(b.Info.TypeOf(b.args[i]))
	if n == nil {
		return b.recv
	}
	if _, ok := n.Underlying().(*types.Struct); !ok {
		return b.recv
	}
	b.add(kind, []value{{s: b.table(n, store), at: spanOf(b.args[i])}})
	if store == "gorm" && softDeleted(n) {
		b.add("soft", literally("deleted_at IS NULL"))
	}
	return b.recv
}

// element returns the named struct behind pointers and slices.
func element(t types.Type) *types.Named {
	for range 5 {
		if t == nil {
			return nil
		}
		if n, ok := types.Unalias(t).(*types.Named); ok {
			if _, ok := n.Underlying().(*types.Slice); !ok {
				return n
			}
		}
		switch u := t.Underlying().(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		default:
			return nil
		}
	}
	return nil
}

// table returns what a mapper calls the table of struct n: what TableName says, else its name in
// snake case and the plural. A method of another package is asked by the linker: the table is
// then the quoted name of the model.
func (e *evaluator) table(n *types.Named, store string) string {
	if store == "bun" || store == "pg" {
		if table, alias := taggedTable(n, store); table != "" {
			return table + " AS " + alias
		}
	}
	if fn := methodOf(n, "TableName"); fn != nil {
		if f := e.Decl(fn); f != nil {
			if s := e.constResult(f); s != "" {
				return s
			}
			return `"` + hole + `"`
		}
		return `"` + ModelPrefix + typeID(n) + `"`
	}
	t := plural(snake(n.Obj().Name()))
	if store == "bun" || store == "pg" {
		return t + ` AS "` + snake(n.Obj().Name()) + `"`
	}
	return t
}

func typeID(n *types.Named) string {
	if n.Obj().Pkg() == nil {
		return n.Obj().Name()
	}
	return n.Obj().Pkg().Path() + "." + n.Obj().Name()
}

// methodOf returns the method of n or *n, or nil.
func methodOf(n *types.Named, name string) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(n), true, n.Obj().Pkg(), name)
	fn, _ := obj.(*types.Func)
	if fn == nil || fn.Signature().Recv() == nil {
		return nil
	}
	return fn.Origin()
}

// constResult returns the constant text that f returns, or "".
func (e *evaluator) constResult(f *calls.Func) string {
	for _, r := range f.Returns {
		if vs := e.expr(r, 1); len(vs) == 1 && !strings.Contains(vs[0].s, hole) {
			return vs[0].s
		}
	}
	return ""
}

// tables fills what other packages ask of this package's models.
func (e *evaluator) tables(x *Index) {
	for _, f := range e.Funcs {
		if f.Obj == nil || f.Obj.Name() != "TableName" || f.Obj.Signature().Recv() == nil {
			continue
		}
		if n := gosrc.Named(f.Obj.Signature().Recv().Type()); n != nil {
			if s := e.constResult(f); s != "" {
				x.Tables[typeID(n)] = s
			}
		}
	}
}

// tableMethod reports whether c asks a model of another package for its table.
func (e *evaluator) tableMethod(c *calls.Call) bool {
	return c.Callee.Name() == "TableName" && c.Recv != nil && len(c.Expr.Args) == 0
}

func (e *evaluator) tableOfValue(c *calls.Call) []value {
	n := gosrc.Named(c.Recv)
	if n == nil || types.IsInterface(n) {
		return nil
	}
	return []value{{s: e.table(n, ""), at: spanOf(c.Expr)}}
}

// softDeleted reports whether gorm leaves out rows of n by their column deleted_at.
func softDeleted(n *types.Named) bool {
	return hasField(n, func(v *types.Var) bool { return v.Name() == "DeletedAt" }, 0)
}

func hasField(n *types.Named, fits func(*types.Var) bool, depth int) bool {
	st, ok := n.Underlying().(*types.Struct)
	if !ok || depth > 3 {
		return false
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		if fits(f) {
			return true
		}
		if in := gosrc.Named(f.Type()); f.Embedded() && in != nil && hasField(in, fits, depth+1) {
			return true
		}
	}
	return false
}

// columnOf returns the column of a struct's field: by its tag, else by its name.
func columnOf(n *types.Named, field, store string) string {
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return snake(field)
	}
	for i := range st.NumFields() {
		if st.Field(i).Name() != field {
			continue
		}
		for _, part := range strings.Split(reflect.StructTag(st.Tag(i)).Get(store), ";") {
			if k, v, ok := strings.Cut(part, ":"); ok && strings.EqualFold(strings.TrimSpace(k), "column") {
				return v
			}
		}
	}
	return snake(field)
}

// taggedTable reads what the tag of bun's embedded base model, or of go-pg's field tableName, says:
// bun:"table:users,alias:u" and pg:"users,alias:u".
func taggedTable(n *types.Named, store string) (table, alias string) {
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return "", ""
	}
	alias = `"` + snake(n.Obj().Name()) + `"`
	for i := range st.NumFields() {
		if f := st.Field(i); !f.Embedded() && f.Name() != "tableName" {
			continue
		}
		for j, part := range strings.Split(reflect.StructTag(st.Tag(i)).Get(store), ",") {
			switch k, v, colon := strings.Cut(part, ":"); {
			case k == "table" || k == "select":
				table = v
			case k == "alias":
				alias = v
			case j == 0 && !colon && store == "pg":
				table = k
			}
		}
	}
	return table, alias
}
