package filter

import (
	"github.com/scalevet/scalevet/internal/sql/parse"
)

// normal brings a condition into the form that atoms are read from: NOT pushed down, constants
// folded away, OR factored, row comparisons split.
func normal(e *parse.Expr) *parse.Expr {
	if e == nil {
		return nil
	}
	switch e.Kind {
	case parse.Not:
		if e.Type == "is" {
			return tested(negate(e.Args[0]))
		}
		return negate(e.Args[0])
	case parse.And:
		return junction(e, "true", "false")
	case parse.Or:
		return optionalOr(e)
	case parse.Op:
		return normalOp(e)
	case parse.AnyOp, parse.AllOp:
		return normalAny(e)
	case parse.IsBool:
		return normalTest(e)
	case parse.Distinct:
		if isNull(e.Args[1]) {
			return &parse.Expr{Kind: parse.IsNotNull, Args: e.Args[:1]}
		}
	case parse.NotDistinct:
		if isNull(e.Args[1]) {
			return &parse.Expr{Kind: parse.IsNull, Args: e.Args[:1]}
		}
	case parse.Case:
		return optionalCase(e)
	}
	return e
}

// junction normalizes the parts of AND or OR; one of them vanishes, the other decides all.
func junction(e *parse.Expr, vanishes, decides string) *parse.Expr {
	var parts []*parse.Expr
	for _, a := range e.Args {
		n := normal(a)
		switch {
		case n == nil || isBool(n, vanishes):
			continue
		case isBool(n, decides):
			return n
		case n.Kind == e.Kind:
			parts = append(parts, n.Args...)
		default:
			parts = append(parts, n)
		}
	}
	switch len(parts) {
	case 0:
		return boolean(vanishes)
	case 1:
		return parts[0]
	}
	return &parse.Expr{Kind: e.Kind, Args: parts, Name: e.Name}
}

func boolean(v string) *parse.Expr { return &parse.Expr{Kind: parse.Const, Type: "bool", Name: v} }

func isBool(e *parse.Expr, v string) bool {
	return e.Kind == parse.Const && e.Type == "bool" && e.Name == v
}

func isNull(e *parse.Expr) bool { return e != nil && e.Kind == parse.Const && e.Type == "null" }

// normalOp folds 1 = 1, flag = true and row comparisons.
func normalOp(e *parse.Expr) *parse.Expr {
	if len(e.Args) != 2 || e.Args[0] == nil || e.Args[1] == nil {
		return e
	}
	a, b := e.Args[0], e.Args[1]
	if a.Kind == parse.Const && b.Kind == parse.Const && a.Type == b.Type && e.Name == "=" {
		if a.Name == b.Name {
			return boolean("true")
		}
		return boolean("false")
	}
	if n := booleanOp(e.Name, a, b); n != nil {
		return n
	}
	if e.Name == "=" && b.Kind == parse.Func && b.Name == "coalesce" && len(b.Args) == 2 && idle(b.Args[0]) &&
		same(b.Args[1], a) {
		return &parse.Expr{Kind: parse.Op, Name: "=", Args: []*parse.Expr{a, b.Args[0]}, Optional: true}
	}
	if a.Kind == parse.Row && b.Kind == parse.Row && len(a.Args) == len(b.Args) && len(a.Args) > 0 {
		return rowOp(e.Name, a.Args, b.Args)
	}
	return e
}

// booleanOp reads flag = true, flag <> false and the like as flag or NOT flag.
func booleanOp(op string, a, b *parse.Expr) *parse.Expr {
	if a.Kind == parse.Const {
		a, b = b, a
	}
	if op != "=" && op != "<>" && op != "!=" || a.Kind == parse.Const {
		return nil
	}
	switch {
	case isBool(b, "true"):
		if op == "=" {
			return normal(a)
		}
		return negate(a)
	case isBool(b, "false"):
		if op == "=" {
			return negate(a)
		}
		return normal(a)
	}
	return nil
}

// normalTest folds x IS TRUE and the like. As a condition x IS TRUE is x, but x IS NOT FALSE is
// true of NULL as well.
func normalTest(e *parse.Expr) *parse.Expr {
	if len(e.Args) != 1 || e.Args[0].Kind != parse.Column {
		return e // PostgreSQL looks into no comparison that is tested
	}
	switch e.Name {
	case "true":
		return tested(normal(e.Args[0]))
	case "false":
		return tested(negate(e.Args[0]))
	}
	return e
}

// tested marks what stands for IS TRUE or IS FALSE: it proves no predicate that says the same
// without IS.
func tested(e *parse.Expr) *parse.Expr {
	if e.Kind != parse.Column && e.Kind != parse.Not {
		return e
	}
	cp := *e
	cp.Type = "is"
	return &cp
}

// normalAny reads x IN (7) as x = 7, and row lists column by column.
func normalAny(e *parse.Expr) *parse.Expr {
	if len(e.Args) != 2 || e.Args[0] == nil || e.Args[1] == nil {
		return e
	}
	if list := e.Args[1]; list.Kind == parse.Array && len(list.Args) == 1 {
		return normal(&parse.Expr{Kind: parse.Op, Name: e.Name, Args: []*parse.Expr{e.Args[0], list.Args[0]}})
	}
	return rowIn(e)
}

// same reports whether a and b are the same expression over the same tables' columns.
func same(a, b *parse.Expr) bool {
	return parse.Canon(a) == parse.Canon(b) && sameColumns(a, b)
}

func sameColumns(a, b *parse.Expr) bool {
	x, y := columns(a), columns(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if origin(x[i]) != origin(y[i]) {
			return false
		}
	}
	return true
}

func columns(e *parse.Expr) []*parse.Expr {
	var cs []*parse.Expr
	e.Walk(func(x *parse.Expr) bool {
		if x.Kind == parse.Column {
			cs = append(cs, x)
		}
		return true
	})
	return cs
}

// origin is what a column is a column of: its table, or the qualifier as long as it is not resolved.
func origin(e *parse.Expr) any {
	if f, ok := e.Source.(*ref); ok && f.rel != nil {
		return f.rel
	}
	return e.Qual
}
