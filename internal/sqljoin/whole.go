package sqljoin

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// Whole returns the table of which s gives back every row, however many there are, or nil: it has
// neither filter nor limit, and does not summarize.
func (w *World) Whole(s *Statement) *schema.Table {
	sel := s.selects()
	if sel == nil || sel.Where != nil || sel.Limit != nil || !s.Alone() || w.OneRow(s) || slices.ContainsFunc(sel.From, narrows) {
		return nil
	}
	return s.Schema.First(sel)
}

// narrows reports whether a join leaves but some of the rows: it is an inner one, and with what the
// statement is given.
func narrows(r *parse.Ref) bool {
	if r == nil || r.Kind != parse.RefJoin {
		return false
	}
	given := r.Left.Kind == parse.RefFunc || r.Right.Kind == parse.RefFunc
	r.On.Walk(func(e *parse.Expr) bool {
		given = given || e.Kind == parse.Param || e.Kind == parse.Const
		return !given
	})
	return r.Join == "inner" && given || narrows(r.Left) || narrows(r.Right)
}

// selects returns the SELECT that s is when its rows are those of a table, or nil.
func (s *Statement) selects() *parse.Select {
	if s.Query == nil || s.Schema == nil || s.Query.Verb != "select" || s.Query.Select == nil {
		return nil
	}
	if sel := s.Query.Select; sel.SetOp == "" && !summarizes(sel) {
		return sel
	}
	return nil
}

// Pages returns the table that s reads in pages by OFFSET, or nil.
func (w *World) Pages(s *Statement) *schema.Table {
	sel := s.selects()
	if sel == nil || sel.Offset == nil || isZero(sel.Offset) || w.OneRow(s) {
		return nil
	}
	return s.Schema.First(sel)
}

func isZero(e *parse.Expr) bool { return e.Kind == parse.Const && e.Name == "0" }

// summarizes reports whether few rows come out whatever goes in.
func summarizes(sel *parse.Select) bool {
	if len(sel.GroupBy) > 0 || sel.Distinct || len(sel.Values) > 0 {
		return true
	}
	for _, t := range sel.Targets {
		found := false
		t.Expr.Walk(func(e *parse.Expr) bool {
			found = found || e.Aggregates()
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

// Exports reports whether s is only run by functions that are named for a backup or an export, or for
// requests that are: rare, and to read everything is what they are for.
func (w *World) Exports(s *Statement) bool {
	if way, _ := w.Request(s); slices.ContainsFunc(way, exports) {
		return true
	}
	return len(s.Nodes) > 0 && !slices.ContainsFunc(s.Nodes, func(n *link.Node) bool { return n == nil || !exports(n.Name()) })
}

func exports(name string) bool {
	name = strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	return strings.HasPrefix(name, "export") || strings.HasPrefix(name, "backup") || strings.HasPrefix(name, "dump")
}

// Small reports whether the program itself takes t for a table of few rows: a request reads all of it,
// and nothing says that it is large.
func (w *World) Small(t *schema.Table) bool {
	if w.small == nil {
		w.small = map[*schema.Table]bool{}
		for _, s := range w.Statements {
			if all := w.Whole(s); all != nil && s.Unknown == 0 && w.Served(s) {
				w.small[all] = true
			}
		}
	}
	return w.small[t] && !w.Large(t)
}

// Large reports whether the program itself takes t for a table of many rows: some statement reads
// it in pages, or each of its rows belongs to another table's row and goes with it.
func (w *World) Large(t *schema.Table) bool {
	for _, fk := range t.ForeignKeys {
		c := t.Column(fk.Columns[0])
		if fk.OnDelete == "cascade" && c != nil && c.NotNull {
			return true
		}
	}
	return slices.ContainsFunc(w.Statements, func(s *Statement) bool {
		if s.Query == nil || s.Schema == nil || s.Query.Select == nil || s.Query.Select.Limit == nil {
			return false
		}
		limit := s.Query.Select.Limit
		if limit.Kind == parse.Const && limit.Name == "1" {
			return false
		}
		return s.Schema.First(s.Query.Select) == t
	})
}
