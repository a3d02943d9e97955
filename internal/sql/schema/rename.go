package schema

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

func (c *Catalog) rename(r *parse.Rename) {
	switch r.Kind {
	case "table", "view", "matview":
		if t := c.Table(r.Table); t != nil {
			c.move(t, parse.Name{Schema: t.Name.Schema, Name: r.New})
		} else {
			c.renameIndex(r.Table, r.New) // ALTER TABLE renames indexes too
		}
	case "index":
		c.renameIndex(r.Table, r.New)
	case "column":
		if t := c.Table(r.Table); t != nil {
			c.renameColumn(t, r.Old, r.New)
		}
	case "constraint":
		if t := c.Table(r.Table); t != nil {
			c.renameConstraint(t, r.Old, r.New)
		}
	case "schema":
		c.renameSchema(r.Old, r.New)
	case "type", "domain":
		c.moveType(r.Table, func(n parse.Name) parse.Name { return parse.Name{Schema: n.Schema, Name: r.New} })
	}
}

// move gives t another name, which foreign keys to it follow. A name that is taken is an error of the
// migration, which changes nothing.
func (c *Catalog) move(t *Table, to parse.Name) {
	if c.byName[to] != nil {
		return
	}
	from := t.Name
	delete(c.byName, from)
	t.Name = to
	c.byName[to] = t
	c.follow(from, to)
	for _, x := range c.Tables {
		for _, f := range x.ForeignKeys {
			if f.Ref == from {
				f.Ref = to
			}
		}
	}
}

func (c *Catalog) setSchema(s *parse.SetSchema) {
	switch s.Kind {
	case "type", "domain":
		c.moveType(s.Name, func(n parse.Name) parse.Name { return parse.Name{Schema: s.Schema, Name: n.Name} })
		return
	}
	if t := c.Table(s.Name); t != nil {
		c.move(t, parse.Name{Schema: s.Schema, Name: t.Name.Name})
	}
}

func (c *Catalog) renameSchema(from, to string) {
	for _, t := range c.Tables {
		if t.Name.Schema == from {
			c.move(t, parse.Name{Schema: to, Name: t.Name.Name})
		}
	}
	for n, typ := range c.types {
		if n.Schema == from {
			delete(c.types, n)
			c.types[parse.Name{Schema: to, Name: n.Name}] = typ
		}
	}
}

func (c *Catalog) renameIndex(old parse.Name, name string) {
	if _, x := c.index(old); x != nil {
		x.Name = name
		c.named[name] = true
	}
}

// renameConstraint renames a key; a foreign key's parts on partitions have its name too.
func (c *Catalog) renameConstraint(t *Table, old, name string) {
	c.named[name] = true
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
	for _, part := range c.Tables {
		for _, f := range part.ForeignKeys {
			if f.parent != nil && f.parent.Name == name && part.Parent == t && f.Name == old {
				c.renameConstraint(part, old, name)
			}
		}
	}
}

// renameColumn renames a column everywhere that t, its parts and its children mention it.
func (c *Catalog) renameColumn(t *Table, old, name string) {
	if col := t.Column(old); col != nil {
		col.Name = name
	}
	if t.View != nil { // the query keeps its own names
		t.settleNames()
	}
	c.followColumn(t, old, name)
	swap(t.Partitioned, old, name)
	for _, x := range t.Indexes {
		x.renameColumn(old, name)
	}
	for _, f := range t.ForeignKeys {
		swap(f.Columns, old, name)
	}
	for _, x := range c.Tables {
		for _, f := range x.ForeignKeys {
			if f.Ref == t.Name {
				swap(f.RefColumns, old, name)
			}
		}
	}
	for _, child := range c.children(t) {
		c.renameColumn(child, old, name)
	}
}

func (x *Index) renameColumn(old, name string) {
	swap(x.Include, old, name)
	rename := func(e *parse.Expr) bool { // the trees are the index's own: see bind
		if e.Kind == parse.Column && e.Name == old {
			e.Name = name
		}
		return true
	}
	x.Where.Walk(rename)
	for i := range x.Keys {
		if x.Keys[i].Column == old {
			x.Keys[i].Column = name
		}
		x.Keys[i].Expr.Walk(rename)
	}
}

func swap(ss []string, old, name string) {
	for i, s := range ss {
		if s == old {
			ss[i] = name
		}
	}
}

// moveType gives a type another name, and the columns of it.
func (c *Catalog) moveType(n parse.Name, to func(parse.Name) parse.Name) {
	from, t := c.userType(n)
	if t == nil {
		return
	}
	delete(c.types, from)
	c.types[to(from)] = t
	if !t.Enum {
		return // columns know a domain by its base
	}
	for _, table := range c.Tables {
		for _, col := range table.Columns {
			base, array := strings.CutSuffix(col.Type, "[]")
			if base != from.Name || !col.Enum && !array {
				continue
			}
			if col.Type = to(from).Name; array {
				col.Type += "[]"
			}
		}
	}
}
