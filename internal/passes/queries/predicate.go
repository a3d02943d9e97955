package queries

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// operators are the predicate types of the builders by their name, which squirrel and goqu share
// as far as both have one.
var operators = map[string]string{
	"Eq": "=", "NotEq": "<>", "Lt": "<", "Gt": ">", "LtOrEq": "<=", "GtOrEq": ">=",
	"Like": "LIKE", "NotLike": "NOT LIKE", "ILike": "ILIKE", "NotILike": "NOT ILIKE",
	"Ex": "=", "ExOr": "=", "And": "", "Or": "",
}

// isPredicate reports whether t is a builder's type for conditions: a map from columns to values,
// or a list of conditions.
func (e *evaluator) isPredicate(t types.Type) bool {
	n := gosrc.Named(t)
	if n == nil || e.storeOf(n) == "" {
		return false
	}
	_, ok := operators[n.Obj().Name()]
	return ok
}

// predicate returns the condition that literal x of predicate type t is.
func (e *evaluator) predicate(x *ast.CompositeLit, t types.Type, depth int) []value {
	name := gosrc.TypeName(t)
	sep := and
	if name == "Or" || name == "ExOr" {
		sep = " OR "
	}
	out := []value{{at: spanOf(x)}}
	for i, el := range x.Elts {
		if i > 0 {
			out = e.cross(out, literally(sep))
		}
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			out = e.cross(out, e.equals(kv.Key, kv.Value, t, depth))
			continue
		}
		out = e.cross(out, each(e.expr(el, depth), func(s string) string { return "(" + s + ")" }))
	}
	if sep == " OR " && len(x.Elts) > 1 {
		out = each(out, func(s string) string { return "(" + s + ")" })
	}
	return out
}

// equals returns the condition of one entry of a map of columns.
func (e *evaluator) equals(key, val ast.Expr, t types.Type, depth int) []value {
	op := operators[gosrc.TypeName(t)]
	if op == "" {
		op = "="
	}
	if lit, ok := ast.Unparen(val).(*ast.CompositeLit); ok && gosrc.TypeName(e.Info.TypeOf(lit)) == "Op" {
		return e.ops(key, lit, depth)
	}
	return each(e.expr(key, depth), func(s string) string { return s + e.compare(op, val, depth) })
}

// ops returns the conditions of an Op literal: {"gt": 10, "like": "x%"}.
func (e *evaluator) ops(key ast.Expr, lit *ast.CompositeLit, depth int) []value {
	out := []value{{}}
	for i, el := range lit.Elts {
		kv, ok := el.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		name, _ := gosrc.ConstString(e.Info, kv.Key)
		op := exprOps[strings.ToLower(name)]
		if i > 0 {
			out = e.cross(out, literally(" OR "))
		}
		out = e.cross(out, each(e.expr(key, depth), func(s string) string {
			if op == "" {
				return hole
			}
			return s + e.compare(op, kv.Value, depth)
		}))
	}
	return out
}

// compare writes an operator and the value at its right: a list with IN, nil with IS NULL, a
// builder's column by its name, anything else as a parameter.
func (e *evaluator) compare(op string, val ast.Expr, depth int) string {
	if id, ok := ast.Unparen(val).(*ast.Ident); ok && id.Name == "nil" {
		if op == "<>" {
			return " IS NOT NULL"
		}
		return " IS NULL"
	}
	t := e.Info.TypeOf(val)
	if t == nil {
		return " " + op + " ?"
	}
	if s := e.storeOf(t); s != "" {
		if vs := e.expr(val, depth); vs[0].s != "" && !strings.Contains(vs[0].s, clause) {
			return " " + op + " " + vs[0].s
		}
		if sub := e.subquery(val, depth); sub != "" {
			return " " + strings.NewReplacer("<>", "NOT IN", "=", "IN").Replace(op) + " (" + sub + ")"
		}
	}
	if tv := e.Info.Types[val]; tv.Value != nil {
		return " " + op + " " + literalOf(tv)
	}
	if _, ok := t.Underlying().(*types.Slice); ok && t.String() != "[]byte" {
		switch op {
		case "=":
			return " IN (?)"
		case "<>":
			return " NOT IN (?)"
		}
	}
	return " " + op + " ?"
}

// subquery returns the text of the query that x builds, "" when x is none or not all of it is known.
func (e *evaluator) subquery(x ast.Expr, depth int) string {
	if e.storeOf(deref(e.Info.TypeOf(x))) == "" {
		return ""
	}
	vs := e.expr(x, depth)
	if !strings.Contains(vs[0].s, clause) {
		return ""
	}
	if s := render(vs[0].s); !strings.ContainsAny(s, hole+elem+named) {
		return s
	}
	return ""
}

// literalOf writes a Go constant as SQL does.
func literalOf(tv types.TypeAndValue) string {
	if tv.Value.Kind() == constant.String {
		return "'" + strings.ReplaceAll(constant.StringVal(tv.Value), "'", "''") + "'"
	}
	return tv.Value.ExactString()
}
