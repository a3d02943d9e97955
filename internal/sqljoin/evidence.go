package sqljoin

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// Keys writes table.column, table.(a, b), or the table alone.
func Keys(t *schema.Table, keys []string) string {
	const most = 4
	if len(keys) > most {
		keys = append(slices.Clone(keys[:most]), "…")
	}
	switch len(keys) {
	case 0:
		return t.Name.Name
	case 1:
		return t.Name.Name + "." + keys[0]
	}
	return t.Name.Name + ".(" + strings.Join(keys, ", ") + ")"
}

// Indexes writes the keys that indexes of t have, as evidence: "t has: (a), (b, c)".
func Indexes(t *schema.Table) string {
	const most = 6
	var all []string
	for _, x := range t.Indexes {
		keys := keysOf(x)
		if slices.Contains(all, keys) {
			continue
		}
		if len(all) == most {
			all = append(all, "…")
			break
		}
		all = append(all, keys)
	}
	if len(all) == 0 {
		return t.Name.Name + " has no index"
	}
	return t.Name.Name + " has: " + strings.Join(all, ", ")
}

func keysOf(x *schema.Index) string {
	var ks []string
	for _, k := range x.Keys {
		if k.Column != "" {
			ks = append(ks, k.Column)
			continue
		}
		text, ok := parse.SQL(k.Expr)
		if !ok {
			text = "an expression"
		}
		ks = append(ks, text)
	}
	s := "(" + strings.Join(ks, ", ") + ")"
	if x.Method != "btree" && x.Method != "" {
		s = x.Method + " " + s
	}
	if x.Where != nil {
		if text, ok := parse.SQL(x.Where); ok {
			s += " where " + text
		} else {
			s += " in part"
		}
	}
	return s
}
