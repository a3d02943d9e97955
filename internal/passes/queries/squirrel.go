package queries

import (
	"go/types"
	"strings"
)

// squirrelClauses are the methods whose arguments are the text of one clause.
var squirrelClauses = map[string]string{
	"Select": "select", "Columns": "col", "Column": "col", "From": "from", "GroupBy": "group", "OrderBy": "order",
	"OrderByClause": "order", "Suffix": "suffix", "Table": "from", "Into": "insert", "Insert": "insert", "Replace": "insert",
	"Update": "update", "Delete": "delete", "JoinClause": "join",
}

// squirrelJoins are its joins: the table and the condition are one text.
var squirrelJoins = map[string]string{
	"Join": "JOIN ", "InnerJoin": "INNER JOIN ", "LeftJoin": "LEFT JOIN ", "RightJoin": "RIGHT JOIN ", "CrossJoin": "CROSS JOIN ",
}

// squirrel evaluates the calls of Masterminds' squirrel.
func squirrel(b *builderCall) ([]value, bool) {
	if kind, ok := squirrelClauses[b.method]; ok {
		if kind == "col" || kind == "select" || kind == "group" || kind == "order" && b.method == "OrderBy" {
			return b.addAll(kind)
		}
		return b.add(kind, b.text(0)), true
	}
	if word, ok := squirrelJoins[b.method]; ok {
		return b.add("join", each(b.text(0), func(s string) string { return word + s })), true
	}
	switch b.method {
	case "Where", "Having":
		kind := "where"
		if b.method == "Having" {
			kind = "having"
		}
		return b.add(kind, b.condition(0)), true
	case "Limit":
		return b.add("limit", literally("?")), true
	case "Offset":
		return b.add("offset", literally("?")), true
	case "Set":
		return b.add("set", each(b.text(0), func(s string) string { return s + " = ?" })), true
	case "FromSelect":
		return b.add("from", each(b.text(0), func(s string) string { return "(" + render(s) + ") AS sub" })), true
	case "Expr":
		return b.withArgs(b.text(0), b.call.Expr, 1), true
	case "Alias":
		return b.cross3(b.text(0), b.text(1), func(s, as string) string {
			if s = rendered(s); s == hole {
				return hole
			}
			return "(" + s + ") AS " + as
		}), true
	case "Prefix":
		return b.add("prefix", b.withArgs(b.text(0), b.call.Expr, 1)), true
	case "PrefixExpr":
		return b.add("prefix", each(b.text(0), rendered)), true
	case "ConcatExpr", "Case":
		return unknown(b.call.Expr), true
	case "ToSql", "MustSql":
		return b.recv, true
	}
	return b.recv, b.call.Recv != nil
}

// condition returns argument i as a condition: text, a predicate, or a map of columns.
func (b *builderCall) condition(i int) []value {
	if i >= len(b.args) {
		return []value{{s: hole}}
	}
	x := b.args[i]
	t := b.Info.TypeOf(x)
	if t == nil {
		return unknown(x)
	}
	if _, ok := t.Underlying().(*types.Map); ok && !b.isPredicate(t) {
		return b.columns(x)
	}
	vs := b.withArgs(b.expr(x, b.depth), b.call.Expr, i+1)
	for i := range vs {
		vs[i].s = rendered(vs[i].s)
		if vs[i].s == "" {
			vs[i].s = hole // a condition of a kind that is not understood
		} else if strings.HasPrefix(vs[i].s, elem) {
			vs[i].s = "(" + joined(vs[i].s, ")"+and+"(") + ")" // a list of conditions
		}
	}
	return vs
}
