package main

import (
	"fmt"
	"strings"
)

func (g *generator) aggregate() string {
	s := g.from(g.anyTable())
	c, ok := g.columnOf(s.table, ordered...)
	if !ok {
		c = s.columns[0]
	}
	e, from := s.alias+"."+c.name, fmt.Sprintf("FROM %s %s", s.table.name, s.alias)
	number := column{"id", "bigint"}
	if n, ok := g.columnOf(s.table, "int", "bigint", "timestamptz", "text"); ok {
		number = n
	}
	switch g.IntN(6) {
	case 0:
		return fmt.Sprintf("SELECT %s(%s.%s) %s%s", pick(g, "min", "max"), s.alias, number.name, from, g.where(1, s))
	case 1:
		return "SELECT count(*) " + from + g.where(2, s)
	case 2:
		return fmt.Sprintf("SELECT %s, count(*) %s%s GROUP BY %s HAVING %s", e, from, g.where(1, s), e, g.atom(e, c.typ))
	case 3:
		return fmt.Sprintf("SELECT DISTINCT ON (%s) * %s%s ORDER BY %s, %s.id DESC", e, from, g.where(1, s), e, s.alias)
	case 4:
		return "SELECT EXISTS (SELECT 1 " + from + g.where(2, s) + ")"
	}
	return fmt.Sprintf("SELECT %s, count(*) %s%s GROUP BY %s%s", e, from, g.where(2, s), e, pick(g, "", " ORDER BY 1 LIMIT 5", " HAVING count(*) > 1"))
}

// lateral makes subqueries that depend on the row around them.
func (g *generator) lateral() string {
	a, b := g.from(g.anyTable()), g.from(g.anyTable())
	inner := fmt.Sprintf("FROM %s %s WHERE %s", b.table.name, b.alias, g.link(a, b))
	if g.once(3) {
		inner += " AND " + g.cond(b)
	}
	outer := fmt.Sprintf("FROM %s %s", a.table.name, a.alias)
	switch g.IntN(4) {
	case 0:
		return fmt.Sprintf("SELECT %s.id, (SELECT count(*) %s) %s%s", a.alias, inner, outer, g.where(1, a))
	case 1:
		return fmt.Sprintf("SELECT %s.id, (SELECT %s.id %s ORDER BY %s.id DESC LIMIT 1) %s%s", a.alias, b.alias, inner, b.alias, outer, g.where(1, a))
	case 2:
		return fmt.Sprintf("SELECT * %s WHERE (SELECT count(*) %s) > 3", outer, inner)
	}
	return fmt.Sprintf("SELECT * %s %s JOIN LATERAL (SELECT * %s%s) %s ON true%s", outer, pick(g, "INNER", "LEFT"), inner, g.tail(b), g.alias(), g.where(1, a))
}

// change makes UPDATE and DELETE, their joins, and INSERT of a query.
func (g *generator) change() string {
	a, b := g.from(g.anyTable()), g.from(g.anyTable())
	switch g.IntN(6) {
	case 0:
		return fmt.Sprintf("UPDATE %s %s SET id = id%s", a.table.name, a.alias, g.where(2, a))
	case 1:
		return fmt.Sprintf("DELETE FROM %s %s%s", a.table.name, a.alias, g.where(2, a))
	case 2:
		return fmt.Sprintf("UPDATE %s %s SET id = %s.id FROM %s %s WHERE %s AND %s", a.table.name, a.alias, b.alias, b.table.name, b.alias, g.link(a, b), g.cond(pick(g, a, b)))
	case 3:
		return fmt.Sprintf("DELETE FROM %s %s USING %s %s WHERE %s AND %s", a.table.name, a.alias, b.table.name, b.alias, g.link(a, b), g.cond(pick(g, a, b)))
	case 4:
		return fmt.Sprintf("DELETE FROM %s %s WHERE %s.id IN (SELECT %s.id FROM %s %s%s%s)", a.table.name, a.alias, a.alias, b.alias, b.table.name, b.alias, g.where(1, b), g.tail(b))
	}
	return fmt.Sprintf("WITH gone AS (DELETE FROM %s %s%s RETURNING *) SELECT * FROM gone", a.table.name, a.alias, g.where(1, a))
}

func (g *generator) union() string {
	t := g.anyTable()
	a, b := g.from(t), g.from(t)
	return fmt.Sprintf("SELECT %s.id FROM %s %s%s %s SELECT %s.id FROM %s %s%s", a.alias, t.name, a.alias, g.where(2, a),
		pick(g, "UNION", "UNION ALL", "EXCEPT", "INTERSECT"), b.alias, t.name, b.alias, g.where(2, b))
}

func (g *generator) windowed() string {
	s := g.from(g.anyTable())
	p := s.alias + "." + pick(g, s.columns...).name
	x := source{alias: g.alias(), columns: append([]column{{"rn", "bigint"}}, s.columns...)}
	return fmt.Sprintf("SELECT * FROM (SELECT %s.*, row_number() OVER (PARTITION BY %s ORDER BY %s.id) AS rn FROM %s %s%s) %s%s",
		s.alias, p, s.alias, s.table.name, s.alias, g.where(1, s), x.alias, g.where(2, x))
}

// view asks a table through a subquery of another shape: with a join inside.
func (g *generator) view() string {
	a, b := g.from(g.anyTable()), g.from(g.anyTable())
	x := source{alias: g.alias(), columns: a.columns}
	return fmt.Sprintf("SELECT * FROM (SELECT %s.* FROM %s %s %s %s %s ON %s%s) %s%s%s", a.alias, a.table.name, a.alias, pick(g, "JOIN", "LEFT JOIN"),
		b.table.name, b.alias, g.link(a, b), g.where(1, a, b), x.alias, g.where(2, x), g.tail(x))
}

// keyset makes row comparisons, with the order that they are made for.
func (g *generator) keyset() string {
	s := g.from(g.anyTable())
	c, ok := g.columnOf(s.table, "int", "bigint", "timestamptz", "text", "uuid")
	if !ok {
		c = s.columns[0]
	}
	row := fmt.Sprintf("(%s.%s, %s.id)", s.alias, c.name, s.alias)
	order := fmt.Sprintf(" ORDER BY %s.%s, %s.id LIMIT 20", s.alias, c.name, s.alias)
	from := fmt.Sprintf("SELECT * FROM %s %s WHERE ", s.table.name, s.alias)
	values := "(" + g.param(c.typ) + ", " + g.param("bigint") + ")"
	extra := strings.Replace(g.where(1, s), " WHERE ", " AND ", 1)
	switch g.IntN(4) {
	case 0:
		return from + row + " > " + values + extra + order
	case 1:
		return from + row + " < " + values + extra
	case 2:
		return from + row + " = " + values + extra
	}
	return from + row + " IN (" + values + ", (" + g.param(c.typ) + ", " + g.param("bigint") + "))" + extra
}
