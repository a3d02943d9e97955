package schema

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

func (c *Catalog) drop(s *parse.Drop) {
	for _, n := range s.Names {
		switch s.Kind {
		case "table", "view", "matview":
			if t := c.Table(n); t != nil {
				c.remove(t)
			}
		case "index":
			if t, x := c.index(n); x != nil {
				c.dropIndex(t, x)
			}
		case "type", "domain":
			c.dropType(n, s.Cascade)
		case "schema":
			for _, t := range slices.Clone(c.Tables) {
				if t.Name.Schema == n.Name {
					c.remove(t)
				}
			}
		}
	}
}

// remove drops a table and what cannot be without it: its partitions and children, the foreign
// keys to it and the views over it. Without CASCADE PostgreSQL refuses when there are any.
func (c *Catalog) remove(t *Table) {
	if c.byName[t.Name] != t {
		return // gone already, by another road
	}
	dependents := c.children(t)
	for _, v := range c.Tables {
		if v.query != nil && c.reads(v.query, t) {
			dependents = append(dependents, v)
		}
	}
	delete(c.byName, t.Name)
	c.Tables = slices.DeleteFunc(c.Tables, func(x *Table) bool { return x == t })
	for _, x := range c.Tables {
		x.ForeignKeys = slices.DeleteFunc(x.ForeignKeys, func(f *ForeignKey) bool { return f.Ref == t.Name })
	}
	for _, d := range dependents {
		c.remove(d)
	}
}

// reads reports whether a query names t.
func (c *Catalog) reads(q *parse.Query, t *Table) bool {
	found := false
	q.Tables(func(r *parse.Ref) { found = found || c.Table(r.Table) == t })
	return found
}

// dropType drops a type, and with CASCADE, without which it could not be in use, its columns.
func (c *Catalog) dropType(n parse.Name, cascade bool) {
	name, t := c.userType(n)
	if t == nil {
		return
	}
	delete(c.types, name)
	if !t.Enum || !cascade {
		return // columns know a domain by its base
	}
	for _, table := range c.Tables {
		for _, col := range slices.Clone(table.Columns) {
			if base := strings.TrimSuffix(col.Type, "[]"); base == name.Name {
				c.dropColumn(table, col.Name)
			}
		}
	}
}
