package schema

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

func (c *Catalog) alter(a parse.AlterTable, at Place) {
	t := c.Table(a.Table)
	if t == nil {
		return
	}
	switch cmd := a.Cmd; cmd.Kind {
	case "add column":
		c.addColumn(t, cmd.Column, at)
	case "drop column":
		t.dropColumn(cmd.Name)
	case "alter type":
		if col := t.Column(cmd.Name); col != nil {
			col.Type, col.Enum = c.typeOf(cmd.Column.Type)
		}
	case "set not null":
		if col := t.Column(cmd.Name); col != nil {
			col.NotNull = true
		}
	case "add constraint":
		c.addConstraint(t, cmd.Constraint, at)
	case "drop constraint":
		t.dropConstraint(cmd.Name)
	case "attach":
		c.attach(t, c.Table(cmd.Other), at)
	case "detach":
		if part := c.Table(cmd.Other); part != nil {
			part.Parent = nil
		}
	}
}

// dropColumn drops name and with it every index and key that mentions it.
func (t *Table) dropColumn(name string) {
	t.Columns = slices.DeleteFunc(t.Columns, func(c *Column) bool { return c.Name == name })
	t.Indexes = slices.DeleteFunc(t.Indexes, func(x *Index) bool { return x.mentions(name) })
	t.ForeignKeys = slices.DeleteFunc(t.ForeignKeys, func(f *ForeignKey) bool { return slices.Contains(f.Columns, name) })
}

func (t *Table) dropConstraint(name string) {
	t.Indexes = slices.DeleteFunc(t.Indexes, func(x *Index) bool { return x.Constraint && x.Name == name })
	t.ForeignKeys = slices.DeleteFunc(t.ForeignKeys, func(f *ForeignKey) bool { return f.Name == name })
}

func (c *Catalog) rename(r *parse.Rename, at Place) {
	switch r.Kind {
	case "table", "view", "matview", "materialized view":
		if t := c.Table(r.Table); t != nil {
			delete(c.byName, t.Name)
			t.Name.Name = r.New
			c.byName[t.Name] = t
			c.renameRefs(r.Table.Name, r.New)
		} else {
			c.renameIndex(r.Table.Name, r.New) // ALTER TABLE renames indexes too
		}
	case "index":
		c.renameIndex(r.Table.Name, r.New)
	case "column":
		if t := c.Table(r.Table); t != nil {
			c.renameColumn(t, r.Old, r.New)
		}
	case "constraint":
		if t := c.Table(r.Table); t != nil {
			t.renameConstraint(r.Old, r.New)
		}
	case "schema":
		for _, t := range c.Tables {
			if t.Name.Schema == r.Old {
				delete(c.byName, t.Name)
				t.Name.Schema = r.New
				c.byName[t.Name] = t
			}
		}
	}
}

func (c *Catalog) renameIndex(old, name string) {
	for _, t := range c.Tables {
		for _, x := range t.Indexes {
			if x.Name == old {
				x.Name = name
			}
		}
	}
}

func (t *Table) renameConstraint(old, name string) {
	for _, x := range t.Indexes {
		if x.Constraint && x.Name == old {
			x.Name = name
		}
	}
	for _, f := range t.ForeignKeys {
		if f.Name == old {
			f.Name = name
		}
	}
}

// renameRefs lets foreign keys follow a renamed table.
func (c *Catalog) renameRefs(old, name string) {
	for _, t := range c.Tables {
		for _, f := range t.ForeignKeys {
			if f.Ref.Name == old {
				f.Ref.Name = name
			}
		}
	}
}

// renameColumn renames a column everywhere that t mentions it.
func (c *Catalog) renameColumn(t *Table, old, name string) {
	for _, col := range t.Columns {
		if col.Name == old {
			col.Name = name
		}
	}
	swap := func(ss []string) {
		for i, s := range ss {
			if s == old {
				ss[i] = name
			}
		}
	}
	swap(t.Partitioned)
	for _, x := range t.Indexes {
		swap(x.Include)
		x.Where = renamed(x.Where, old, name)
		for i := range x.Keys {
			if x.Keys[i].Column == old {
				x.Keys[i].Column = name
			}
			x.Keys[i].Expr = renamed(x.Keys[i].Expr, old, name)
		}
	}
	for _, f := range t.ForeignKeys {
		swap(f.Columns)
	}
	for _, part := range c.Tables {
		if part.Parent == t {
			c.renameColumn(part, old, name)
		}
	}
}

// renamed returns a copy of e with the column renamed: partitions share their parent's trees.
func renamed(e *parse.Expr, old, name string) *parse.Expr {
	if e == nil {
		return nil
	}
	cp := *e
	if cp.Kind == parse.Column && cp.Name == old {
		cp.Name = name
	}
	cp.Args = make([]*parse.Expr, len(e.Args))
	for i, a := range e.Args {
		cp.Args[i] = renamed(a, old, name)
	}
	return &cp
}
