package schema

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// A Table is a table, a view or a materialized view.
type Table struct {
	Name        parse.Name
	Columns     []*Column
	Indexes     []*Index
	ForeignKeys []*ForeignKey
	Place       Place

	View         *parse.Query // views
	ViewColumns  []string
	Materialized bool
	Partitioned  []string // the partition key, "" for an expression
	Parent       *Table   // the partitioned table that it is a part of
	Values       []string // what it holds as a part of a list; nil for other partitions
	Inherits     []*Table
	heirs        bool // a table is, or once was, a part or a child of it

	Seeded    bool   // the migrations insert rows
	Uncertain string // why not all of it is known; "" when it is

	query *parse.Query // what a view, materialized or not, is made of
}

// A Column is one column.
type Column struct {
	Name      string
	Type      string // as pg_type names it, with [] for arrays
	Collation string
	NotNull   bool
	Enum      bool

	own bool // declared by the table itself, not only by a parent
}

// SQLType returns the column's type: it implements parse.Typed.
func (c *Column) SQLType() string { return c.Type }

// Column returns the column of that name, or nil.
func (t *Table) Column(name string) *Column {
	for _, c := range t.Columns {
		if c.Name == name {
			return c
		}
	}
	return nil
}

func (c *Catalog) createTable(s *parse.CreateTable, at Place) {
	name := c.qualify(s.Table)
	if c.byName[name] != nil {
		return // IF NOT EXISTS, or an error of the migration
	}
	t := &Table{Name: name, Place: at, Partitioned: s.Partitioned}
	c.add(t)
	for _, like := range s.Likes {
		c.likeColumns(t, like, at)
	}
	for _, parent := range s.Inherits {
		c.inherit(t, parent, at)
	}
	if s.Parent != nil {
		c.attach(c.Table(*s.Parent), t, at)
		t.Values = s.Values
		if t.Parent == nil {
			t.Uncertain = "a partition of " + s.Parent.String() + ", which is not known (" + at.String() + ")"
		}
	}
	var keys []parse.Constraint
	for i := range s.Columns {
		c.addColumn(t, &s.Columns[i], true)
		keys = append(keys, s.Columns[i].Constraints...)
	}
	c.addKeys(t, append(keys, s.Constraints...), at)
	for _, like := range s.Likes {
		c.likeIndexes(t, like, at)
	}
	if s.Query != nil {
		c.columnsOf(t, s.Query, s.Names)
	}
}

func (c *Catalog) add(t *Table) {
	c.byName[t.Name] = t
	c.Tables = append(c.Tables, t)
}

// addColumn gives t a column; own says that t declares it itself. A column that is there already,
// from a parent, is merged with it.
func (c *Catalog) addColumn(t *Table, d *parse.ColumnDef, own bool) {
	if col := t.Column(d.Name); col != nil {
		col.NotNull = col.NotNull || d.NotNull
		col.own = col.own || own && t.Parent == nil
		return
	}
	col := &Column{Name: d.Name, Collation: d.Collation, NotNull: d.NotNull, own: own}
	col.Type, col.Enum = c.typeOf(d.Type)
	t.Columns = append(t.Columns, col)
	for _, child := range c.children(t) {
		c.addColumn(child, d, false)
	}
}

// children returns the partitions of t and the tables that inherit from it.
func (c *Catalog) children(t *Table) []*Table {
	if !t.heirs {
		return nil
	}
	var out []*Table
	for _, x := range c.Tables {
		if x.Parent == t || slices.Contains(x.Inherits, t) {
			out = append(out, x)
		}
	}
	return out
}

// dropColumn drops name and with it every index and key that mentions it.
func (c *Catalog) dropColumn(t *Table, name string) {
	t.Columns = slices.DeleteFunc(t.Columns, func(c *Column) bool { return c.Name == name })
	for _, x := range slices.Clone(t.Indexes) {
		if x.mentions(name) {
			c.dropIndex(t, x)
		}
	}
	for _, f := range slices.Clone(t.ForeignKeys) {
		if slices.Contains(f.Columns, name) {
			c.dropForeignKey(t, f)
		}
	}
	for _, child := range c.children(t) {
		if col := child.Column(name); col != nil && !col.own {
			c.dropColumn(child, name)
		}
	}
}
