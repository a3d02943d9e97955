package schema

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

func (c *Catalog) createIndex(s *parse.CreateIndex, at Place) {
	t := c.Table(s.Table)
	if t == nil {
		return
	}
	x := &Index{
		Name: s.Name, Method: s.Method, Unique: s.Unique, Keys: slices.Clone(s.Keys), Include: s.Include, Where: s.Where,
		Invalid: s.Only && len(t.Partitioned) > 0, Place: at,
	}
	if x.Name == "" {
		x.Name = c.indexName(t, x)
	} else if c.indexNamed(x.Name, t.Name.Schema) {
		return // IF NOT EXISTS looks at the name alone
	}
	t.Indexes = append(t.Indexes, x)
	if x.Invalid {
		return
	}
	for _, part := range c.Tables {
		if part.Parent == t && !hasLike(part, x) {
			c.copyIndex(part, x, at)
		}
	}
}

// indexNamed reports whether a relation of that name exists: indexes share their names with tables.
func (c *Catalog) indexNamed(name, schema string) bool {
	for _, t := range c.Tables {
		if t.Name.Schema != schema {
			continue
		}
		if t.Name.Name == name || slices.ContainsFunc(t.Indexes, func(x *Index) bool { return x.Name == name }) {
			return true
		}
	}
	return false
}

func (c *Catalog) dropIndex(name string) {
	for _, t := range c.Tables {
		t.Indexes = slices.DeleteFunc(t.Indexes, func(x *Index) bool { return x.Name == name })
	}
}

// addConstraint adds a key of t and the index that stands behind it.
func (c *Catalog) addConstraint(t *Table, k *parse.Constraint, at Place) {
	switch k.Kind {
	case parse.ForeignKey:
		fk := &ForeignKey{
			Name: k.Name, Columns: k.Columns, Ref: c.refName(k.Ref), RefColumns: k.RefColumns, OnDelete: k.OnDelete, Place: at,
		}
		if fk.Name == "" {
			fk.Name = c.constraintName(t, k.Columns, "fkey")
		}
		t.ForeignKeys = append(t.ForeignKeys, fk)
		return
	case parse.PrimaryKey:
		for _, name := range k.Columns {
			if col := t.Column(name); col != nil {
				col.NotNull = true
			}
		}
	}
	if k.UsingIndex != "" {
		c.adopt(t, k)
		return
	}
	x := &Index{
		Name: k.Name, Method: "btree", Unique: true, Primary: k.Kind == parse.PrimaryKey, Constraint: true,
		Include: k.Include, Where: k.Where, Place: at,
	}
	for _, col := range k.Columns {
		x.Keys = append(x.Keys, parse.IndexKey{Column: col})
	}
	if k.Kind == parse.Exclude {
		x.Method, x.Keys = k.Method, k.Keys
	}
	if x.Name == "" {
		x.Name = c.keyName(t, k, x)
	}
	t.Indexes = append(t.Indexes, x)
	for _, part := range c.Tables {
		if part.Parent == t && !hasLike(part, x) {
			c.copyIndex(part, x, at)
		}
	}
}

// adopt makes an existing index the one of a key, which renames it.
func (c *Catalog) adopt(t *Table, k *parse.Constraint) {
	for _, x := range t.Indexes {
		if x.Name == k.UsingIndex {
			x.Constraint, x.Primary = true, k.Kind == parse.PrimaryKey
			if k.Name != "" {
				x.Name = k.Name
			}
		}
	}
}

func (c *Catalog) refName(n parse.Name) parse.Name {
	if t := c.Table(n); t != nil {
		return t.Name
	}
	return c.qualify(n)
}

// mentions reports whether x uses column in a key, an expression, its predicate or its payload.
func (x *Index) mentions(column string) bool {
	if slices.Contains(x.Include, column) || names(x.Where, column) {
		return true
	}
	return slices.ContainsFunc(x.Keys, func(k parse.IndexKey) bool { return k.Column == column || names(k.Expr, column) })
}

func names(e *parse.Expr, column string) bool {
	found := false
	e.Walk(func(e *parse.Expr) bool {
		found = found || e.Kind == parse.Column && e.Name == column
		return !found
	})
	return found
}

// Spelled returns x as a schema listing shows it.
func (x *Index) Spelled() string {
	var keys []string
	for _, k := range x.Keys {
		key := k.Column
		if k.Expr != nil {
			key = parse.Canon(k.Expr)
		}
		if k.Desc {
			key += " desc"
		}
		keys = append(keys, key)
	}
	s := x.Name + " (" + strings.Join(keys, ", ") + ")"
	if x.Method != "btree" {
		s += " using " + x.Method
	}
	if x.Unique {
		s += " unique"
	}
	if x.Where != nil {
		s += " where " + parse.Canon(x.Where)
	}
	return s
}
