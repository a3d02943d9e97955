package parse

import (
	"strconv"
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"
)

// lowerExpr lowers an expression; nil stays nil.
func lowerExpr(n *pg.Node) *Expr {
	if n == nil || n.Node == nil {
		return nil
	}
	switch n := n.Node.(type) {
	case *pg.Node_ColumnRef:
		return lowerColumn(n.ColumnRef)
	case *pg.Node_ParamRef:
		return &Expr{Kind: Param, Name: strconv.Itoa(int(n.ParamRef.Number))}
	case *pg.Node_AConst:
		return lowerConst(n.AConst)
	case *pg.Node_AExpr:
		return lowerOp(n.AExpr)
	case *pg.Node_BoolExpr:
		return lowerBool(n.BoolExpr)
	case *pg.Node_TypeCast:
		name, _ := typeName(n.TypeCast.TypeName)
		return &Expr{Kind: Cast, Name: name, Type: modifiers(n.TypeCast.TypeName), Args: args(n.TypeCast.Arg)}
	case *pg.Node_FuncCall:
		return lowerFunc(n.FuncCall)
	case *pg.Node_SubLink:
		return lowerSubLink(n.SubLink)
	case *pg.Node_CollateClause:
		return &Expr{Kind: Collate, Name: nameOf(n.CollateClause.Collname).Name, Args: args(n.CollateClause.Arg)}
	case *pg.Node_String_:
		return &Expr{Kind: Const, Type: "string", Name: n.String_.Sval}
	}
	return lowerRare(n)
}

// modifiers spells what limits a type: (10), or nothing.
func modifiers(t *pg.TypeName) string {
	var ms []string
	for _, m := range t.GetTypmods() {
		if e := lowerExpr(m); e != nil && e.Kind == Const {
			ms = append(ms, e.Name)
		}
	}
	if len(ms) == 0 {
		return ""
	}
	return "(" + strings.Join(ms, ", ") + ")"
}

func lowerRare(n *pg.Node) *Expr {
	switch n := n.Node.(type) {
	case *pg.Node_NullTest:
		kind := IsNull
		if n.NullTest.Nulltesttype == pg.NullTestType_IS_NOT_NULL {
			kind = IsNotNull
		}
		return &Expr{Kind: kind, Args: args(n.NullTest.Arg)}
	case *pg.Node_BooleanTest:
		word := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(n.BooleanTest.Booltesttype.String(), "IS_"), "_", " "))
		return &Expr{Kind: IsBool, Name: word, Args: args(n.BooleanTest.Arg)}
	case *pg.Node_CoalesceExpr:
		return &Expr{Kind: Func, Name: "coalesce", Args: lowerList(n.CoalesceExpr.Args)}
	case *pg.Node_MinMaxExpr:
		name := "greatest"
		if n.MinMaxExpr.Op == pg.MinMaxOp_IS_LEAST {
			name = "least"
		}
		return &Expr{Kind: Func, Name: name, Args: lowerList(n.MinMaxExpr.Args)}
	case *pg.Node_CaseExpr:
		return lowerCase(n.CaseExpr)
	case *pg.Node_RowExpr:
		return &Expr{Kind: Row, Args: lowerList(n.RowExpr.Args)}
	case *pg.Node_AArrayExpr:
		return &Expr{Kind: Array, Args: lowerList(n.AArrayExpr.Elements)}
	case *pg.Node_List:
		return &Expr{Kind: Array, Args: lowerList(n.List.Items)}
	case *pg.Node_SqlvalueFunction:
		name := strings.ToLower(strings.TrimPrefix(n.SqlvalueFunction.Op.String(), "SVFOP_"))
		return &Expr{Kind: Func, Name: name}
	case *pg.Node_AIndirection:
		return lowerIndirection(n.AIndirection)
	case *pg.Node_GroupingSet:
		return &Expr{Kind: Unknown, Name: "grouping set", Args: lowerList(n.GroupingSet.Content)}
	case *pg.Node_NamedArgExpr:
		return &Expr{Kind: Unknown, Name: n.NamedArgExpr.Name + " =>", Args: args(n.NamedArgExpr.Arg)}
	case *pg.Node_MultiAssignRef: // SET (a, b) = (…): the source stands in each column's
		if n.MultiAssignRef.Colno > 1 {
			return &Expr{Kind: Unknown, Name: "column of a row"}
		}
		return lowerExpr(n.MultiAssignRef.Source)
	case *pg.Node_AStar:
		return &Expr{Kind: Star}
	}
	return unknown(n)
}

func lowerList(ns []*pg.Node) []*Expr {
	var es []*Expr
	for _, n := range ns {
		if e := lowerExpr(n); e != nil {
			es = append(es, e)
		}
	}
	return es
}

func args(ns ...*pg.Node) []*Expr { return lowerList(ns) }

func lowerColumn(c *pg.ColumnRef) *Expr {
	e := &Expr{Kind: Column}
	ss := strs(c.Fields)
	for _, f := range c.Fields {
		if f.GetAStar() != nil {
			e.Kind = Star
		}
	}
	if e.Kind == Star {
		if len(ss) > 0 {
			e.Qual = ss[len(ss)-1]
		}
		return e
	}
	if len(ss) == 0 {
		return &Expr{Kind: Unknown}
	}
	e.Name = ss[len(ss)-1]
	if len(ss) > 1 {
		e.Qual = ss[len(ss)-2]
	}
	return e
}

func lowerConst(c *pg.A_Const) *Expr {
	switch v := c.Val.(type) {
	case *pg.A_Const_Ival:
		return &Expr{Kind: Const, Type: "int", Name: strconv.Itoa(int(v.Ival.Ival))}
	case *pg.A_Const_Fval:
		if _, err := strconv.ParseInt(v.Fval.Fval, 10, 64); err == nil {
			return &Expr{Kind: Const, Type: "int", Name: v.Fval.Fval}
		}
		return &Expr{Kind: Const, Type: "float", Name: v.Fval.Fval}
	case *pg.A_Const_Boolval:
		return &Expr{Kind: Const, Type: "bool", Name: strconv.FormatBool(v.Boolval.Boolval)}
	case *pg.A_Const_Sval:
		return &Expr{Kind: Const, Type: "string", Name: v.Sval.Sval}
	case *pg.A_Const_Bsval: // b101, xFF
		if s := v.Bsval.Bsval; s != "" {
			return &Expr{Kind: Const, Type: "bit", Name: s[:1] + "'" + s[1:] + "'"}
		}
	}
	return &Expr{Kind: Const, Type: "null", Name: "null"}
}

func lowerFunc(f *pg.FuncCall) *Expr {
	e := &Expr{Kind: Func, Name: strings.ToLower(nameOf(f.Funcname).Name), Args: lowerList(f.Args)}
	e.Agg = f.AggStar || f.AggDistinct || f.AggFilter != nil || len(f.AggOrder) > 0 || f.AggWithinGroup
	if f.AggFilter != nil {
		e.Args = append(e.Args, &Expr{Kind: Unknown, Name: "filter", Args: args(f.AggFilter)})
	}
	if f.Over != nil {
		e.Over = lowerWindow(f.Over)
	}
	return e
}

func lowerSubLink(s *pg.SubLink) *Expr {
	e := &Expr{Sub: lowerQuery(s.Subselect), Name: "=", At: int(s.Location)}
	if len(s.OperName) > 0 {
		e.Name = nameOf(s.OperName).Name
	}
	if t := lowerExpr(s.Testexpr); t != nil {
		e.Args = []*Expr{t}
	}
	switch s.SubLinkType {
	case pg.SubLinkType_EXISTS_SUBLINK:
		e.Kind = Exists
	case pg.SubLinkType_ANY_SUBLINK:
		e.Kind = InSub
	case pg.SubLinkType_ALL_SUBLINK:
		e.Kind = AllSub
	case pg.SubLinkType_ARRAY_SUBLINK:
		e.Kind = ArraySub
	default:
		e.Kind = Scalar
	}
	return e
}

func lowerCase(c *pg.CaseExpr) *Expr {
	e := &Expr{Kind: Case, Args: []*Expr{lowerExpr(c.Arg)}}
	for _, n := range c.Args {
		w := n.GetCaseWhen()
		e.Args = append(e.Args, lowerExpr(w.GetExpr()), lowerExpr(w.GetResult()))
	}
	e.Args = append(e.Args, lowerExpr(c.Defresult))
	return e
}
