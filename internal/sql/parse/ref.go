package parse

import pg "github.com/pganalyze/pg_query_go/v5"

func lowerRefs(ns []*pg.Node) []*Ref {
	var rs []*Ref
	for _, n := range ns {
		if r := lowerRef(n); r != nil {
			rs = append(rs, r)
		}
	}
	return rs
}

func lowerRange(r *pg.RangeVar) *Ref {
	if r == nil {
		return nil
	}
	ref := &Ref{Kind: RefTable, Table: rangeName(r), Only: !r.Inh}
	if r.Alias != nil {
		ref.Alias, ref.Columns = r.Alias.Aliasname, strs(r.Alias.Colnames)
	}
	return ref
}

func lowerRef(n *pg.Node) *Ref {
	switch n := n.GetNode().(type) {
	case *pg.Node_RangeVar:
		return lowerRange(n.RangeVar)
	case *pg.Node_RangeSubselect:
		r := &Ref{Kind: RefQuery, Lateral: n.RangeSubselect.Lateral, Query: lowerQuery(n.RangeSubselect.Subquery)}
		if a := n.RangeSubselect.Alias; a != nil {
			r.Alias, r.Columns = a.Aliasname, strs(a.Colnames)
		}
		return r
	case *pg.Node_RangeFunction:
		return lowerRangeFunc(n.RangeFunction)
	case *pg.Node_RangeTableSample:
		r := lowerRef(n.RangeTableSample.Relation)
		if r != nil {
			r.Sample = true
		}
		return r
	case *pg.Node_JoinExpr:
		return lowerJoin(n.JoinExpr)
	case *pg.Node_RangeTableFunc: // XMLTABLE
		return &Ref{Kind: RefFunc, Lateral: true, Alias: n.RangeTableFunc.Alias.GetAliasname(), Func: unknown(&pg.Node{Node: n})}
	}
	return nil
}

func lowerRangeFunc(f *pg.RangeFunction) *Ref {
	r := &Ref{Kind: RefFunc, Lateral: true}
	for _, n := range f.Functions {
		for _, item := range n.GetList().GetItems() {
			if e := lowerExpr(item); e != nil && r.Func == nil {
				r.Func = e
			}
		}
	}
	if a := f.Alias; a != nil {
		r.Alias, r.Columns = a.Aliasname, strs(a.Colnames)
	} else if r.Func != nil {
		r.Alias = r.Func.Name
	}
	return r
}

func lowerJoin(j *pg.JoinExpr) *Ref {
	r := &Ref{
		Kind: RefJoin, Left: lowerRef(j.Larg), Right: lowerRef(j.Rarg), On: lowerExpr(j.Quals),
		Using: strs(j.UsingClause), Natural: j.IsNatural, Join: "inner",
	}
	switch j.Jointype {
	case pg.JoinType_JOIN_LEFT:
		r.Join = "left"
	case pg.JoinType_JOIN_RIGHT:
		r.Join = "right"
	case pg.JoinType_JOIN_FULL:
		r.Join = "full"
	}
	if j.Alias != nil {
		r.Alias = j.Alias.Aliasname
	}
	return r
}
