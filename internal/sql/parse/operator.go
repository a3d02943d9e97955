package parse

import (
	"strings"

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
		if name == "<>" {
			return &Expr{Kind: AllOp, Name: "<>", Args: []*Expr{l, r}}
		}
		return &Expr{Kind: AnyOp, Name: "=", Args: []*Expr{l, r}}
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
	name := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(kind.String(), "AEXPR_"), "_", " "))
	return &Expr{Kind: Unknown, Name: name, Args: append([]*Expr{x}, list.Args...)}
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
