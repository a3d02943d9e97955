package queries

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
)

var gormClauses = map[string]string{
	"Select": "select", "Group": "group", "Order": "order", "Table": "from",
}

// gormFinishers run a chain; the value tells how many of the first arguments are no condition.
var gormFinishers = map[string]int{
	"Find": 1, "First": 1, "Last": 1, "Take": 1, "Scan": 1, "Delete": 1, "FirstOrCreate": 1, "FirstOrInit": 1,
	"Count": 9, "Pluck": 9, "Row": 9, "Rows": 9, "Update": 9, "Updates": 9, "UpdateColumn": 9, "UpdateColumns": 9,
}

// gorm evaluates the calls of gorm, version 1 and 2.
func gorm(b *builderCall) ([]value, bool) {
	if from, ok := gormFinishers[b.method]; ok {
		return gormFinish(b, from), true
	}
	if kind, ok := gormClauses[b.method]; ok {
		return b.addAll(kind)
	}
	switch b.method {
	case "Where":
		return b.add("where", b.gormCondition(0)), true
	case "Or":
		return b.add("or", b.gormCondition(0)), true
	case "Not":
		return b.add("where", each(b.gormCondition(0), func(s string) string { return "NOT (" + s + ")" })), true
	case "Having":
		return b.add("having", b.gormCondition(0)), true
	case "Joins", "InnerJoins":
		vs := b.text(0)
		if strings.Contains(strings.ToUpper(vs[0].s), "JOIN ") || vs[0].s == hole {
			return b.add("join", vs), true
		}
		return b.recv, true // an association by name
	case "Preload":
		if len(b.args) == 1 { // of further arguments it is not known what they ask
			if name, ok := gosrc.ConstString(b.Info, b.args[0]); ok {
				b.add("preload", literally(name))
			}
		}
		return b.recv, true
	case "Limit", "Offset":
		return b.add(strings.ToLower(b.method), literally("?")), true
	case "Model":
		return b.model("gorm", 0, "model"), true
	case "Create", "Save", "CreateInBatches":
		b.add("insert", literally(""))
		return b.model("gorm", 0, "model"), true
	case "Raw":
		return b.add("raw", b.withArgs(b.text(0), b.call.Expr, 1)), true
	case "Association":
		return b.add("where", literally(hole)), true // rows of another table, by the model's key
	case "Unscoped":
		return b.add("unscoped", literally("")), true
	case "Scopes":
		for _, scope := range b.args {
			b.apply(scope)
		}
		return b.recv, true
	case "Clauses":
		if slices.ContainsFunc(b.args, b.filters) {
			b.add("where", literally(hole))
		}
		return b.recv, true
	}
	return b.recv, b.call.Recv != nil
}

// gormFinish returns the statement that a finisher runs.
func gormFinish(b *builderCall, from int) []value {
	switch {
	case b.method == "Delete":
		b.add("delete", literally(""))
	case strings.HasPrefix(b.method, "Update"):
		b.add("update", literally(""))
	case b.method == "Count":
		b.add("aggregate", literally("count(*)"))
	}
	if len(b.args) > 0 && from == 1 {
		b.model("gorm", 0, "model")
		b.keyed(0)
		if n := element(b.Info.TypeOf(b.args[0])); n != nil {
			b.preload(n)
		}
	}
	for i := from; i < len(b.args) && i <= from; i++ {
		b.add("where", b.gormCondition(i))
	}
	switch b.method {
	case "First", "FirstOrCreate", "FirstOrInit", "Last", "Take":
		b.add("limit", literally("1"))
	}
	return b.recv
}

// filters reports whether clause x may be a condition: locks and the like are none.
func (b *builderCall) filters(x ast.Expr) bool {
	switch gosrc.TypeName(b.Info.TypeOf(x)) {
	case "Locking", "OnConflict", "Returning", "Hints", "IndexHint":
		return false
	}
	return true
}

// keyed adds the primary key of a value that Delete is given, when it is set in a literal.
func (b *builderCall) keyed(i int) {
	lit, ok := ast.Unparen(b.args[i]).(*ast.UnaryExpr)
	if !ok || b.method != "Delete" {
		return
	}
	if _, ok := lit.X.(*ast.CompositeLit); ok && len(b.args) > 1 {
		return
	}
	if _, ok := lit.X.(*ast.CompositeLit); ok && !strings.Contains(b.recv[0].s, clause+"where") {
		b.add("where", b.fields(b.args[i]))
	}
}

// gormCondition returns the condition that argument i of Where is: text, a struct or map of
// columns, or values of the primary key.
func (b *builderCall) gormCondition(i int) []value {
	if i >= len(b.args) {
		return []value{{s: hole}}
	}
	x := b.args[i]
	t := b.Info.TypeOf(x)
	if t == nil {
		return unknown(x)
	}
	switch u := deref(t).Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 {
			return each(b.withArgs(b.expr(x, b.depth), b.call.Expr, i+1), func(s string) string {
				if s != hole && !strings.ContainsAny(s, " =<>?") {
					return "id = ?" // a key as text
				}
				return s
			})
		}
		return literally("id = ?")
	case *types.Map:
		return b.columns(x)
	case *types.Struct:
		if b.storeOf(t) == "" {
			return b.fields(x)
		}
	case *types.Slice:
		return literally("id IN (?)")
	case *types.Array:
		return literally("id = ?") // a UUID
	}
	return unknown(x)
}

// fields returns the condition that the set fields of a struct literal are.
func (b *builderCall) fields(x ast.Expr) []value {
	if u, ok := ast.Unparen(x).(*ast.UnaryExpr); ok {
		x = u.X
	}
	lit := b.literal(x)
	if lit == nil || len(lit.Elts) == 0 {
		return unknown(x)
	}
	n := gosrc.Named(b.Info.TypeOf(lit))
	if n == nil {
		return unknown(x)
	}
	var conds []string
	for _, el := range lit.Elts {
		kv, ok := el.(*ast.KeyValueExpr)
		if !ok {
			return unknown(x)
		}
		id, ok := kv.Key.(*ast.Ident)
		if !ok {
			return unknown(x)
		}
		conds = append(conds, columnOf(n, id.Name, "gorm")+" = ?")
	}
	return []value{{s: strings.Join(conds, and), at: spanOf(lit)}}
}
