package schema

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// nameLen is the longest name that PostgreSQL keeps, in bytes.
const nameLen = 63

// indexName chooses the name of an unnamed index as PostgreSQL does: table, columns, and a label
// that tells what it is.
func (c *Catalog) indexName(t *Table, x *Index) string {
	free := func(name string) bool {
		return !c.taken(name, t.Name.Schema) && !(x.Constraint && c.constraintTaken(name, t.Name.Schema))
	}
	labels := keyLabels(x)
	switch {
	case x.Primary:
		return choose(t.Name.Name, "", "pkey", free)
	case x.Constraint && !x.Unique:
		return choose(t.Name.Name, labels, "excl", free)
	case x.Constraint:
		return choose(t.Name.Name, labels, "key", free)
	}
	return choose(t.Name.Name, labels, "idx", free)
}

// keyName chooses the name of a constraint without an index: it may be that of a relation.
func (c *Catalog) keyName(t *Table, columns []string, label string) string {
	return choose(t.Name.Name, joinLabels(columns), label, func(name string) bool { return !c.constraintTaken(name, t.Name.Schema) })
}

// SuggestName returns the name that PostgreSQL would give an index of t over keys.
func (c *Catalog) SuggestName(t *Table, keys []parse.IndexKey) string {
	return c.indexName(t, &Index{Method: "btree", Keys: keys})
}

// taken reports whether a relation of that name exists: indexes share their names with tables.
func (c *Catalog) taken(name, schema string) bool {
	if c.byName[parse.Name{Schema: schema, Name: name}] != nil {
		return true
	}
	if !c.named[name] {
		return false
	}
	_, x := c.indexIn(schema, name)
	return x != nil
}

// constraintTaken reports whether a constraint of that name exists in the schema.
func (c *Catalog) constraintTaken(name, schema string) bool {
	if !c.named[name] {
		return false
	}
	for _, t := range c.Tables {
		if t.Name.Schema != schema {
			continue
		}
		if slices.ContainsFunc(t.ForeignKeys, func(f *ForeignKey) bool { return f.Name == name }) ||
			slices.ContainsFunc(t.Indexes, func(x *Index) bool { return x.Constraint && x.Name == name }) {
			return true
		}
	}
	return false
}

// keyLabels names the keys and the payload of x; a second one of the same name gets a number.
func keyLabels(x *Index) string {
	var labels []string
	add := func(label string) {
		name := label
		for n := 1; slices.Contains(labels, name); n++ {
			digits := strconv.Itoa(n)
			name = clip(label, nameLen-len(digits)) + digits
		}
		labels = append(labels, name)
	}
	for _, k := range x.Keys {
		if k.Expr == nil {
			add(k.Column)
		} else if label, _ := label(k.Expr); label != "" {
			add(label)
		} else {
			add("expr")
		}
	}
	for _, col := range x.Include {
		add(col)
	}
	return joinLabels(labels)
}

// joinLabels joins the names of columns; what is over the length of a name is left out.
func joinLabels(labels []string) string {
	s := strings.Join(labels, "_")
	return s[:min(len(s), nameLen)]
}

// choose returns the first name of that form that is free.
func choose(table, columns, label string, free func(string) bool) string {
	for n := 0; ; n++ {
		l := label
		if n > 0 {
			l += strconv.Itoa(n)
		}
		if name := cut(table, columns, l); free(name) {
			return name
		}
	}
}

// cut joins the parts and shortens the longer of table and columns until the name fits.
func cut(table, columns, label string) string {
	room := nameLen - len(label) - 1
	if columns != "" {
		room--
	}
	a, b := len(table), len(columns)
	for a+b > room {
		if a > b {
			a--
		} else {
			b--
		}
	}
	if columns == "" {
		return clip(table, a) + "_" + label
	}
	return clip(table, a) + "_" + clip(columns, b) + "_" + label
}

// clip cuts s to n bytes without cutting a character.
func clip(s string, n int) string {
	if n >= len(s) {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
