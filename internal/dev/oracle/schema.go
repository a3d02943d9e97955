package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// A column is one column of a random table.
type column struct{ name, typ string }

// A table is one random table.
type table struct {
	name    string
	columns []column
	parents []*table // columns NAME_id refer to them
}

// A generator makes random schemas and queries; the same seed makes the same.
type generator struct {
	*rand.Rand
	tables  []*table
	params  int
	custom  bool // the query has a filter that only a plan for given values serves
	aliases int
}

func newGenerator(seed uint64) *generator {
	return &generator{Rand: rand.New(rand.NewPCG(seed, 42))}
}

func pick[T any](g *generator, list ...T) T { return list[g.IntN(len(list))] }

// once reports true once in n times.
func (g *generator) once(n int) bool { return g.IntN(n) == 0 }

// columnTypes are the types of columns, the common ones more than once.
var columnTypes = []string{
	"int", "int", "int", "bigint", "bigint", "text", "text", "text", "timestamptz", "timestamptz", "boolean", "st", "uuid",
	"varchar(80)", "date", "timestamp", "numeric", "smallint", "float8", "jsonb", "text[]", "int[]", "tsvector", "tstzrange",
	"inet", "citext", `text COLLATE "C"`,
}

const extensions = `CREATE EXTENSION pg_trgm; CREATE EXTENSION citext; CREATE EXTENSION btree_gin; CREATE EXTENSION btree_gist;
CREATE TYPE st AS ENUM ('pending', 'running', 'done');
`

// schema makes tables, each with a foreign key to some before it, and their indexes.
func (g *generator) schema() string {
	var b strings.Builder
	b.WriteString(extensions)
	for i := range 4 {
		t := &table{name: fmt.Sprintf("t%d", i), columns: []column{{"id", "bigint"}}}
		defs := []string{"id bigint PRIMARY KEY"}
		for _, p := range g.tables {
			if g.once(2) {
				t.parents = append(t.parents, p)
				t.columns = append(t.columns, column{p.name + "_id", "bigint"})
				defs = append(defs, p.name+"_id bigint "+pick(g, "NOT NULL ", "")+"REFERENCES "+p.name)
			}
		}
		for k := range 8 {
			typ := pick(g, columnTypes...)
			name := fmt.Sprintf("%c%d", strings.TrimLeft(typ, "_")[0], k)
			t.columns = append(t.columns, column{name, typ})
			defs = append(defs, name+" "+typ+pick(g, " NOT NULL", ""))
		}
		if g.once(4) {
			defs = append(defs, "UNIQUE ("+g.someColumns(t, 2)+")")
		}
		fmt.Fprintf(&b, "CREATE TABLE %s (%s);\n", t.name, strings.Join(defs, ", "))
		g.tables = append(g.tables, t)
		for range 3 + g.IntN(4) {
			b.WriteString(g.index(t) + ";\n")
		}
	}
	for range g.IntN(4) {
		b.WriteString(g.alterations())
	}
	b.WriteString(g.furniture())
	return b.String()
}

// ordered are the types that B-trees are made over here.
var ordered = []string{
	"int", "bigint", "text", "timestamptz", "boolean", "st", "uuid", "varchar(80)", "date", "timestamp", "numeric", "smallint",
	"float8", "citext", `text COLLATE "C"`,
}

// columnOf returns a column of one of the types, or of any type; ok is false when there is none.
func (g *generator) columnOf(t *table, types ...string) (column, bool) {
	var fit []column
	for _, c := range t.columns {
		if len(types) == 0 || slices.Contains(types, c.typ) {
			fit = append(fit, c)
		}
	}
	if len(fit) == 0 {
		return column{}, false
	}
	return pick(g, fit...), true
}

func (g *generator) someColumns(t *table, n int) string {
	var names []string
	for range n {
		if c, ok := g.columnOf(t, ordered...); ok && !slices.Contains(names, c.name) {
			names = append(names, c.name)
		}
	}
	return strings.Join(names, ", ")
}

// index makes one index of t.
func (g *generator) index(t *table) string {
	on := "CREATE INDEX ON " + t.name + " "
	if g.once(3) {
		if s := g.special(t); s != "" {
			return on + s
		}
	}
	var keys []string
	for range 1 + g.IntN(3) {
		c, ok := g.columnOf(t, ordered...)
		if !ok || slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, c.name) }) {
			continue
		}
		key := c.name
		if g.once(6) {
			key += pick(g, " DESC", " DESC NULLS LAST", " NULLS FIRST")
		}
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		keys = []string{"id"}
	}
	x := on + "(" + strings.Join(keys, ", ") + ")"
	if g.once(8) {
		x += " INCLUDE (id)"
	}
	if g.once(4) {
		x += " WHERE " + g.constantCond(t, "")
	}
	return x
}

// specials are indexes other than B-trees over plain keys, by the column's type.
var specials = map[string][]string{
	"text":        {"(%s text_pattern_ops)", "(lower(%s))", "USING hash (%s)", "USING gin (%s gin_trgm_ops)", "USING gist (%s gist_trgm_ops)", `(%s COLLATE "C")`, "(upper(%s), id)", "(COALESCE(%s, ''))"},
	"varchar(80)": {"(%s varchar_pattern_ops)", "(lower(%s))", "USING hash (%s)", "USING gin (%s gin_trgm_ops)"},
	"int":         {"USING brin (%s)", "USING hash (%s)", "USING gin (%s)", "((%s + 1))", "(abs(%s))", "(COALESCE(%s, 0))", "USING gist (%s)"},
	"bigint":      {"USING brin (%s)", "USING hash (%s)", "((%s %% 10))"},
	"timestamptz": {"USING brin (%s)", "USING gist (%s)"},
	"timestamp":   {"((%s::date))", "(date_trunc('day', %s))", "USING brin (%s)"},
	"uuid":        {"USING hash (%s)", "((%s::text))"},
	"jsonb":       {"USING gin (%s)", "USING gin (%s jsonb_path_ops)", "((%s->>'k'))", "(((%s->>'k')::int))", "USING gin ((%[1]s->'tags'))"},
	"text[]":      {"USING gin (%s)", "(%s)"},
	"int[]":       {"USING gin (%s)"},
	"tsvector":    {"USING gin (%s)", "USING gist (%s)"},
	"tstzrange":   {"USING gist (%s)", "(%s)"},
	"inet":        {"USING gist (%s inet_ops)", "(%s)", "USING spgist (%s)"},
	"st":          {"USING hash (%s)", "(%s, id)"},
	"citext":      {"(%s)", "(lower(%s))"},
}

func (g *generator) special(t *table) string {
	c := pick(g, t.columns...)
	if list := specials[c.typ]; len(list) > 0 {
		return fmt.Sprintf(pick(g, list...), c.name)
	}
	return ""
}

// constantCond makes a condition with constants only, as predicates of indexes have. Columns are
// qualified by alias unless it is empty.
func (g *generator) constantCond(t *table, alias string) string {
	c := pick(g, t.columns...)
	name := c.name
	if alias != "" {
		name = alias + "." + name
	}
	switch c.typ {
	case "int", "bigint", "smallint", "numeric":
		return name + pick(g, " > 5", " = 7", " IN (1, 2)", " IS NOT NULL", " < 100", " <> 0", " >= 10")
	case "boolean":
		return pick(g, name, "NOT "+name, name+" = true", name+" IS TRUE")
	case "st":
		return name + pick(g, " = 'pending'", " IN ('pending', 'running')", " <> 'done'")
	case "text":
		return name + pick(g, " = 'x'", " <> ''", " IS NOT NULL", " IN ('x', 'y')")
	}
	return name + pick(g, " IS NULL", " IS NOT NULL")
}
