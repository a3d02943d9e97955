package queries

import (
	"go/ast"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// pop evaluates the calls of gobuffalo's pop.
func pop(b *builderCall) ([]value, bool) {
	switch b.method {
	case "Where":
		return b.add("where", b.withArgs(b.text(0), b.call.Expr, 1)), true
	case "Order":
		return b.add("order", b.text(0)), true
	case "GroupBy":
		return b.addAll("group")
	case "Having":
		return b.add("having", b.text(0)), true
	case "Select":
		return b.addAll("select")
	case "Limit":
		return b.add("limit", literally("?")), true
	case "Paginate", "PaginateFromParams":
		b.add("offset", literally("?"))
		return b.add("limit", literally("?")), true
	case "Join", "InnerJoin", "LeftJoin", "LeftOuterJoin", "RightJoin":
		word := map[bool]string{true: "LEFT JOIN ", false: "JOIN "}[strings.HasPrefix(b.method, "Left")]
		return b.add("join", b.cross3(b.text(0), b.text(1), func(t, on string) string { return word + t + " ON " + on })), true
	case "Scope", "BelongsTo", "BelongsToThrough":
		return b.add("where", literally(hole)), true
	case "RawQuery":
		return b.add("raw", b.withArgs(b.text(0), b.call.Expr, 1)), true
	case "TableName":
		return b.popTable(), true
	}
	return popFinish(b)
}

// popFinish returns the statement that a finisher runs; what it does by primary key alone is none.
func popFinish(b *builderCall) ([]value, bool) {
	switch b.method {
	case "All", "First", "Last", "Find", "Count", "Exists", "Delete":
	case "Exec", "ExecWithCount":
		return b.recv, true
	case "Create", "Save", "ValidateAndCreate", "ValidateAndSave":
		b.add("insert", literally(""))
		return b.model("pop", 0, "model"), true
	case "Update", "Destroy", "Reload", "Load", "UpdateColumns":
		return []value{{s: hole}}, true
	default:
		return b.recv, b.call.Recv != nil
	}
	if b.method == "Delete" {
		b.add("delete", literally(""))
	}
	if len(b.args) > 0 {
		b.model("pop", 0, "model")
	}
	switch b.method {
	case "First":
		b.add("limit", literally("1"))
	case "Last":
		b.add("order", literally("created_at DESC"))
		b.add("limit", literally("1"))
	case "Find":
		b.add("where", literally("id = ?"))
		b.add("limit", literally("1"))
	case "Count", "Exists":
		b.add("aggregate", literally("count(*)"))
	}
	return b.recv, true
}

// popTable returns (&pop.Model{Value: T{}}).TableName(): the table of T.
func (b *builderCall) popTable() []value {
	sel, ok := b.call.Expr.Fun.(*ast.SelectorExpr)
	if !ok {
		return unknown(b.call.Expr)
	}
	x := ast.Unparen(sel.X)
	if u, ok := x.(*ast.UnaryExpr); ok {
		x = u.X
	}
	lit := b.literal(x)
	if lit == nil {
		return unknown(b.call.Expr)
	}
	for _, el := range lit.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			el = kv.Value
		}
		if n := gosrc.Named(b.Info.TypeOf(el)); n != nil && n.Obj().Pkg() != nil {
			return []value{{s: b.table(n, "pop"), at: spanOf(b.call.Expr)}}
		}
	}
	return unknown(b.call.Expr)
}
