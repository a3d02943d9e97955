package parse

import (
	"strings"

	pg "github.com/pganalyze/pg_query_go/v5"
)

// lowerQuery lowers a statement that reads or changes tables; nil for others.
func lowerQuery(n *pg.Node) *Query {
	switch n := n.GetNode().(type) {
	case *pg.Node_SelectStmt:
		return &Query{Verb: "select", Select: lowerSelect(n.SelectStmt)}
	case *pg.Node_InsertStmt:
		return lowerInsert(n.InsertStmt)
	case *pg.Node_UpdateStmt:
		s := n.UpdateStmt
		return &Query{
			Verb: "update", Target: lowerRange(s.Relation), With: lowerWith(s.WithClause), From: lowerRefs(s.FromClause),
			Where: lowerExpr(s.WhereClause), Set: lowerTargets(s.TargetList), Returning: lowerTargets(s.ReturningList),
		}
	case *pg.Node_DeleteStmt:
		s := n.DeleteStmt
		return &Query{
			Verb: "delete", Target: lowerRange(s.Relation), With: lowerWith(s.WithClause), From: lowerRefs(s.UsingClause),
			Where: lowerExpr(s.WhereClause), Returning: lowerTargets(s.ReturningList),
		}
	case *pg.Node_MergeStmt:
		s := n.MergeStmt
		return &Query{
			Verb: "merge", Target: lowerRange(s.Relation), With: lowerWith(s.WithClause),
			From: lowerRefs([]*pg.Node{s.SourceRelation}), Where: lowerExpr(s.JoinCondition), Set: lowerWhens(s.MergeWhenClauses),
		}
	case *pg.Node_PrepareStmt:
		return lowerQuery(n.PrepareStmt.Query)
	case *pg.Node_DeclareCursorStmt:
		return lowerQuery(n.DeclareCursorStmt.Query)
	case *pg.Node_CopyStmt:
		return lowerQuery(n.CopyStmt.Query)
	}
	return nil
}

// lowerWhens gathers what the WHEN clauses of a MERGE compute.
func lowerWhens(ns []*pg.Node) []Target {
	var ts []Target
	for _, n := range ns {
		w := n.GetMergeWhenClause()
		if c := lowerExpr(w.GetCondition()); c != nil {
			ts = append(ts, Target{Expr: c})
		}
		ts = append(ts, lowerTargets(w.GetTargetList())...)
		for _, e := range lowerList(w.GetValues()) {
			ts = append(ts, Target{Expr: e})
		}
	}
	return ts
}

func lowerInsert(s *pg.InsertStmt) *Query {
	q := &Query{
		Verb: "insert", Target: lowerRange(s.Relation), With: lowerWith(s.WithClause), Returning: lowerTargets(s.ReturningList),
	}
	for _, c := range s.Cols {
		q.Columns = append(q.Columns, c.GetResTarget().GetName())
	}
	if src := s.SelectStmt.GetSelectStmt(); src != nil {
		q.Select = lowerSelect(src)
	}
	if c := s.OnConflictClause; c != nil {
		q.Conflict = &Conflict{}
		if inf := c.Infer; inf != nil {
			q.Conflict.Keys = lowerKeys(inf.IndexElems)
			q.Conflict.Where = lowerExpr(inf.WhereClause)
			q.Conflict.Constraint = inf.Conname
		}
		q.Conflict.Set, q.Conflict.Update = lowerTargets(c.TargetList), lowerExpr(c.WhereClause)
	}
	return q
}

func lowerWith(w *pg.WithClause) []CTE {
	if w == nil {
		return nil
	}
	var cs []CTE
	for _, n := range w.Ctes {
		c := n.GetCommonTableExpr()
		if c == nil {
			continue
		}
		cs = append(cs, CTE{
			Name: c.Ctename, Columns: strs(c.Aliascolnames), Query: lowerQuery(c.Ctequery), Recursive: w.Recursive,
			Materialized:    c.Ctematerialized == pg.CTEMaterialize_CTEMaterializeAlways,
			NotMaterialized: c.Ctematerialized == pg.CTEMaterialize_CTEMaterializeNever,
		})
	}
	return cs
}

func lowerSelect(s *pg.SelectStmt) *Select {
	sel := &Select{
		With: lowerWith(s.WithClause), Targets: lowerTargets(s.TargetList), From: lowerRefs(s.FromClause),
		Where: lowerExpr(s.WhereClause), Having: lowerExpr(s.HavingClause), Sort: lowerSorts(s.SortClause),
		Limit: lowerExpr(s.LimitCount), Offset: lowerExpr(s.LimitOffset), Locking: len(s.LockingClause) > 0,
	}
	if sel.Limit != nil && sel.Limit.Kind == Const && sel.Limit.Type == "null" {
		sel.Limit = nil // LIMIT ALL
	}
	for _, n := range s.LockingClause {
		sel.SkipLocked = sel.SkipLocked || n.GetLockingClause().GetWaitPolicy() == pg.LockWaitPolicy_LockWaitSkip
	}
	for _, n := range s.DistinctClause {
		sel.Distinct = true
		if e := lowerExpr(n); e != nil {
			sel.DistinctOn = append(sel.DistinctOn, e)
		}
	}
	for _, n := range s.GroupClause {
		sel.GroupBy = append(sel.GroupBy, lowerExpr(n))
	}
	for _, n := range s.WindowClause {
		sel.Windows = append(sel.Windows, *lowerWindow(n.GetWindowDef()))
	}
	for _, n := range s.ValuesLists {
		sel.Values = append(sel.Values, lowerList(n.GetList().GetItems()))
	}
	if s.Larg != nil && s.Rarg != nil {
		sel.SetOp = strings.ToLower(strings.TrimPrefix(s.Op.String(), "SETOP_"))
		sel.All, sel.Left, sel.Right = s.All, lowerSelect(s.Larg), lowerSelect(s.Rarg)
	}
	return sel
}

func lowerTargets(ns []*pg.Node) []Target {
	var ts []Target
	for _, n := range ns {
		if r := n.GetResTarget(); r != nil {
			ts = append(ts, Target{Alias: r.Name, Expr: lowerExpr(r.Val)})
		}
	}
	return ts
}

func lowerSorts(ns []*pg.Node) []Sort {
	var ss []Sort
	for _, n := range ns {
		s := n.GetSortBy()
		if s == nil {
			continue
		}
		desc := s.SortbyDir == pg.SortByDir_SORTBY_DESC
		ss = append(ss, Sort{
			Expr: lowerExpr(s.Node), Desc: desc, NullsFirst: nullsFirst(s.SortbyNulls, desc),
			Using: s.SortbyDir == pg.SortByDir_SORTBY_USING,
		})
	}
	return ss
}

func nullsFirst(n pg.SortByNulls, desc bool) bool {
	switch n {
	case pg.SortByNulls_SORTBY_NULLS_FIRST:
		return true
	case pg.SortByNulls_SORTBY_NULLS_LAST:
		return false
	}
	return desc
}

func lowerWindow(w *pg.WindowDef) *Window {
	if w == nil {
		return &Window{}
	}
	name := w.Name
	if name == "" {
		name = w.Refname
	}
	return &Window{Name: name, Partition: lowerList(w.PartitionClause), Sort: lowerSorts(w.OrderClause)}
}
