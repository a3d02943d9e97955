package main

import (
	"fmt"
	"strings"
)

// A source is one item of FROM: a table under its alias, or a subquery with columns of known types.
type source struct {
	alias   string
	columns []column
	table   *table
}

func (g *generator) alias() string {
	g.aliases++
	return fmt.Sprintf("x%d", g.aliases)
}

func (g *generator) from(t *table) source { return source{g.alias(), t.columns, t} }

// param makes a parameter of a type.
func (g *generator) param(typ string) string {
	g.params++
	base, _, _ := strings.Cut(typ, " COLLATE")
	return fmt.Sprintf("$%d::%s", g.params, base)
}

// open makes a parameter that takes the type of what it is compared with.
func (g *generator) open() string {
	g.params++
	return fmt.Sprintf("$%d", g.params)
}

// cond makes a condition on s. Templates have %s for the column; the rest comes from the type.
func (g *generator) cond(s source) string {
	if g.once(12) {
		return g.junction(s)
	}
	c := pick(g, s.columns...)
	return g.atom(s.alias+"."+c.name, c.typ)
}

// junction makes conditions of conditions.
func (g *generator) junction(s source) string {
	a, b := g.cond(s), g.cond(s)
	switch g.IntN(7) {
	case 0:
		return fmt.Sprintf("NOT (%s)", a)
	case 1:
		return fmt.Sprintf("(%s AND %s)", a, b)
	case 2:
		return fmt.Sprintf("NOT (%s OR %s)", a, b)
	case 3:
		return fmt.Sprintf("((%s AND %s) OR (%s AND %s))", a, b, a, g.cond(s))
	case 4:
		g.custom = true
		return fmt.Sprintf("(%s IS NULL OR %s)", g.param("int"), a)
	}
	return fmt.Sprintf("(%s OR %s)", a, b)
}

// numeric are the conditions on numbers; V is a value of the column's type.
var numberConds = []string{
	"%s = V", "%s = V", "%s = V", "V = %s", "%s = $", "%s > V", "%s <= V", "%s BETWEEN V AND V", "%s IN (1, 2, 3)", "%s = ANY(A)",
	"%s <> V", "%s NOT IN (1, 2)", "%s IS NULL", "%s IS NOT NULL", "%s + 1 = V", "abs(%s) = V", "COALESCE(%s, 0) = V", "%s = V + 1",
	"%s > 50", "%s = 7", "%s IN (7)", "NOT %s > V", "%s IS DISTINCT FROM V", "%s = 1.5", "%s = (SELECT max(q.id) FROM t0 q)",
	"%s > ANY(A)", "%s <> ALL(A)", "%s %% 10 = V", "-%s = V", "%s IN (V, V)", "%s = $::bigint", "%s = $::numeric", "%s = random()",
	"%s = greatest(V, V)", "%s IS NOT DISTINCT FROM V", "%s::text = $", "%s < V AND %[1]s > V", "%s = COALESCE(V, 5)",
}

var textConds = []string{
	"%s = V", "%s = V", "%s = V", "%s = $", "%s > V", "%s IN ('x', 'y')", "%s = ANY(A)", "%s LIKE 'abc%%'", "%s LIKE '%%abc%%'",
	"%s ILIKE 'abc%%'", "%s LIKE 'abc'", "lower(%s) = V", "lower(%s) = lower(V)", "upper(%s) = V", "%s <> V", "%s IS NULL", "%s ~ '^abc'",
	"%s ~ 'abc'", "starts_with(%s, 'abc')", "%s = 'x'", "%s <> ''", "%s || '' = V", "trim(%s) = V", "length(%s) > 5", "COALESCE(%s, '') = V",
	"%s % V", "%s NOT LIKE 'a%%'", "%s LIKE '12%%'", "%s ILIKE '12%%'", `%s COLLATE "C" = V`, "%s = $::text", "%s = $::varchar", "%s LIKE 'a_c'",
	"%s ~* 'abc'", "%s IN ('x')", "%s BETWEEN 'a' AND 'b'", "substr(%s, 1, 3) = V", "%s SIMILAR TO 'abc%%'", "%s IS NOT NULL", "%s ^@ 'abc'",
	"lower(%s) LIKE 'abc%%'", "%s = 'a' || V", "%s LIKE 'a\\_%%'", "%s ~ '^(abc|def)'", "%s ~ '^abc$'", "%s NOT IN ('x', 'y')",
}

var timeConds = []string{
	"%s > V", "%s < V", "%s = V", "%s BETWEEN V AND V", "%s > now() - interval '1 day'", "%s > clock_timestamp()", "%s IS NULL",
	"%s + interval '1 day' > now()", "%s::date = $::date", "date_trunc('day', %s) = $", "extract(year FROM %s) = $", "%s IS NOT NULL",
	"%s >= $::date AND %[1]s < $::date", "%s > current_date", "%s >= $::timestamptz", "%s < $::timestamp", "%s > '2024-01-01'",
	"%s < now()", "COALESCE(%s, now()) > V", "%s <= now() - $::interval", "age(%s) > interval '1 day'", "%s NOT BETWEEN V AND V",
}

// conds are the conditions by the column's type: V stands for a value of the type, A for an array
// of such, $ for a parameter.
var conds = map[string][]string{
	"int": numberConds, "bigint": numberConds, "smallint": numberConds, "numeric": numberConds,
	"float8": {"%s = V", "%s > V", "%s = 1.5", "%s = $::int", "%s = $::numeric", "%s IS NULL", "%s IN (1, 2.5)"},
	"text":   textConds, `text COLLATE "C"`: textConds, "varchar(80)": textConds,
	"citext":      {"%s = V", "%s = $", "%s = $::text", "%s = 'x'", "lower(%s) = $", "%s > V", "%s IN ('a', 'b')", "%s LIKE 'abc%%'", "%s IS NULL"},
	"timestamptz": timeConds, "timestamp": timeConds,
	"date":    {"%s = V", "%s > V", "%s = current_date", "%s > now()", "%s = $::timestamptz", "%s BETWEEN V AND V", "%s + 1 = V", "%s IS NULL", "extract(dow FROM %s) = 1", "%s = 'today'"},
	"boolean": {"%s", "NOT %s", "%s = true", "%s = V", "%s IS TRUE", "%s IS NOT TRUE", "%s IS FALSE", "%s IS NULL", "%s = false", "%s <> true", "COALESCE(%s, false)", "%s IS UNKNOWN", "%s IS NOT FALSE"},
	"st":      {"%s = 'pending'", "%s = V", "%s = $", "%s IN ('pending', 'running')", "%s <> 'done'", "%s = ANY(A)", "%s::text = $", "%s NOT IN ('done')", "%s > 'pending'", "%s IN ('pending', 'running', 'done')", "%s IS NULL"},
	"uuid":    {"%s = V", "%s = $", "%s = ANY(A)", "%s::text = $", "%s > V", "%s IN (V, V)", "%s IS NULL", "%s <> V", "%s = '6f9619ff-8b86-d011-b42d-00c04fc964ff'", "%s = gen_random_uuid()"},
	"jsonb": {"%s @> V", "%s <@ V", "%s->>'k' = $::text", "%s->>'j' = $::text", "(%s->>'k')::int = $::int", "%s->'k' = V", "%s ? 'k'", "%s ?| $::text[]", "%s ?& $::text[]",
		"%s @@ '$.a == 1'", "%s @? '$.a'", "jsonb_exists(%s, 'k')", "%s = V", "%s IS NULL", "%s#>>'{a,b}' = $::text", "%s->'tags' ? $::text", "%s->'tags' @> V", "%s ->> 'k' LIKE 'a%%'", "%s ->> 'k' IN ('a', 'b')", "%s ->> 'k' IS NOT NULL"},
	"text[]":    {"%s @> V", "%s && V", "%s <@ V", "%s = V", "$ = ANY(%s)", "'x' = ANY(%s)", "%s @> ARRAY['x']", "cardinality(%s) = 2", "array_length(%s, 1) = 2", "%s[1] = $::text", "%s IS NULL", "%s <> V"},
	"int[]":     {"%s @> V", "%s && V", "%s = V", "$ = ANY(%s)", "$ = ALL(%s)", "NOT ($ = ANY(%s))", "%s @> ARRAY[1]"},
	"tsvector":  {"%s @@ to_tsquery('english', $::text)", "%s @@ plainto_tsquery($::text)", "%s @@ websearch_to_tsquery('simple', 'x')", "%s @@ $::tsquery", "%s = V", "to_tsquery('x') @@ %s"},
	"tstzrange": {"%s && V", "%s @> now()", "%s @> $::timestamptz", "%s <@ V", "lower(%s) > $::timestamptz", "%s = V", "upper(%s) IS NULL", "%s << V", "%s -|- V", "isempty(%s)", "now() <@ %s", "%s > V"},
	"inet":      {"%s = V", "%s <<= V", "%s >>= V", "%s && V", "%s << '10.0.0.0/8'", "host(%s) = $::text", "%s > V", "%s <> V", "%s IN ('10.0.0.1', '10.0.0.2')"},
}

// atom makes a condition on the expression e of type typ.
func (g *generator) atom(e, typ string) string {
	t := pick(g, conds[typ]...)
	if t == "" {
		return e + " IS NOT NULL"
	}
	return g.fill(t, e, typ)
}

// fill writes e into template t, and values into its places.
func (g *generator) fill(t, e, typ string) string {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(t); i++ {
		c := t[i]
		lone := (i == 0 || !letter(t[i-1])) && (i+1 == len(t) || !letter(t[i+1]))
		switch {
		case c == '\'':
			quoted = !quoted
			b.WriteByte(c)
		case strings.HasPrefix(t[i:], "%[1]s"):
			b.WriteString(e)
			i += 4
		case strings.HasPrefix(t[i:], "%s"):
			b.WriteString(e)
			i++
		case strings.HasPrefix(t[i:], "%%"):
			b.WriteByte('%')
			i++
		case quoted:
			b.WriteByte(c)
		case c == 'V' && lone:
			b.WriteString(g.param(typ))
		case c == 'A' && lone:
			b.WriteString(g.param(strings.TrimSuffix(typ, "(80)") + "[]"))
		case c == '$':
			b.WriteString(g.open())
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' }
