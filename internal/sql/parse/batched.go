package parse

import pg "github.com/pganalyze/pg_query_go/v5"

// Batched rewrites a statement that asks one table for the rows of one key, WHERE id = $1, into
// one that asks for those of many, WHERE id = ANY($1), and selects the key too, by which the caller
// tells the rows apart. Placeholders of other styles come out as $1.
//
// It reports false where a row would mean something else in the new statement, or where it cannot
// tell: other parameters, several tables, LIMIT and OFFSET, aggregates over all rows, window
// functions, row locks, set operations.
func Batched(sql string) (text string, ok bool) {
	defer func() {
		if recover() != nil { // a tree that the deparser cannot have meant
			text, ok = "", false
		}
	}()
	sql = Normalize(sql)
	tree, err := tree(sql)
	if err != nil || len(tree.Stmts) != 1 {
		return "", false
	}
	s := tree.Stmts[0].Stmt.GetSelectStmt()
	if s == nil || !batchable(s) || params(sql) != 1 {
		return "", false
	}
	table := s.FromClause[0].GetRangeVar()
	key := many(s.WhereClause)
	if table == nil || key == nil || !grouped(s, key) {
		return "", false
	}
	if !selects(s, key) {
		s.TargetList = append(s.TargetList, target(key))
	}
	out, err := pg.Deparse(tree)
	return out, err == nil
}

// batchable reports whether the clauses of s leave the rows of one key independent of the others'.
func batchable(s *pg.SelectStmt) bool {
	switch {
	case s.Op != pg.SetOperation_SETOP_NONE, s.WithClause != nil, s.IntoClause != nil, len(s.ValuesLists) > 0:
		return false
	case s.LimitCount != nil, s.LimitOffset != nil, len(s.LockingClause) > 0, len(s.WindowClause) > 0, len(s.FromClause) != 1:
		return false
	}
	for _, n := range s.DistinctClause {
		if n.GetNode() != nil {
			return false // DISTINCT ON
		}
	}
	for _, t := range append(lowerTargets(s.TargetList), Target{Expr: lowerExpr(s.HavingClause)}) {
		if mixes(t.Expr, len(s.GroupClause) == 0) {
			return false
		}
	}
	return s.HavingClause == nil || len(s.GroupClause) > 0
}

// mixes reports whether e is made of several rows: by a window function or, when there is no
// GROUP BY, an aggregate.
func mixes(e *Expr, ungrouped bool) bool {
	found := false
	e.Walk(func(e *Expr) bool {
		found = found || e.Over != nil || ungrouped && e.Aggregates()
		return !found
	})
	return found
}

// params returns how many times a parameter stands in text.
func params(text string) int {
	n := 0
	ls := Lex(text)
	for i := range ls {
		if numbered(ls, i) {
			n++
		}
	}
	return n
}

// many turns the one condition column = $n of where into column = ANY($n) and returns the column.
func many(where *pg.Node) *pg.ColumnRef {
	if b := where.GetBoolExpr(); b != nil {
		if b.Boolop != pg.BoolExprType_AND_EXPR {
			return nil
		}
		for _, arg := range b.Args {
			if key := many(arg); key != nil {
				return key
			}
		}
		return nil
	}
	a := where.GetAExpr()
	if a == nil || nameOf(a.Name).Name != "=" {
		return nil
	}
	right := a.Rexpr
	switch a.Kind {
	case pg.A_Expr_Kind_AEXPR_OP:
	case pg.A_Expr_Kind_AEXPR_IN:
		if right = only(right); right == nil {
			return nil
		}
	default:
		return nil
	}
	left := a.Lexpr
	if left.GetColumnRef() == nil {
		left, right = right, left
	}
	key := left.GetColumnRef()
	if key == nil || !listed(right) {
		return nil
	}
	a.Kind, a.Lexpr, a.Rexpr = pg.A_Expr_Kind_AEXPR_OP_ANY, left, right
	return key
}

// only returns the element of a list of one.
func only(list *pg.Node) *pg.Node {
	if items := list.GetList().GetItems(); len(items) == 1 {
		return items[0]
	}
	return nil
}

// listed makes a parameter one of many values: the type that it is cast to becomes an array.
func listed(n *pg.Node) bool {
	if p := n.GetParamRef(); p != nil {
		return p.Number > 0 // $0 is none, and spelled ?
	}
	c := n.GetTypeCast()
	if c == nil || c.Arg.GetParamRef().GetNumber() == 0 || len(c.TypeName.GetArrayBounds()) > 0 {
		return false
	}
	c.TypeName.ArrayBounds = []*pg.Node{{Node: &pg.Node_Integer{Integer: &pg.Integer{Ival: -1}}}}
	return true
}

// grouped makes the key one of the columns that s groups by, where it groups.
func grouped(s *pg.SelectStmt, key *pg.ColumnRef) bool {
	if len(s.GroupClause) == 0 {
		return true
	}
	if s.GroupDistinct {
		return false
	}
	for _, n := range s.GroupClause {
		if n.GetGroupingSet() != nil {
			return false
		}
		if c := n.GetColumnRef(); c != nil && last(c) == last(key) {
			return true
		}
	}
	s.GroupClause = append(s.GroupClause, &pg.Node{Node: &pg.Node_ColumnRef{ColumnRef: key}})
	return true
}

// selects reports whether the key is among the columns of s under its own name.
func selects(s *pg.SelectStmt, key *pg.ColumnRef) bool {
	for _, n := range s.TargetList {
		c := n.GetResTarget().GetVal().GetColumnRef()
		if c == nil {
			continue
		}
		if star := c.Fields[len(c.Fields)-1].GetAStar(); star != nil || last(c) == last(key) {
			return true
		}
	}
	return false
}

// last returns the column's name without its qualifiers.
func last(c *pg.ColumnRef) string { return nameOf(c.Fields).Name }

func target(key *pg.ColumnRef) *pg.Node {
	val := &pg.Node{Node: &pg.Node_ColumnRef{ColumnRef: key}}
	return &pg.Node{Node: &pg.Node_ResTarget{ResTarget: &pg.ResTarget{Val: val}}}
}
