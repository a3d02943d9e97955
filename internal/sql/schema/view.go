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
	c.columnsOf(t, s.Query, s.Columns)
	if old != nil { // CREATE OR REPLACE
		*old = *t
		return
	}
	c.add(t)
}

// columnsOf gives t the columns that q returns; names are those that the statement gives them.
func (c *Catalog) columnsOf(t *Table, q *parse.Query, names []string) {
	cols, ok := c.outputs(q, nil)
	if !ok {
		t.Uncertain = "made from a query whose columns are not known (" + t.Place.String() + ")"
	}
	t.Columns = renamedColumns(cols, names)
}
