package parse

import (
	pg "github.com/pganalyze/pg_query_go/v5"
)

func lowerOp(a *pg.A_Expr) *Expr {
	name := nameOf(a.Name).Name
	l, r := lowerExpr(a.Lexpr), lowerExpr(a.Rexpr)
	switch a.Kind {
	case pg.A_Expr_Kind_AEXPR_OP_ANY:
		return &Expr{Kind: AnyOp, Name: name, Args: []*Expr{l, r}}
	case pg.A_Expr_Kind_AEXPR_OP_ALL:
		return &Expr{Kind: AllOp, Name: name, Args: []*Expr{l, r}}
	case pg.A_Expr_Kind_AEXPR_IN:
		return inList(name, l, r)
	case pg.A_Expr_Kind_AEXPR_DISTINCT:
		return &Expr{Kind: Distinct, Args: []*Expr{l, r}}
	case pg.A_Expr_Kind_AEXPR_NOT_DISTINCT:
		return &Expr{Kind: NotDistinct, Args: []*Expr{l, r}}
	case pg.A_Expr_Kind_AEXPR_NULLIF:
		return &Expr{Kind: Func, Name: "nullif", Args: []*Expr{l, r}}
	case pg.A_Expr_Kind_AEXPR_BETWEEN, pg.A_Expr_Kind_AEXPR_NOT_BETWEEN,
		pg.A_Expr_Kind_AEXPR_BETWEEN_SYM, pg.A_Expr_Kind_AEXPR_NOT_BETWEEN_SYM:
		return between(a.Kind, l, r)
	}
	if l == nil { // a prefix operator
		if name == "-" && r != nil && r.Kind == Const && (r.Type == "int" || r.Type == "float") && r.Name[0] != '-' {
			return &Expr{Kind: Const, Type: r.Type, Name: "-" + r.Name}
		}
		return &Expr{Kind: Op, Name: name, Args: []*Expr{r}}
	}
	return &Expr{Kind: Op, Name: name, Args: []*Expr{l, r}}
}

func between(kind pg.A_Expr_Kind, x, list *Expr) *Expr {
	if list == nil || len(list.Args) != 2 {
		return &Expr{Kind: Unknown, Args: []*Expr{x}}
	}
	e := &Expr{Kind: And, Args: []*Expr{
		{Kind: Op, Name: ">=", Args: []*Expr{x, list.Args[0]}},
		{Kind: Op, Name: "<=", Args: []*Expr{x, list.Args[1]}},
	}}
	switch kind {
	case pg.A_Expr_Kind_AEXPR_BETWEEN:
		return e
	case pg.A_Expr_Kind_AEXPR_NOT_BETWEEN:
		return &Expr{Kind: Not, Args: []*Expr{e}}
	}
	swapped := &Expr{Kind: And, Args: []*Expr{
		{Kind: Op, Name: ">=", Args: []*Expr{x, list.Args[1]}},
		{Kind: Op, Name: "<=", Args: []*Expr{x, list.Args[0]}},
	}}
	e = &Expr{Kind: Or, Args: []*Expr{e, swapped}}
	if kind == pg.A_Expr_Kind_AEXPR_NOT_BETWEEN_SYM {
		return &Expr{Kind: Not, Args: []*Expr{e}}
	}
	return e
}

// inList lowers x IN (…) and, for name "<>", x NOT IN (…). What depends on columns is compared one by
// one, as PostgreSQL does; the rest is an array.
func inList(name string, x, list *Expr) *Expr {
	e, all := &Expr{Kind: Or}, &Expr{Kind: AnyOp, Name: "="}
	if name == "<>" {
		e.Kind, all.Kind, all.Name = And, AllOp, "<>"
	}
	rest := &Expr{Kind: Array}
	for _, a := range list.Args {
		if x.Kind != Row && a.hasColumn() {
			e.Args = append(e.Args, &Expr{Kind: Op, Name: all.Name, Args: []*Expr{x, a}})
			continue
		}
		rest.Args = append(rest.Args, a)
	}
	all.Args = []*Expr{x, rest}
	if len(rest.Args) > 0 {
		e.Args = append(e.Args, all)
	}
	if len(e.Args) == 1 {
		return e.Args[0]
	}
	return e
}

func (e *Expr) hasColumn() bool {
	found := false
	e.Walk(func(x *Expr) bool {
		found = found || x.Kind == Column
		return !found
	})
	return found
}

func lowerBool(b *pg.BoolExpr) *Expr {
	e := &Expr{Kind: And, Args: lowerList(b.Args)}
	switch b.Boolop {
	case pg.BoolExprType_OR_EXPR:
		e.Kind = Or
	case pg.BoolExprType_NOT_EXPR:
		e.Kind = Not
	}
	return e
}
