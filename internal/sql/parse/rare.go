package parse

import (
	"fmt"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"
)

// lowerIndirection lowers (x).field, x[1] and x[1:2]: the name tells them apart.
func lowerIndirection(a *pg.A_Indirection) *Expr {
	e := &Expr{Kind: Unknown, Args: args(a.Arg)}
	for _, n := range a.Indirection {
		switch i := n.GetNode().(type) {
		case *pg.Node_String_:
			e.Name += "." + i.String_.Sval
		case *pg.Node_AStar:
			e.Name += ".*"
		case *pg.Node_AIndices:
			e.Name += "[]"
			if i.AIndices.IsSlice {
				e.Name += ":"
			}
			e.Args = append(e.Args, args(i.AIndices.Lidx, i.AIndices.Uidx)...)
		}
	}
	return e
}

// unknown lowers a node that has no kind of its own. Its parts are kept, since columns and
// subqueries may stand in them, and its text, so that no two that differ pass for equal.
func unknown(n *pg.Node) *Expr {
	if n.GetSetToDefault() != nil {
		return &Expr{Kind: Unknown, Name: "default"} // many in the rows of a dump
	}
	e := &Expr{Kind: Unknown, Name: text(n)}
	switch n := n.GetNode().(type) {
	case *pg.Node_CurrentOfExpr:
		e.Name += " " + n.CurrentOfExpr.CursorName
	case *pg.Node_XmlExpr:
		e.Args = append(lowerList(n.XmlExpr.NamedArgs), lowerList(n.XmlExpr.Args)...)
	case *pg.Node_XmlSerialize:
		e.Args = args(n.XmlSerialize.Expr)
	case *pg.Node_ResTarget:
		return lowerExpr(n.ResTarget.Val)
	case *pg.Node_RangeTableFunc:
		e.Args = args(n.RangeTableFunc.Docexpr, n.RangeTableFunc.Rowexpr)
	case *pg.Node_JsonIsPredicate:
		e.Args = args(n.JsonIsPredicate.Expr)
	case *pg.Node_JsonValueExpr:
		return lowerExpr(n.JsonValueExpr.RawExpr)
	case *pg.Node_JsonArrayConstructor:
		e.Args = lowerList(n.JsonArrayConstructor.Exprs)
	case *pg.Node_JsonArrayQueryConstructor:
		e.Args = []*Expr{{Kind: ArraySub, Sub: lowerQuery(n.JsonArrayQueryConstructor.Query)}}
	case *pg.Node_JsonObjectConstructor:
		e.Args = lowerList(n.JsonObjectConstructor.Exprs)
	case *pg.Node_JsonKeyValue:
		e.Args = append(args(n.JsonKeyValue.Key), args(n.JsonKeyValue.Value.GetRawExpr())...)
	case *pg.Node_JsonArrayAgg:
		e.Agg, e.Args = true, args(n.JsonArrayAgg.Arg.GetRawExpr())
	case *pg.Node_JsonObjectAgg:
		kv := n.JsonObjectAgg.Arg
		e.Agg, e.Args = true, append(args(kv.GetKey()), args(kv.GetValue().GetRawExpr())...)
	}
	return e
}

// text spells a node. What cannot stand alone is called by its kind: it is compared by its parts.
func text(n *pg.Node) string {
	target := &pg.Node{Node: &pg.Node_ResTarget{ResTarget: &pg.ResTarget{Val: n}}}
	sel := &pg.SelectStmt{TargetList: []*pg.Node{target}, LimitOption: pg.LimitOption_LIMIT_OPTION_DEFAULT, Op: pg.SetOperation_SETOP_NONE}
	stmt := &pg.RawStmt{Stmt: &pg.Node{Node: &pg.Node_SelectStmt{SelectStmt: sel}}}
	s, err := pg.Deparse(&pg.ParseResult{Stmts: []*pg.RawStmt{stmt}})
	if err != nil {
		return strings.TrimPrefix(fmt.Sprintf("%T", n.GetNode()), "*pg_query.Node_")
	}
	return strings.TrimPrefix(s, "SELECT ")
}
