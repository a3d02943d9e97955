package queries

import (
	"go/ast"
	"strings"
)

// exprOps are goqu's comparisons by the name of the method or of the key of Op, in lower case.
var exprOps = map[string]string{
	"eq": "=", "neq": "<>", "gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "in": "IN", "notin": "NOT IN",
	"like": "LIKE", "notlike": "NOT LIKE", "ilike": "ILIKE", "is": "=", "isnot": "<>",
}

var goquClauses = map[string]string{
	"From": "from", "Select": "select", "SelectAppend": "col", "GroupBy": "group", "Order": "order", "OrderAppend": "order",
	"OrderPrepend": "order", "Insert": "insert", "Update": "update", "Delete": "delete",
}

var goquJoins = map[string]string{
	"Join": "JOIN", "InnerJoin": "JOIN", "LeftJoin": "LEFT JOIN", "RightJoin": "RIGHT JOIN", "FullJoin": "FULL JOIN",
	"LeftOuterJoin": "LEFT JOIN", "CrossJoin": "CROSS JOIN",
}

// goqu evaluates the calls of doug-martin's goqu.
func goqu(b *builderCall) ([]value, bool) {
	if vs, ok := goquExpr(b); ok {
		return vs, true
	}
	if kind, ok := goquClauses[b.method]; ok {
		return b.addAll(kind)
	}
	if word, ok := goquJoins[b.method]; ok {
		table := b.text(0)
		if b.method == "CrossJoin" {
			return b.add("join", each(table, func(s string) string { return word + " " + s })), true
		}
		return b.add("join", b.cross3(table, b.text(1), func(t, on string) string {
			return word + " " + t + " ON " + orElse(on, hole)
		})), true
	}
	switch b.method {
	case "Where", "Having":
		kind := strings.ToLower(b.method)
		for i := range b.args {
			b.add(kind, b.condition(i))
		}
		return b.recv, true
	case "Limit", "Offset":
		return b.add(strings.ToLower(b.method), literally("?")), true
	case "ClearLimit", "ClearOrder", "ClearWhere":
		return []value{{s: hole}}, true
	}
	return b.recv, b.call.Recv != nil
}

// goquExpr evaluates the functions and methods that make expressions: their value is the text.
func goquExpr(b *builderCall) ([]value, bool) {
	switch b.method {
	case "C", "I", "T", "L", "Col":
		if b.method == "Col" && b.call.Recv != nil {
			return b.cross(b.recv, each(b.text(0), func(s string) string { return "." + s })), true
		}
		return b.withArgs(b.text(0), b.call.Expr, 1), true
	case "Func":
		return b.cross3(b.text(0), b.list(1), func(name, args string) string { return name + "(" + args + ")" }), true
	case "On", "And":
		return b.conditions(and), true
	case "Or":
		return b.conditions(" OR "), true
	case "Asc":
		return b.recv, true
	case "Desc":
		return each(b.recv, func(s string) string { return s + " DESC" }), true
	case "NullsLast", "NullsFirst":
		word := map[string]string{"NullsLast": " NULLS LAST", "NullsFirst": " NULLS FIRST"}[b.method]
		return each(b.recv, func(s string) string { return s + word }), true
	case "As":
		return b.cross3(b.recv, b.text(0), func(s, as string) string { return s + " AS " + as }), true
	case "COUNT", "MAX", "MIN", "SUM", "COALESCE", "LOWER":
		return each(b.list(0), func(s string) string { return b.method + "(" + orElse(s, "*") + ")" }), true
	case "IsNull":
		return each(b.recv, func(s string) string { return s + " IS NULL" }), true
	case "IsNotNull":
		return each(b.recv, func(s string) string { return s + " IS NOT NULL" }), true
	case "IsTrue", "IsFalse":
		return each(b.recv, func(s string) string { return s + " IS " + strings.ToUpper(b.method[2:]) }), true
	case "Between":
		return each(b.recv, func(s string) string { return s + " BETWEEN ? AND ?" }), true
	}
	op := exprOps[strings.ToLower(b.method)]
	if op == "" || len(b.args) == 0 || b.call.Recv == nil {
		return nil, false
	}
	right := b.compare(op, b.args[0], b.depth)
	if strings.HasSuffix(op, "IN") {
		right = " " + op + " (" + orElse(b.subquery(b.args[0], b.depth), "?") + ")"
	}
	return each(b.recv, func(s string) string { return s + right }), true
}

// conditions joins all arguments.
func (b *builderCall) conditions(sep string) []value {
	out := []value{{}}
	for i := range b.args {
		if i > 0 {
			out = b.cross(out, literally(sep))
		}
		out = b.cross(out, each(b.condition(i), func(s string) string { return "(" + s + ")" }))
	}
	return out
}

// columns returns the condition that a map literal of columns and values is.
func (e *evaluator) columns(x ast.Expr) []value {
	lit := e.literal(x)
	if lit == nil {
		return unknown(x)
	}
	out := []value{{at: spanOf(x)}}
	for i, el := range lit.Elts {
		kv, ok := el.(*ast.KeyValueExpr)
		if !ok {
			return unknown(x)
		}
		if i > 0 {
			out = e.cross(out, literally(and))
		}
		out = e.cross(out, e.equals(kv.Key, kv.Value, e.Info.TypeOf(x), 0))
	}
	return out
}
