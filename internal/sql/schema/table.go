package schema

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

func (c *Catalog) createTable(s *parse.CreateTable, at Place) {
	name := c.qualify(s.Table)
	if c.byName[name] != nil {
		return // IF NOT EXISTS, or an error of the migration
	}
	t := &Table{Name: name, Place: at, Partitioned: s.Partitioned, temp: s.Temp}
	c.byName[name] = t
	c.Tables = append(c.Tables, t)
	for _, like := range s.Likes {
		c.copyLike(t, like, at)
	}
	for _, parent := range s.Inherits {
		c.inherit(t, c.Table(parent))
	}
	for i := range s.Columns {
		c.addColumn(t, &s.Columns[i], at)
	}
	for i := range s.Constraints {
		c.addConstraint(t, &s.Constraints[i], at)
	}
	if s.Parent != nil {
		c.attach(c.Table(*s.Parent), t, at)
	}
	if s.Query != nil {
		c.columnsOf(t, s.Query, nil)
	}
}

func (c *Catalog) addColumn(t *Table, d *parse.ColumnDef, at Place) {
	if t.Column(d.Name) != nil {
		return
	}
	col := &Column{Name: d.Name, Collation: d.Collation, NotNull: d.NotNull}
	col.Type, col.Enum = c.typeOf(d.Type)
	t.Columns = append(t.Columns, col)
	for i := range d.Constraints {
		c.addConstraint(t, &d.Constraints[i], at)
	}
}

func (c *Catalog) copyLike(t *Table, like parse.Like, at Place) {
	from := c.Table(like.Table)
	if from == nil {
		t.Uncertain = "made like " + like.Table.String() + ", which is not known (" + at.String() + ")"
		return
	}
	for _, col := range from.Columns {
		cp := *col
		t.Columns = append(t.Columns, &cp)
	}
	if !like.Indexes {
		return
	}
	for _, x := range from.Indexes {
		c.copyIndex(t, x, at)
	}
}

// copyIndex makes an index of t like x, with a name of its own.
func (c *Catalog) copyIndex(t *Table, x *Index, at Place) {
	cp := *x
	cp.Keys, cp.Include, cp.Place, cp.Invalid = slices.Clone(x.Keys), slices.Clone(x.Include), at, false
	cp.Name = c.indexName(t, &cp)
	t.Indexes = append(t.Indexes, &cp)
}

func (c *Catalog) inherit(t, parent *Table) {
	if parent == nil {
		return
	}
	t.Inherits = append(t.Inherits, parent)
	for _, col := range parent.Columns {
		if t.Column(col.Name) == nil {
			cp := *col
			t.Columns = append(t.Columns, &cp)
		}
	}
}

// attach makes t a partition of parent: the parent's indexes appear on it.
func (c *Catalog) attach(parent, t *Table, at Place) {
	if parent == nil || t == nil {
		return
	}
	t.Parent = parent
	for _, col := range parent.Columns {
		if t.Column(col.Name) == nil {
			cp := *col
			t.Columns = append(t.Columns, &cp)
		}
	}
	for _, x := range parent.Indexes {
		if !x.Invalid && !hasLike(t, x) {
			c.copyIndex(t, x, at)
		}
	}
}

// hasLike reports whether t has an index with x's keys.
func hasLike(t *Table, x *Index) bool {
	return slices.ContainsFunc(t.Indexes, func(y *Index) bool {
		return y.Method == x.Method && slices.EqualFunc(x.Keys, y.Keys, sameKey) && parse.Canon(x.Where) == parse.Canon(y.Where)
	})
}

func sameKey(a, b parse.IndexKey) bool {
	return a.Column == b.Column && parse.Canon(a.Expr) == parse.Canon(b.Expr) && a.Opclass == b.Opclass
}

func (c *Catalog) createView(s *parse.CreateView, at Place) {
	name := c.qualify(s.View)
	t := &Table{Name: name, Place: at, View: s.Query, ViewColumns: s.Columns, Materialized: s.Materialized}
	if s.Materialized {
		if c.byName[name] != nil {
			return
		}
		t.View = nil
		c.columnsOf(t, s.Query, s.Columns)
	}
	if old := c.byName[name]; old != nil { // CREATE OR REPLACE
		*old = *t
		return
	}
	c.byName[name] = t
	c.Tables = append(c.Tables, t)
}

// columnsOf gives t the columns that q selects, as far as they are named.
func (c *Catalog) columnsOf(t *Table, q *parse.Query, names []string) {
	if q == nil || q.Select == nil {
		t.Uncertain = "made from a query"
		return
	}
	sel := q.Select
	for sel.Left != nil {
		sel = sel.Left
	}
	for i, target := range sel.Targets {
		name := target.Alias
		if name == "" && target.Expr != nil {
			name = target.Expr.Name
		}
		if i < len(names) {
			name = names[i]
		}
		if target.Expr != nil && target.Expr.Kind == parse.Star {
			c.starColumns(t, sel)
			continue
		}
		t.Columns = append(t.Columns, &Column{Name: name, Type: c.sourceType(sel, target.Expr)})
	}
}

func (c *Catalog) starColumns(t *Table, sel *parse.Select) {
	for _, r := range sel.From {
		src := c.Table(r.Table)
		if r.Kind != parse.RefTable || src == nil {
			t.Uncertain = "made from a query"
			continue
		}
		for _, col := range src.Columns {
			t.Columns = append(t.Columns, &Column{Name: col.Name, Type: col.Type, Enum: col.Enum, Collation: col.Collation})
		}
	}
}

// sourceType returns the type of a plain column of a selected table, or "".
func (c *Catalog) sourceType(sel *parse.Select, e *parse.Expr) string {
	if e == nil || e.Kind != parse.Column {
		return ""
	}
	for _, r := range sel.From {
		if src := c.Table(r.Table); r.Kind == parse.RefTable && src != nil {
			if col := src.Column(e.Name); col != nil {
				return col.Type
			}
		}
	}
	return ""
}

func (c *Catalog) drop(s *parse.Drop) {
	for _, n := range s.Names {
		switch s.Kind {
		case "table", "view", "matview", "materialized view":
			if t := c.Table(n); t != nil {
				c.remove(t)
			}
		case "index":
			c.dropIndex(n.Name)
		case "schema":
			for _, t := range slices.Clone(c.Tables) {
				if t.Name.Schema == n.Name {
					c.remove(t)
				}
			}
		}
	}
}

func (c *Catalog) remove(t *Table) {
	delete(c.byName, t.Name)
	c.Tables = slices.DeleteFunc(c.Tables, func(x *Table) bool { return x == t || x.Parent == t })
	for n, x := range c.byName {
		if x.Parent == t {
			delete(c.byName, n)
		}
	}
}

func (c *Catalog) setSchema(s *parse.SetSchema) {
	t := c.Table(s.Name)
	if t == nil {
		return
	}
	delete(c.byName, t.Name)
	t.Name.Schema = s.Schema
	c.byName[t.Name] = t
}
