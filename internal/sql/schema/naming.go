package schema

import (
	"strconv"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// nameLen is the longest name that PostgreSQL keeps, in bytes.
const nameLen = 63

// indexName chooses the name of an unnamed index as PostgreSQL does: table, columns, idx.
func (c *Catalog) indexName(t *Table, x *Index) string {
	label := "idx"
	switch {
	case x.Primary:
		return c.free(t, t.Name.Name, "", "pkey")
	case x.Constraint && x.Method != "btree":
		label = "excl"
	case x.Constraint:
		label = "key"
	}
	return c.free(t, t.Name.Name, keyLabels(x.Keys), label)
}

func (c *Catalog) keyName(t *Table, k *parse.Constraint, x *Index) string {
	switch k.Kind {
	case parse.PrimaryKey:
		return c.free(t, t.Name.Name, "", "pkey")
	case parse.Exclude:
		return c.free(t, t.Name.Name, keyLabels(x.Keys), "excl")
	}
	return c.constraintName(t, k.Columns, "key")
}

func (c *Catalog) constraintName(t *Table, columns []string, label string) string {
	return c.free(t, t.Name.Name, strings.Join(columns, "_"), label)
}

// keyLabels names the keys: a column by its name, a function by the function's, anything else expr.
func keyLabels(keys []parse.IndexKey) string {
	var parts []string
	seen := map[string]int{}
	for _, k := range keys {
		name := keyLabel(k)
		if n := seen[name]; n > 0 { // two keys of one name: expr, expr1
			seen[name]++
			name += strconv.Itoa(n)
		} else {
			seen[name] = 1
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, "_")
}

func keyLabel(k parse.IndexKey) string {
	if k.Expr == nil {
		return k.Column
	}
	switch e := k.Expr; e.Kind {
	case parse.Func:
		return e.Name
	case parse.Column:
		return e.Name
	case parse.Cast:
		return keyLabel(parse.IndexKey{Expr: castLabel(e)})
	case parse.Case:
		return "case"
	}
	return "expr"
}

// castLabel returns what names a cast: its operand when that has a name, else the type.
func castLabel(e *parse.Expr) *parse.Expr {
	switch a := e.Args[0]; a.Kind {
	case parse.Column, parse.Func:
		return a
	case parse.Cast:
		return castLabel(a)
	}
	return &parse.Expr{Kind: parse.Column, Name: parse.TypeAlias(e.Name)}
}

// free returns the first name of that form that nothing has yet.
func (c *Catalog) free(t *Table, table, columns, label string) string {
	for n := 0; ; n++ {
		l := label
		if n > 0 {
			l += strconv.Itoa(n)
		}
		name := cut(table, columns, l)
		if !c.indexNamed(name, t.Name.Schema) && !hasConstraint(t, name) {
			return name
		}
	}
}

func hasConstraint(t *Table, name string) bool {
	for _, f := range t.ForeignKeys {
		if f.Name == name {
			return true
		}
	}
	return false
}

// cut joins the parts and shortens the longer of table and columns until the name fits.
func cut(table, columns, label string) string {
	over := len(label) + 1
	if columns != "" {
		over++
	}
	for len(table)+len(columns)+over > nameLen {
		if len(table) > len(columns) {
			table = table[:len(table)-1]
		} else {
			columns = columns[:len(columns)-1]
		}
	}
	if columns == "" {
		return table + "_" + label
	}
	return table + "_" + columns + "_" + label
}

// SuggestName returns the name that PostgreSQL would give an index of t over keys.
func (c *Catalog) SuggestName(t *Table, keys []parse.IndexKey) string {
	return c.indexName(t, &Index{Method: "btree", Keys: keys})
}
