package filter

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// finish spells the statement, unless an index with these keys exists.
func (j *judge) finish(r *rel, s *Suggestion) []Suggestion {
	if len(s.Keys) == 0 {
		return nil
	}
	for _, x := range r.table.Indexes {
		if x.Method != "btree" || x.Where != nil || x.Invalid || s.Method != "" {
			continue
		}
		switch n := shared(x, s.Keys); {
		case n == len(s.Keys) && s.Where == "":
			return nil
		case n == len(x.Keys) && !x.Unique && s.Where == "":
			s.Replaces = x.Name
		}
	}
	s.SQL = spell(j.cat, r.table, s)
	return []Suggestion{*s}
}

// shared returns how many plain columns x begins with that keys begin with too.
func shared(x *schema.Index, keys []string) int {
	n := 0
	for n < len(x.Keys) && n < len(keys) {
		if k := x.Keys[n]; k.Expr != nil || k.Opclass != "" || k.Collation != "" || k.Desc || k.NullsFirst || parse.Quote(k.Column) != keys[n] {
			break
		}
		n++
	}
	return n
}

func spell(cat *schema.Catalog, t *schema.Table, s *Suggestion) string {
	var keys []parse.IndexKey
	for _, k := range s.Keys {
		keys = append(keys, labelKey(k))
	}
	name := cat.SuggestName(t, keys)
	table := parse.Quote(t.Name.Name)
	if t.Name.Schema != "public" {
		table = parse.Quote(t.Name.Schema) + "." + table
	}
	how := "CREATE INDEX CONCURRENTLY "
	if len(t.Partitioned) > 0 {
		how = "CREATE INDEX " // PostgreSQL has no other for a table of partitions
	}
	sql := how + parse.Quote(name) + " ON " + table + " "
	if s.Method != "" {
		sql += "USING " + s.Method + " "
	}
	sql += "(" + strings.Join(s.Keys, ", ") + ")"
	if s.Where != "" {
		sql += " WHERE " + s.Where
	}
	return sql
}

// labelKey returns what names the key in the index's name.
func labelKey(k string) parse.IndexKey {
	switch {
	case strings.HasPrefix(k, "("):
		return parse.IndexKey{Column: "expr"}
	case strings.Contains(k, "("):
		return parse.IndexKey{Column: k[:strings.IndexByte(k, '(')]}
	}
	word, _, _ := strings.Cut(k, " ")
	return parse.IndexKey{Column: strings.Trim(word, `"`)}
}
