package schema

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// likeColumns gives t the columns of the table that LIKE names.
func (c *Catalog) likeColumns(t *Table, like parse.Like, at Place) {
	from := c.Table(like.Table)
	if from == nil {
		t.Uncertain = "made like " + like.Table.String() + ", which is not known (" + at.String() + ")"
		return
	}
	t.copyColumns(from, true)
}

// likeIndexes gives t the indexes of the table that LIKE names, when it asks for them: after t's
// own keys.
func (c *Catalog) likeIndexes(t *Table, like parse.Like, at Place) {
	from := c.Table(like.Table)
	if from == nil || !like.Indexes {
		return
	}
	for _, x := range from.Indexes {
		c.copyIndex(t, x, at)
	}
}

// inherit makes t a child of parent: it has the parent's columns, but not its indexes.
func (c *Catalog) inherit(t *Table, name parse.Name, at Place) {
	parent := c.Table(name)
	if parent == nil {
		t.Uncertain = "inherits from " + name.String() + ", which is not known (" + at.String() + ")"
		return
	}
	if parent.below(t) {
		return // an error of the migration
	}
	t.Inherits, parent.heirs = append(t.Inherits, parent), true
	t.copyColumns(parent, false)
}

// below reports whether t is x, a part of it or a child: then x can be neither of t.
func (t *Table) below(x *Table) bool {
	if t == x || t.Parent != nil && t.Parent.below(x) {
		return true
	}
	return slices.ContainsFunc(t.Inherits, func(p *Table) bool { return p.below(x) })
}

// copyColumns gives t the columns of from that it has not yet; own says that they are t's own.
func (t *Table) copyColumns(from *Table, own bool) {
	for _, col := range from.Columns {
		if mine := t.Column(col.Name); mine != nil {
			mine.NotNull = mine.NotNull || col.NotNull
			continue
		}
		cp := *col
		cp.own = own
		t.Columns = append(t.Columns, &cp)
	}
}
