package main

import (
	"fmt"
	"strings"
)

// rowset makes joins with rows that no table has: VALUES, unnest, generate_series, JSON.
func (g *generator) rowset() string {
	s := g.from(g.anyTable())
	c, ok := g.columnOf(s.table, "int", "bigint", "text", "uuid", "date")
	if !ok {
		c = s.columns[0]
	}
	col, x := s.alias+"."+c.name, g.alias()
	array := g.param(c.typ + "[]")
	from := fmt.Sprintf("SELECT * FROM %s %s ", s.table.name, s.alias)
	switch g.IntN(7) {
	case 0:
		return from + fmt.Sprintf("JOIN unnest(%s) AS %s(v) ON %s.v = %s%s", array, x, x, col, g.where(1, s))
	case 1:
		return from + fmt.Sprintf("WHERE %s IN (SELECT unnest(%s))%s", col, array, strings.Replace(g.where(1, s), " WHERE", " AND", 1))
	case 2:
		return from + fmt.Sprintf("JOIN (VALUES (%s), (%s)) %s(v) ON %s.v = %s%s", g.param(c.typ), g.param(c.typ), x, x, col, g.tail(s))
	case 3:
		return from + fmt.Sprintf("RIGHT JOIN unnest(%s) WITH ORDINALITY AS %s(v, n) ON %s.v = %s ORDER BY %s.n", array, x, x, col, x)
	case 4:
		return from + fmt.Sprintf("WHERE %s = ANY(ARRAY(SELECT v FROM unnest(%s) v))%s", col, array, g.tail(s))
	case 5:
		return from + fmt.Sprintf("WHERE %s IN (VALUES (%s), (%s))", col, g.param(c.typ), g.param(c.typ))
	}
	return from + fmt.Sprintf("JOIN generate_series(1, 10) %s ON %s.id = %s%s", x, s.alias, x, g.where(1, s))
}

// listed makes lists with columns in them, several columns compared at once, and ANY and ALL of
// subqueries.
func (g *generator) listed() string {
	a, b := g.from(g.anyTable()), g.from(g.anyTable())
	parent := column{"id", "bigint"}
	if len(b.table.parents) > 0 {
		parent.name = b.table.parents[0].name + "_id"
	}
	from := fmt.Sprintf("SELECT * FROM %s %s WHERE ", a.table.name, a.alias)
	sub := fmt.Sprintf("FROM %s %s%s", b.table.name, b.alias, g.where(1, b))
	switch g.IntN(7) {
	case 0:
		return fmt.Sprintf("SELECT * FROM %s %s JOIN %s %s ON %s.id IN (%s.id, %s.%s)%s", a.table.name, a.alias, b.table.name, b.alias,
			a.alias, b.alias, b.alias, parent.name, g.where(1, a, b))
	case 1:
		return from + fmt.Sprintf("%s.id = ANY(SELECT %s.%s %s)", a.alias, b.alias, parent.name, sub)
	case 2:
		return from + fmt.Sprintf("%s.id <> ALL(SELECT %s.%s %s) AND %s", a.alias, b.alias, parent.name, sub, g.cond(a))
	case 3:
		return from + fmt.Sprintf("(%s.id, %s.id) IN (SELECT %s.id, %s.%s %s)", a.alias, a.alias, b.alias, b.alias, parent.name, sub)
	case 4:
		return from + fmt.Sprintf("%s.id = (SELECT %s.%s %s LIMIT 1)", a.alias, b.alias, parent.name, sub)
	case 5:
		return from + fmt.Sprintf("%s.id = ANY(ARRAY(SELECT %s.%s %s))", a.alias, b.alias, parent.name, sub)
	}
	return from + fmt.Sprintf("%s IN (%s.id, %s.%s)", g.param("bigint"), a.alias, a.alias, a.columns[min(1, len(a.table.parents))].name)
}

// optional makes filters that a parameter switches off.
func (g *generator) optional() string {
	s := g.from(g.anyTable())
	var parts []string
	for range 1 + g.IntN(2) {
		c, ok := g.columnOf(s.table, "int", "bigint", "text", "uuid", "timestamptz")
		if !ok {
			c = s.columns[0]
		}
		e, p := s.alias+"."+c.name, g.param(c.typ)
		parts = append(parts, pick(g,
			fmt.Sprintf("(%s IS NULL OR %s = %s)", p, e, p),
			fmt.Sprintf("(%s = %s OR %s IS NULL)", e, p, p),
			fmt.Sprintf("%s = COALESCE(%s, %s)", e, p, e),
			fmt.Sprintf("CASE WHEN %s IS NOT NULL THEN %s = %s ELSE true END", p, e, p),
			fmt.Sprintf("(NOT %s::bool OR %s >= %s)", g.open(), e, p),
		))
	}
	if g.once(3) {
		parts = append(parts, g.cond(s))
	}
	g.custom = true
	return fmt.Sprintf("SELECT * FROM %s %s WHERE %s%s", s.table.name, s.alias, strings.Join(parts, " AND "), g.tail(s))
}

// queue makes what takes the next job.
func (g *generator) queue() string {
	s, t := g.from(g.anyTable()), g.alias()
	next := fmt.Sprintf("SELECT %s.id FROM %s %s%s%s", s.alias, s.table.name, s.alias, g.where(2, s), g.tail(s))
	if !strings.Contains(next, "LIMIT") {
		next += " LIMIT 1"
	}
	next += pick(g, " FOR UPDATE SKIP LOCKED", " FOR UPDATE", "")
	switch g.IntN(4) {
	case 0:
		return fmt.Sprintf("UPDATE %s %s SET id = id WHERE %s.id = (%s) RETURNING *", s.table.name, t, t, next)
	case 1:
		return fmt.Sprintf("UPDATE %s %s SET id = id WHERE %s.id IN (%s)", s.table.name, t, t, next)
	case 2:
		return fmt.Sprintf("WITH next AS (%s) DELETE FROM %s %s USING next WHERE next.id = %s.id", next, s.table.name, t, t)
	}
	return fmt.Sprintf("DELETE FROM %s %s WHERE %s.ctid IN (SELECT %s.ctid FROM %s %s%s LIMIT 100)", s.table.name, t, t, s.alias, s.table.name, s.alias, g.where(1, s))
}
