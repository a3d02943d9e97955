package schema

import "github.com/scalevet/scalevet/internal/sql/parse"

func (c *Catalog) createView(s *parse.CreateView, at Place) {
	name := c.qualify(s.View)
	old := c.byName[name]
	if s.Materialized && old != nil {
		return // IF NOT EXISTS, or an error of the migration
	}
	t := &Table{Name: name, Place: at, ViewColumns: s.Columns, Materialized: s.Materialized, query: s.Query}
	if !s.Materialized {
		t.View = s.Query
	}
	c.settle(s.Query)
	c.columnsOf(t, s.Query, s.Columns)
	t.settleNames()
	if old != nil { // CREATE OR REPLACE
		*old = *t
		return
	}
	c.add(t)
}

// settle gives the tables that a view reads their full names: the view goes on to mean them when
// the search path or their names change.
func (c *Catalog) settle(q *parse.Query) {
	if q == nil {
		return
	}
	q.Tables(func(r *parse.Ref) {
		if t := c.Table(r.Table); t != nil {
			r.Alias, r.Table = r.Refname(), t.Name
		}
	})
}

// settleNames keeps the names of a view's columns as they are, whatever its tables' are called.
func (t *Table) settleNames() {
	if t.Uncertain != "" {
		return
	}
	t.ViewColumns = nil
	for _, col := range t.Columns {
		t.ViewColumns = append(t.ViewColumns, col.Name)
	}
}

// follow renames a table in the views that read it.
func (c *Catalog) follow(from, to parse.Name) {
	for _, v := range c.Tables {
		if v.query != nil {
			v.query.Tables(func(r *parse.Ref) {
				if r.Table == from {
					r.Table = to
				}
			})
		}
	}
}

// followColumn renames a column of t in the views that read t.
func (c *Catalog) followColumn(t *Table, old, name string) {
	for _, v := range c.Tables {
		if v.query == nil {
			continue
		}
		mine, others := map[string]bool{}, false
		v.query.Tables(func(r *parse.Ref) {
			if r.Table == t.Name {
				mine[r.Refname()] = true
			} else if x := c.Table(r.Table); x == nil || x.Column(old) != nil {
				others = true
			}
		})
		if len(mine) == 0 {
			continue
		}
		v.query.Exprs(func(e *parse.Expr) {
			if e.Kind == parse.Column && e.Name == old && (mine[e.Qual] || e.Qual == "" && !others) {
				e.Name = name
			}
		})
	}
}

// columnsOf gives t the columns that q returns; names are those that the statement gives them.
func (c *Catalog) columnsOf(t *Table, q *parse.Query, names []string) {
	cols, ok := c.outputs(q, nil)
	if !ok {
		t.Uncertain = "made from a query whose columns are not known (" + t.Place.String() + ")"
	}
	t.Columns = renamedColumns(cols, names)
}
