package schema

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// attach makes t a partition of parent: the parent's indexes and foreign keys appear on it.
func (c *Catalog) attach(parent, t *Table, at Place) {
	if parent == nil || t == nil || t.Parent != nil || parent.below(t) {
		return // not known, or an error of the migration
	}
	t.Parent, parent.heirs = parent, true
	t.copyColumns(parent, false)
	for _, col := range t.Columns {
		col.own = false
	}
	for _, x := range parent.Indexes {
		c.spreadTo(t, x, at)
	}
	for _, f := range parent.ForeignKeys {
		c.spreadKeyTo(t, f, at)
	}
}

// detach makes t a table of its own, which keeps its indexes and keys.
func (c *Catalog) detach(t *Table) {
	if t == nil {
		return
	}
	t.Parent, t.Values = nil, nil
	for _, x := range t.Indexes {
		x.parent = nil
	}
	for _, f := range t.ForeignKeys {
		f.parent = nil
	}
}

// spread brings an index of t to its partitions.
func (c *Catalog) spread(t *Table, x *Index, at Place) {
	for _, part := range c.parts(t) {
		c.spreadTo(part, x, at)
	}
}

// parts returns the partitions of t.
func (c *Catalog) parts(t *Table) []*Table {
	var out []*Table
	for _, x := range c.children(t) {
		if x.Parent == t {
			out = append(out, x)
		}
	}
	return out
}

// spreadTo gives a partition its part of an index: one that it has and that is like it, else a new
// one.
func (c *Catalog) spreadTo(part *Table, x *Index, at Place) {
	for _, y := range part.Indexes {
		if y.parent == nil && y.like(x) && (!x.Constraint || y.Constraint) {
			y.parent = x
			return
		}
	}
	y := c.copyIndex(part, x, at)
	y.parent = x
	c.spread(part, y, at)
}

// spreadKeyTo gives a partition its part of a foreign key.
func (c *Catalog) spreadKeyTo(part *Table, f *ForeignKey, at Place) {
	for _, g := range part.ForeignKeys {
		if g.parent == nil && g.Ref == f.Ref && slices.Equal(g.Columns, f.Columns) && g.OnDelete == f.OnDelete {
			g.parent = f
			return
		}
	}
	cp := *f
	cp.Columns, cp.parent, cp.Place = slices.Clone(f.Columns), f, at
	for _, g := range part.ForeignKeys {
		if g.Name == cp.Name {
			cp.Name = c.keyName(part, f.Columns, "fkey")
		}
	}
	c.addKey(part, &cp)
	for _, p := range c.parts(part) {
		c.spreadKeyTo(p, &cp, at)
	}
}

// attachIndex makes part the part of a partitioned table's index, which becomes valid with its
// last one.
func (c *Catalog) attachIndex(whole, part parse.Name) {
	t, x := c.index(whole)
	_, y := c.index(part)
	if x == nil || y == nil || x == y {
		return
	}
	y.parent = x
	for x != nil && x.Invalid && c.complete(t, x) {
		x.Invalid = false
		x, t = x.parent, t.Parent
	}
}

// complete reports whether every partition of t has a valid part of x.
func (c *Catalog) complete(t *Table, x *Index) bool {
	for _, part := range c.Tables {
		if part.Parent != t {
			continue
		}
		if !slices.ContainsFunc(part.Indexes, func(y *Index) bool { return y.parent == x && !y.Invalid }) {
			return false
		}
	}
	return true
}
