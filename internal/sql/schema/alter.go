package schema

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

func (c *Catalog) alter(a parse.AlterTable, at Place) {
	t := c.Table(a.Table)
	if t == nil {
		if a.Cmd.Kind == "attach" { // ALTER INDEX … ATTACH PARTITION
			c.attachIndex(a.Table, a.Cmd.Other)
		}
		return
	}
	switch cmd := a.Cmd; cmd.Kind {
	case "add column":
		if t.Column(cmd.Name) == nil {
			c.addColumn(t, cmd.Column, true)
			c.addKeys(t, cmd.Column.Constraints, at)
		}
	case "drop column":
		c.dropColumn(t, cmd.Name)
	case "alter type":
		c.alterType(t, cmd)
	case "set not null", "drop not null":
		c.eachColumn(t, cmd.Name, func(col *Column) { col.NotNull = cmd.Kind == "set not null" })
	case "add constraint":
		c.addToParts(t, a, at)
	case "drop constraint":
		c.dropConstraint(t, cmd.Name)
	case "attach":
		if part := c.Table(cmd.Other); part != nil {
			c.attach(t, part, at)
			part.Values = cmd.Values
		}
	case "detach":
		c.detach(c.Table(cmd.Other))
	case "inherit":
		c.inherit(t, cmd.Other, at)
	case "no inherit":
		parent := c.Table(cmd.Other)
		t.Inherits = slices.DeleteFunc(t.Inherits, func(p *Table) bool { return p == parent })
	}
}

// addToParts adds a constraint; ONLY keeps it from the partitions, and its index is not usable
// until theirs are attached to it.
func (c *Catalog) addToParts(t *Table, a parse.AlterTable, at Place) {
	if !a.Only || a.Cmd.Constraint.Kind == parse.ForeignKey || len(c.parts(t)) == 0 {
		c.addConstraint(t, a.Cmd.Constraint, at)
		return
	}
	var parts []*Table
	for _, p := range c.Tables {
		if p.Parent == t {
			p.Parent = nil
			parts = append(parts, p)
		}
	}
	before := len(t.Indexes)
	c.addConstraint(t, a.Cmd.Constraint, at)
	for _, p := range parts {
		p.Parent = t
	}
	for _, x := range t.Indexes[before:] {
		x.Invalid = true
	}
}

func (c *Catalog) alterType(t *Table, cmd parse.AlterCmd) {
	typ, enum := c.typeOf(cmd.Column.Type)
	c.eachColumn(t, cmd.Name, func(col *Column) { col.Type, col.Enum, col.Collation = typ, enum, cmd.Column.Collation })
}

// eachColumn calls f for the column of that name of t and of the tables below it.
func (c *Catalog) eachColumn(t *Table, name string, f func(*Column)) {
	if col := t.Column(name); col != nil {
		f(col)
	}
	for _, child := range c.children(t) {
		c.eachColumn(child, name, f)
	}
}
