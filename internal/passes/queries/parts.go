package queries

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"reflect"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// composite returns a list literal, or the predicate that a literal of a store's type is.
func (e *evaluator) composite(x *ast.CompositeLit, depth int) []value {
	t := e.Info.TypeOf(x)
	if t == nil {
		return unknown(x)
	}
	if e.isPredicate(t) {
		return e.predicate(x, t, depth)
	}
	switch u := t.Underlying().(type) {
	case *types.Slice, *types.Array:
		out := []value{{at: spanOf(x)}}
		for _, el := range x.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				el = kv.Value
			}
			out = e.cross(out, each(e.expr(el, depth), func(s string) string { return elem + s }))
		}
		return out
	case *types.Map:
		if e.textual(u.Elem()) {
			return e.alternatives(x, depth)
		}
	}
	return unknown(x)
}

// alternatives returns the elements of a literal, one of which is taken.
func (e *evaluator) alternatives(x *ast.CompositeLit, depth int) []value {
	var out []value
	for _, el := range x.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			el = kv.Value
		}
		out = append(out, e.expr(el, depth)...)
	}
	if out == nil {
		return unknown(x)
	}
	return bounded(out)
}

// index returns list[i] or table[key].
func (e *evaluator) index(x *ast.IndexExpr, depth int) []value {
	lit := e.literal(x.X)
	if lit == nil {
		return unknown(x)
	}
	key := e.Info.Types[x.Index].Value
	for _, el := range lit.Elts {
		kv, ok := el.(*ast.KeyValueExpr)
		if !ok || key == nil {
			continue
		}
		if k := e.Info.Types[kv.Key].Value; k != nil && k.Kind() == key.Kind() && constant.Compare(k, token.EQL, key) {
			return e.expr(kv.Value, depth)
		}
	}
	return e.alternatives(lit, depth)
}

// literal returns the composite literal that x is or always holds, or nil.
func (e *evaluator) literal(x ast.Expr) *ast.CompositeLit {
	if lit, ok := ast.Unparen(x).(*ast.CompositeLit); ok {
		return lit
	}
	v := gosrc.VarOf(e.Info, x)
	if v == nil {
		return nil
	}
	lit, _ := e.Value(v).(*ast.CompositeLit)
	return lit
}

// slice returns x[:len(x)-n], which cuts a separator off; other slices of text are not followed.
func (e *evaluator) slice(x *ast.SliceExpr, depth int) []value {
	vs := e.expr(x.X, depth)
	if x.Low == nil && x.High == nil {
		return vs
	}
	b, ok := x.High.(*ast.BinaryExpr)
	if x.Low != nil || !ok || b.Op != token.SUB {
		return unknown(x)
	}
	n, ok := gosrc.ConstInt(e.Info, b.Y)
	if !ok {
		return unknown(x)
	}
	return each(vs, func(s string) string {
		if strings.HasSuffix(s, hole) || len(s) < int(n) {
			return s
		}
		return s[:len(s)-int(n)]
	})
}

// field returns the variants of field v: the name of a statement in its tag, the value that it is
// made with, and that value with all that any method appends.
func (e *evaluator) field(v *types.Var, x ast.Expr, depth int) []value {
	if name := e.queryTag(x); name != "" {
		return []value{{s: named + name + named, at: spanOf(x)}}
	}
	var base, added []value
	for _, a := range e.Assigns(v) {
		vs := e.assignment(a, v, depth)
		switch {
		case vs == nil:
		case a.Append || e.extends(a, v):
			added = append(added, vs...)
		default:
			base = append(base, vs...)
		}
	}
	if base == nil && added == nil {
		return e.unset(v, x)
	}
	if base == nil {
		base = []value{{at: spanOf(x)}}
	}
	if len(added) == 0 {
		return bounded(base)
	}
	all := bounded(base)
	for _, a := range added {
		all = e.cross(all, []value{a})
	}
	return bounded(append(mark(all, true), mark(base, false)...))
}

// mark says of values that optional additions were made, or were not.
func mark(vs []value, made bool) []value {
	out := make([]value, len(vs))
	for i, v := range vs {
		v.taken, v.passed = v.taken || made, v.passed || !made
		out[i] = v
	}
	return out
}

// extends reports whether assignment a makes v longer: v = append(v, …), v = v + …. In its value
// v itself is empty, since the additions of several methods come in no known order.
func (e *evaluator) extends(a calls.Assign, v *types.Var) bool {
	found := false
	if a.Expr == nil {
		return false
	}
	ast.Inspect(a.Expr, func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok && gosrc.VarOf(e.Info, x) == v {
			found = true
		}
		return !found
	})
	return found
}

// queryTag returns the name that the tag query:"name" gives to the field that x selects.
func (e *evaluator) queryTag(x ast.Expr) string {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	t := e.Info.TypeOf(sel.X)
	if t == nil {
		return ""
	}
	st, ok := deref(t).Underlying().(*types.Struct)
	if !ok {
		return ""
	}
	for i := range st.NumFields() {
		if st.Field(i).Name() == sel.Sel.Name {
			return reflect.StructTag(st.Tag(i)).Get("query")
		}
	}
	return ""
}
