package schema

import (
	"strconv"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// A scope holds the FROM items of a query block and the CTEs around it.
type scope struct {
	items []scopeItem
	ctes  map[string][]*Column
}

// A scopeItem is one item of FROM: its name, its columns and those of them that USING has merged
// with another item's.
type scopeItem struct {
	name   string
	cols   []*Column
	merged []string
}

// outputs returns the columns that q returns, as far as their types are plain to see; ok is false
// when some of them are not known at all.
func (c *Catalog) outputs(q *parse.Query, ctes map[string][]*Column) (cols []*Column, ok bool) {
	if q == nil {
		return nil, false
	}
	ctes = c.withCTEs(q.With, ctes)
	if q.Verb == "select" {
		return c.selected(q.Select, ctes)
	}
	s := &scope{ctes: ctes}
	ok = q.Target == nil || c.enter(s, q.Target)
	for _, r := range q.From {
		ok = c.enter(s, r) && ok
	}
	cols, known := c.targets(s, q.Returning)
	return cols, ok && known
}

func (c *Catalog) withCTEs(defs []parse.CTE, outer map[string][]*Column) map[string][]*Column {
	if len(defs) == 0 {
		return outer
	}
	inner := map[string][]*Column{}
	for n, cols := range outer {
		inner[n] = cols
	}
	for _, d := range defs {
		q := d.Query
		if d.Recursive && q != nil && q.Select != nil && q.Select.Left != nil {
			q = &parse.Query{Verb: "select", Select: q.Select.Left} // the first arm does not name itself
		}
		cols, _ := c.outputs(q, inner)
		inner[d.Name] = renamedColumns(cols, d.Columns)
	}
	return inner
}

func (c *Catalog) selected(sel *parse.Select, ctes map[string][]*Column) ([]*Column, bool) {
	if sel == nil {
		return nil, false
	}
	ctes = c.withCTEs(sel.With, ctes)
	if sel.Left != nil {
		return c.selected(sel.Left, ctes)
	}
	s := &scope{ctes: ctes}
	if len(sel.Values) > 0 {
		var cols []*Column
		for i, e := range sel.Values[0] {
			cols = append(cols, c.column(s, "column"+strconv.Itoa(i+1), e))
		}
		return cols, true
	}
	ok := true
	for _, r := range sel.From {
		ok = c.enter(s, r) && ok
	}
	cols, known := c.targets(s, sel.Targets)
	return cols, ok && known
}

// enter brings an item of FROM into scope; it reports whether its columns are known.
func (c *Catalog) enter(s *scope, r *parse.Ref) bool {
	item := scopeItem{name: r.Refname()}
	ok := true
	switch r.Kind {
	case parse.RefJoin:
		left := c.enter(s, r.Left)
		n := len(s.items)
		right := c.enter(s, r.Right)
		s.merge(r, n)
		return left && right
	case parse.RefQuery:
		item.cols, ok = c.outputs(r.Query, s.ctes)
	case parse.RefFunc:
		item.cols = []*Column{{Name: item.name}}
	case parse.RefTable:
		cte, isCTE := s.ctes[r.Table.Name]
		if t := c.Table(r.Table); isCTE && r.Table.Schema == "" {
			item.cols = cte
		} else if ok = t != nil; ok {
			item.cols, ok = t.Columns, t.Uncertain == ""
		}
	}
	item.cols = renamedColumns(item.cols, r.Columns)
	s.items = append(s.items, item)
	return ok
}

// merge notes the columns that USING and NATURAL leave once in what * means; n is the number of
// items that stood before the right side.
func (s *scope) merge(r *parse.Ref, n int) {
	using := r.Using
	if r.Natural {
		for _, left := range s.items[:n] {
			for _, col := range left.cols {
				using = append(using, col.Name)
			}
		}
	}
	for i := n; i < len(s.items); i++ {
		s.items[i].merged = append(s.items[i].merged, using...)
	}
}
