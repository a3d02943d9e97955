package schema

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// A ForeignKey is a reference to another table.
type ForeignKey struct {
	Name       string
	Columns    []string
	Ref        parse.Name
	RefColumns []string // the parent's primary key when none is given and it is known
	OnDelete   string   // cascade, set null, set default, restrict; "" is no action
	OnUpdate   string
	Place      Place

	parent *ForeignKey // of the partitioned table
}

// addKeys adds the keys of one statement in PostgreSQL's order, by which names are chosen: the
// primary key, other keys, then foreign keys. Of equal keys only the first becomes an index.
func (c *Catalog) addKeys(t *Table, ks []parse.Constraint, at Place) {
	rank := func(k parse.Constraint) int {
		switch k.Kind {
		case parse.PrimaryKey:
			return 0
		case parse.ForeignKey:
			return 2
		}
		return 1
	}
	ranked := slices.Clone(ks)
	slices.SortStableFunc(ranked, func(a, b parse.Constraint) int { return rank(a) - rank(b) })
	var done []parse.Constraint
	for _, k := range ranked {
		same := slices.IndexFunc(done, func(d parse.Constraint) bool { return sameConstraint(d, k) })
		if same < 0 {
			done = append(done, k)
		} else if done[same].Name == "" {
			done[same].Name = k.Name
		}
	}
	before := len(t.Indexes)
	for i := range done {
		c.addConstraint(t, &done[i], at)
	}
	slices.SortStableFunc(t.Indexes[before:], func(a, b *Index) int { return declared(ks, a) - declared(ks, b) })
}

// declared returns which of ks has made x: a table's indexes are listed as people wrote them.
func declared(ks []parse.Constraint, x *Index) int {
	return slices.IndexFunc(ks, func(k parse.Constraint) bool {
		switch k.Kind {
		case parse.ForeignKey:
			return false
		case parse.PrimaryKey:
			return x.Primary
		}
		return !x.Primary && k.UsingIndex == "" && x.Unique == (k.Kind == parse.Unique) && slices.Equal(k.Columns, columns(x))
	})
}

// sameConstraint reports whether b needs no index beside a's.
func sameConstraint(a, b parse.Constraint) bool {
	key := func(k parse.Constraint) bool { return k.Kind == parse.PrimaryKey || k.Kind == parse.Unique }
	return key(a) && key(b) && a.UsingIndex == "" && b.UsingIndex == "" && a.Deferrable == b.Deferrable &&
		a.NullsNotDistinct == b.NullsNotDistinct && slices.Equal(a.Columns, b.Columns) && slices.Equal(a.Include, b.Include)
}

// addConstraint adds a key of t and the index that stands behind it.
func (c *Catalog) addConstraint(t *Table, k *parse.Constraint, at Place) {
	if k.Kind == parse.ForeignKey {
		c.addForeignKey(t, k, at)
		return
	}
	if k.UsingIndex != "" {
		c.adopt(t, k)
		return
	}
	x := &Index{
		Name: k.Name, Method: "btree", Unique: true, Primary: k.Kind == parse.PrimaryKey, Constraint: true,
		Include: k.Include, Where: k.Where, Place: at, NullsNotDistinct: k.NullsNotDistinct, Deferrable: k.Deferrable,
	}
	for _, col := range k.Columns {
		x.Keys = append(x.Keys, parse.IndexKey{Column: col})
	}
	if k.Kind == parse.Exclude {
		x.Method, x.Keys, x.Unique = k.Method, k.Keys, false
	}
	if x.Primary {
		c.primary(t, k.Columns)
	}
	x.bind(t)
	if x.Name == "" {
		x.Name = c.indexName(t, x)
	} else if c.taken(x.Name, t.Name.Schema) {
		return // an error of the migration, or one that is run again
	}
	c.addIndex(t, x)
	c.spread(t, x, at)
}

// primary makes the columns of a primary key NOT NULL.
func (c *Catalog) primary(t *Table, columns []string) {
	for _, name := range columns {
		c.eachColumn(t, name, func(col *Column) { col.NotNull = true })
	}
}

// adopt makes an existing index the one of a key, which renames it.
func (c *Catalog) adopt(t *Table, k *parse.Constraint) {
	for _, x := range t.Indexes {
		if x.Name != k.UsingIndex {
			continue
		}
		x.Constraint, x.Primary, x.Deferrable = true, k.Kind == parse.PrimaryKey, k.Deferrable
		if k.Name != "" {
			x.Name = k.Name
			c.named[x.Name] = true
		}
		for _, key := range x.Keys {
			if col := t.Column(key.Column); col != nil && x.Primary {
				col.NotNull = true
			}
		}
	}
}

func (c *Catalog) addForeignKey(t *Table, k *parse.Constraint, at Place) {
	f := &ForeignKey{
		Name: k.Name, Columns: slices.Clone(k.Columns), RefColumns: slices.Clone(k.RefColumns), Place: at,
		OnDelete: k.OnDelete, OnUpdate: k.OnUpdate,
	}
	if parent := c.Table(k.Ref); parent != nil {
		f.Ref = parent.Name
		if len(f.RefColumns) == 0 {
			f.RefColumns = parent.primaryKey()
		}
	} else {
		f.Ref = c.qualify(k.Ref)
	}
	if f.Name == "" {
		f.Name = c.keyName(t, k.Columns, "fkey")
	} else if slices.ContainsFunc(t.ForeignKeys, func(g *ForeignKey) bool { return g.Name == f.Name }) {
		return // an error of the migration, or one that is run again
	}
	c.addKey(t, f)
	for _, part := range c.parts(t) {
		c.spreadKeyTo(part, f, at)
	}
}

func (c *Catalog) addKey(t *Table, f *ForeignKey) {
	t.ForeignKeys = append(t.ForeignKeys, f)
	c.named[f.Name] = true
}

// primaryKey returns the columns of t's primary key.
func (t *Table) primaryKey() []string {
	for _, x := range t.Indexes {
		if x.Primary {
			return columns(x)
		}
	}
	return nil
}

func columns(x *Index) []string {
	var out []string
	for _, k := range x.Keys {
		out = append(out, k.Column)
	}
	return out
}

func (c *Catalog) dropConstraint(t *Table, name string) {
	for _, x := range slices.Clone(t.Indexes) {
		if x.Constraint && x.Name == name {
			c.dropIndex(t, x)
		}
	}
	for _, f := range slices.Clone(t.ForeignKeys) {
		if f.Name == name {
			c.dropForeignKey(t, f)
		}
	}
}

// dropForeignKey drops a foreign key of t with its parts on partitions.
func (c *Catalog) dropForeignKey(t *Table, f *ForeignKey) {
	t.ForeignKeys = slices.DeleteFunc(t.ForeignKeys, func(g *ForeignKey) bool { return g == f })
	for _, part := range c.Tables {
		for _, g := range slices.Clone(part.ForeignKeys) {
			if g.parent == f {
				c.dropForeignKey(part, g)
			}
		}
	}
}

// dropUnkeyed drops the foreign keys to t whose columns no unique index of t holds any more:
// PostgreSQL drops the index only when CASCADE takes them along.
func (c *Catalog) dropUnkeyed(t *Table) {
	for _, child := range c.Tables {
		for _, f := range slices.Clone(child.ForeignKeys) {
			if f.Ref == t.Name && len(f.RefColumns) > 0 && !t.keyed(f.RefColumns) {
				c.dropForeignKey(child, f)
			}
		}
	}
}

// keyed reports whether a unique index of t has exactly these columns.
func (t *Table) keyed(cols []string) bool {
	return slices.ContainsFunc(t.Indexes, func(x *Index) bool {
		if !x.Unique || len(x.Keys) != len(cols) {
			return false
		}
		for _, k := range x.Keys {
			if !slices.Contains(cols, k.Column) {
				return false
			}
		}
		return true
	})
}
