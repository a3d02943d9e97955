package schema

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// An Index is an index, or the one behind a key.
type Index struct {
	Name       string
	Method     string
	Unique     bool
	Primary    bool
	Constraint bool // made by PRIMARY KEY, UNIQUE or, when it is not unique, EXCLUDE
	Keys       []parse.IndexKey
	Include    []string
	Where      *parse.Expr
	Invalid    bool // ON ONLY a partitioned table: not usable
	Place      Place

	NullsNotDistinct bool // of unique ones: one NULL only
	Deferrable       bool // ON CONFLICT cannot use it

	parent *Index // of the partitioned table
}

func (c *Catalog) createIndex(s *parse.CreateIndex, at Place) {
	t := c.Table(s.Table)
	if t == nil {
		return
	}
	x := &Index{
		Name: s.Name, Method: s.Method, Unique: s.Unique, Keys: s.Keys, Include: s.Include, Where: s.Where, Place: at,
		Invalid: s.Only && len(c.parts(t)) > 0, NullsNotDistinct: s.NullsNotDistinct,
	}
	x.bind(t)
	if x.Name == "" {
		x.Name = c.indexName(t, x)
	} else if c.taken(x.Name, t.Name.Schema) {
		return // IF NOT EXISTS looks at the name alone
	}
	c.addIndex(t, x)
	if !s.Only {
		c.spread(t, x, at)
	}
}

func (c *Catalog) addIndex(t *Table, x *Index) {
	t.Indexes = append(t.Indexes, x)
	c.named[x.Name] = true
}

// bind gives x trees of its own whose columns know their types: whether a cast changes anything
// depends on them.
func (x *Index) bind(t *Table) {
	x.Include, x.Where = slices.Clone(x.Include), bound(x.Where, t)
	x.Keys = slices.Clone(x.Keys)
	for i := range x.Keys {
		x.Keys[i].Expr = bound(x.Keys[i].Expr, t)
	}
}

func bound(e *parse.Expr, t *Table) *parse.Expr {
	if e == nil {
		return nil
	}
	cp := *e
	if col := t.Column(e.Name); e.Kind == parse.Column && col != nil {
		cp.Source = col
	}
	cp.Args = make([]*parse.Expr, len(e.Args))
	for i, a := range e.Args {
		cp.Args[i] = bound(a, t)
	}
	return &cp
}

// copyIndex makes an index of t like x, with a name of its own.
func (c *Catalog) copyIndex(t *Table, x *Index, at Place) *Index {
	cp := *x
	cp.Place, cp.Invalid, cp.parent = at, false, nil
	cp.bind(t)
	cp.Name = c.indexName(t, &cp)
	c.addIndex(t, &cp)
	return &cp
}

// index finds an index by its name, with its table.
func (c *Catalog) index(n parse.Name) (*Table, *Index) {
	schemas := c.path
	if n.Schema != "" {
		schemas = []string{n.Schema}
	}
	for _, s := range schemas {
		if t, x := c.indexIn(s, n.Name); x != nil {
			return t, x
		}
	}
	if n.Schema != "" {
		return nil, nil
	}
	return c.indexIn("", n.Name)
}

// indexIn finds an index in a schema, or in any when schema is "".
func (c *Catalog) indexIn(schema, name string) (*Table, *Index) {
	for _, t := range c.Tables {
		if schema != "" && t.Name.Schema != schema {
			continue
		}
		for _, x := range t.Indexes {
			if x.Name == name {
				return t, x
			}
		}
	}
	return nil, nil
}

// dropIndex drops an index of t with its parts on partitions, and the foreign keys that rest on it.
func (c *Catalog) dropIndex(t *Table, x *Index) {
	t.Indexes = slices.DeleteFunc(t.Indexes, func(y *Index) bool { return y == x })
	for _, part := range c.Tables {
		for _, y := range slices.Clone(part.Indexes) {
			if y.parent == x {
				c.dropIndex(part, y)
			}
		}
	}
	if x.Unique {
		c.dropUnkeyed(t)
	}
}

// like reports whether x and y have the same keys over tables of the same columns.
func (x *Index) like(y *Index) bool {
	return x.Method == y.Method && x.Unique == y.Unique && slices.EqualFunc(x.Keys, y.Keys, sameKey) &&
		parse.Canon(x.Where) == parse.Canon(y.Where)
}

func sameKey(a, b parse.IndexKey) bool {
	return a.Column == b.Column && parse.Canon(a.Expr) == parse.Canon(b.Expr) && a.Opclass == b.Opclass && a.Collation == b.Collation
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
