package queries

import (
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
)

var bunClauses = map[string]string{
	"NewSelect": "select", "NewInsert": "insert", "NewUpdate": "update", "NewDelete": "delete",
	"Column": "col", "ColumnExpr": "col", "Table": "from", "TableExpr": "from", "ModelTableExpr": "from",
	"Group": "group", "GroupExpr": "group", "Order": "order", "OrderExpr": "order",
}

// bun evaluates the calls of uptrace's bun.
func bun(b *builderCall) ([]value, bool) {
	if kind, ok := bunClauses[b.method]; ok {
		switch b.method {
		case "ColumnExpr", "TableExpr", "ModelTableExpr", "GroupExpr", "OrderExpr":
			return b.add(kind, b.text(0)), true
		}
		return b.addAll(kind)
	}
	switch b.method {
	case "Where":
		return b.add("where", b.withArgs(b.text(0), b.call.Expr, 1)), true
	case "WhereOr":
		return b.add("or", b.text(0)), true
	case "WhereGroup":
		if len(b.args) == 2 {
			kind := "where"
			if sep, _ := gosrc.ConstString(b.Info, b.args[0]); strings.Contains(strings.ToUpper(sep), "OR") {
				kind = "or"
			}
			b.group(kind, b.args[1])
			return b.recv, true
		}
		return b.add("where", literally(hole)), true
	case "Apply", "ApplyQueryBuilder":
		for _, fn := range b.args {
			b.apply(fn)
		}
		return b.recv, true
	case "WherePK":
		return b.add("where", literally("id = ?")), true
	case "Join":
		return b.add("join", b.text(0)), true
	case "JoinOn":
		on := " AND "
		if s := b.recv[0].s; !strings.Contains(s[strings.LastIndex(s, clause)+1:], " ON ") {
			on = " ON "
		}
		b.recv = b.cross(b.recv, each(b.text(0), func(s string) string { return on + s }))
		return b.recv, true
	case "Having":
		return b.add("having", b.text(0)), true
	case "Set":
		return b.add("set", b.text(0)), true
	case "Limit", "Offset":
		return b.add(strings.ToLower(b.method), literally("?")), true
	case "Model":
		return b.model("bun", 0, "model"), true
	case "On":
		return b.add("suffix", each(b.text(0), func(s string) string { return "ON " + s })), true
	case "NewRaw":
		return b.add("raw", b.text(0)), true
	case "Count", "Exists":
		return b.add("aggregate", literally("count(*)")), true
	}
	return b.recv, b.call.Recv != nil
}
