package queries

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// entFinishers run the chains of ent's generated code; those that end in X panic instead of
// returning an error. The value tells how many rows at most are asked for, 0 for all.
var entFinishers = map[string]string{
	"All": "", "IDs": "", "First": "1", "FirstID": "1", "Only": "2", "OnlyID": "2", "Count": "", "Exist": "1",
	"Save": "", "Exec": "",
}

// entFinisher reports whether c runs a chain of a package that ent generated.
func (e *evaluator) entFinisher(c *calls.Call) bool {
	if c.Callee == nil || c.Recv == nil || c.In == nil || c.In.Generated || c.Callee.Pkg() == nil {
		return false
	}
	_, ok := entFinishers[strings.TrimSuffix(c.Callee.Name(), "X")]
	return ok && e.storeOf(c.Recv) == "ent"
}

// ent evaluates the calls of packages that ent generated: client.User.Query().Where(user.Age(3)).
func ent(b *builderCall) ([]value, bool) {
	recv := gosrc.Named(b.call.Recv)
	if recv == nil {
		return nil, false // ent.Asc and the like are read where they are passed
	}
	entity, isClient := strings.CutSuffix(recv.Obj().Name(), "Client")
	switch b.method {
	case "Query", "Update", "Delete":
		table := entTable(recv.Obj().Pkg(), entity)
		if !isClient || table == "" {
			return []value{{s: hole}}, true
		}
		if b.method != "Query" {
			b.add(strings.ToLower(b.method), literally(""))
		}
		return b.add("model", []value{{s: table, at: spanOf(b.call.Expr)}}), true
	case "Where":
		for _, arg := range b.args {
			b.add("where", []value{{s: b.entPredicate(arg), at: spanOf(arg)}})
		}
		return b.recv, true
	case "Order":
		for _, arg := range b.args {
			b.add("order", []value{{s: b.entOrder(arg)}})
		}
		return b.recv, true
	case "Limit", "Offset":
		return b.add(strings.ToLower(b.method), literally("?")), true
	}
	name := strings.TrimSuffix(b.method, "X")
	if edge, ok := strings.CutPrefix(b.method, "Query"); ok {
		return b.entAlong(recv, edge), true
	}
	if isClient {
		return []value{{s: hole}}, true // by the primary key
	}
	if edge, ok := strings.CutPrefix(b.method, "With"); ok {
		return b.entWith(recv, edge), true
	}
	if n, ok := entFinishers[name]; ok && n != "" {
		b.add("limit", literally(n))
	}
	if name == "Count" {
		b.add("aggregate", literally("count(*)"))
	}
	return b.recv, true
}

// entTable returns the table of an entity: the constant Table of the package that ent generated
// for it beside pkg.
func entTable(pkg *types.Package, entity string) string {
	if imp := entPackageOf(pkg, entity); imp != nil {
		return constOf(imp, "Table")
	}
	return ""
}

// constOf returns the value of a constant text of pkg, or "".
func constOf(pkg *types.Package, name string) string {
	c, _ := pkg.Scope().Lookup(name).(*types.Const)
	if c == nil {
		return ""
	}
	return literalText(c)
}

// entOps are the comparisons that end the name of a predicate, the longest first.
var entOps = []struct{ suffix, sql string }{
	{"EqualFold", ""}, {"ContainsFold", ""}, {"HasPrefix", ""}, {"HasSuffix", " LIKE '%1'"}, {"Contains", " LIKE '%1%'"},
	{"NotNil", " IS NOT NULL"}, {"IsNil", " IS NULL"}, {"NotIn", " NOT IN (?)"}, {"NEQ", " <> ?"}, {"GTE", " >= ?"},
	{"LTE", " <= ?"}, {"EQ", " = ?"}, {"GT", " > ?"}, {"LT", " < ?"}, {"In", " IN (?)"}, {"", " = ?"},
}

// entPredicate returns the condition that a predicate is: user.EmailEQ(x) compares the column that
// the constant user.FieldEmail names.
func (b *builderCall) entPredicate(x ast.Expr) string {
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok {
		return hole
	}
	fn, _ := gosrc.Callee(b.Info, call)
	if fn == nil || fn.Pkg() == nil {
		return hole
	}
	switch fn.Name() {
	case "And", "Or":
		var parts []string
		for _, arg := range call.Args {
			parts = append(parts, "("+b.entPredicate(arg)+")")
		}
		return "(" + strings.Join(parts, " "+strings.ToUpper(fn.Name())+" ") + ")"
	case "Not":
		if len(call.Args) == 1 {
			return "NOT (" + b.entPredicate(call.Args[0]) + ")"
		}
	case "ID":
		return constOf(fn.Pkg(), "FieldID") + " = ?"
	}
	for _, op := range entOps {
		field, ok := strings.CutSuffix(fn.Name(), op.suffix)
		if column := constOf(fn.Pkg(), "Field"+field); ok && column != "" && op.sql != "" {
			return column + op.sql
		}
	}
	if strings.HasPrefix(fn.Name(), "Has") {
		return b.entHas(fn, call.Args)
	}
	return hole
}

// entOrder returns the keys of ent.Asc(fields…), ent.Desc(fields…) and user.ByField(…).
func (b *builderCall) entOrder(x ast.Expr) string {
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok {
		return hole
	}
	fn, _ := gosrc.Callee(b.Info, call)
	if fn == nil || fn.Pkg() == nil {
		return hole
	}
	if field, ok := strings.CutPrefix(fn.Name(), "By"); ok {
		column := constOf(fn.Pkg(), "Field"+field)
		if column == "" || len(call.Args) > 0 {
			return hole
		}
		return column
	}
	if fn.Name() != "Asc" && fn.Name() != "Desc" {
		return hole
	}
	var keys []string
	for _, arg := range call.Args {
		s, ok := gosrc.ConstString(b.Info, arg)
		if !ok {
			return hole
		}
		keys = append(keys, s+" "+strings.ToUpper(fn.Name()))
	}
	return strings.Join(keys, ", ")
}
