package main

import "fmt"

// recursive makes trees walked down and up.
func (g *generator) recursive() string {
	s, x := g.from(g.anyTable()), g.from(g.anyTable())
	step := g.link(s, source{alias: "r", columns: []column{{"id", "bigint"}}})
	start := fmt.Sprintf("SELECT %s.id FROM %s %s%s", x.alias, x.table.name, x.alias, g.where(1, x))
	end := pick(g, "SELECT * FROM r", fmt.Sprintf("SELECT * FROM %s JOIN r ON r.id = %[1]s.id", x.table.name), "SELECT count(*) FROM r WHERE id = 5")
	return fmt.Sprintf("WITH RECURSIVE r(id) AS (%s UNION %s SELECT %s.id FROM r, %s %s WHERE %s) %s", start, pick(g, "", "ALL"), s.alias, s.table.name, s.alias, step, end)
}

// exists makes EXISTS with joins in it, within another, and where it is no condition.
func (g *generator) exists() string {
	a, b, c := g.from(g.anyTable()), g.from(g.anyTable()), g.from(g.anyTable())
	from := fmt.Sprintf("FROM %s %s", a.table.name, a.alias)
	not := pick(g, "", "", "NOT ")
	switch g.IntN(6) {
	case 0:
		return fmt.Sprintf("SELECT * %s WHERE %sEXISTS (SELECT 1 FROM %s %s JOIN %s %s ON %s WHERE %s)%s", from, not, b.table.name, b.alias, c.table.name, c.alias,
			g.link(b, c), g.link(a, b), g.tail(a))
	case 1:
		return fmt.Sprintf("SELECT * %s WHERE EXISTS (SELECT 1 FROM %s %s WHERE %s AND %sEXISTS (SELECT 1 FROM %s %s WHERE %s))", from, b.table.name, b.alias,
			g.link(a, b), not, c.table.name, c.alias, g.link(b, c))
	case 2:
		return fmt.Sprintf("SELECT %s.id, EXISTS (SELECT 1 FROM %s %s WHERE %s) %s%s", a.alias, b.table.name, b.alias, g.link(a, b), from, g.where(1, a))
	case 3:
		return fmt.Sprintf("SELECT * %s WHERE %sEXISTS (SELECT 1 FROM %s %s WHERE %s AND %s) AND %s", from, not, b.table.name, b.alias, g.link(a, b), g.cond(b), g.cond(a))
	case 4:
		return fmt.Sprintf("SELECT CASE WHEN EXISTS (SELECT 1 FROM %s %s%s) THEN 1 ELSE 0 END", b.table.name, b.alias, g.where(2, b))
	}
	return fmt.Sprintf("SELECT * %s JOIN %s %s ON %s WHERE %s.id IN (SELECT %s.id FROM %s %s%s)%s", from, b.table.name, b.alias, g.link(a, b), a.alias,
		c.alias, c.table.name, c.alias, g.where(1, c), g.tail(a))
}

// sets makes set operations with a condition from outside, and lists made of them.
func (g *generator) sets() string {
	a, b, c := g.from(g.anyTable()), g.from(g.anyTable()), g.from(g.anyTable())
	op := pick(g, "UNION", "UNION ALL", "UNION ALL", "EXCEPT", "INTERSECT")
	both := fmt.Sprintf("SELECT %s.id FROM %s %s%s %s SELECT %s.id FROM %s %s%s", a.alias, a.table.name, a.alias, g.where(1, a), op, b.alias, b.table.name, b.alias, g.where(1, b))
	x := g.alias()
	switch g.IntN(5) {
	case 0:
		return fmt.Sprintf("SELECT * FROM (%s) %s WHERE %s.id = %s", both, x, x, g.param("bigint"))
	case 1:
		return fmt.Sprintf("SELECT * FROM %s %s WHERE %s.id IN (%s)%s", c.table.name, c.alias, c.alias, both, g.tail(c))
	case 2:
		return fmt.Sprintf("SELECT * FROM %s %s JOIN (%s) %s ON %s.id = %s.id%s", c.table.name, c.alias, both, x, x, c.alias, g.where(1, c))
	case 3:
		return fmt.Sprintf("%s ORDER BY 1%s", both, pick(g, "", " LIMIT 10"))
	}
	return fmt.Sprintf("WITH w AS (%s) SELECT * FROM w JOIN %s %s ON %s.id = w.id WHERE w.id > 5", both, c.table.name, c.alias, c.alias)
}

// using makes joins other than by ON.
func (g *generator) using() string {
	a, b := g.from(g.anyTable()), g.from(g.anyTable())
	from := fmt.Sprintf("SELECT * FROM %s %s", a.table.name, a.alias)
	switch g.IntN(5) {
	case 0:
		return from + fmt.Sprintf(" %s %s %s USING (id)%s", pick(g, "JOIN", "LEFT JOIN", "FULL JOIN"), b.table.name, b.alias, g.where(2, a, b))
	case 1:
		return from + fmt.Sprintf(", %s %s WHERE %s AND %s%s", b.table.name, b.alias, g.link(a, b), g.cond(pick(g, a, b)), g.tail(a, b))
	case 2:
		return from + fmt.Sprintf(" FULL JOIN %s %s ON %s%s", b.table.name, b.alias, g.on(a, b), g.where(1, a, b))
	case 3:
		return from + fmt.Sprintf(" CROSS JOIN %s %s%s", b.table.name, b.alias, g.where(2, a, b))
	}
	c := g.from(g.anyTable())
	return from + fmt.Sprintf(" LEFT JOIN (%s %s JOIN %s %s ON %s) ON %s%s", b.table.name, b.alias, c.table.name, c.alias, g.on(b, c), g.link(a, b), g.where(1, a, b, c))
}

// summary makes groupings and windows joined with tables.
func (g *generator) summary() string {
	a, b := g.from(g.anyTable()), g.from(g.anyTable())
	k := column{"id", "bigint"}
	if len(b.table.parents) > 0 {
		k.name = b.table.parents[0].name + "_id"
	}
	e, x := b.alias+"."+k.name, g.alias()
	group := fmt.Sprintf("SELECT %s AS k, count(*) AS n FROM %s %s%s GROUP BY %s", e, b.table.name, b.alias, g.where(1, b), e)
	switch g.IntN(6) {
	case 0:
		return fmt.Sprintf("SELECT * FROM %s %s %s (%s) %s ON %s.k = %s.id%s", a.table.name, a.alias, pick(g, "JOIN", "LEFT JOIN"), group, x, x, a.alias, g.where(1, a))
	case 1:
		return fmt.Sprintf("SELECT %s.id, count(%s.id) FROM %s %s LEFT JOIN %s %s ON %s%s GROUP BY %s.id%s", a.alias, b.alias, a.table.name, a.alias, b.table.name, b.alias,
			g.link(a, b), g.where(1, a), a.alias, pick(g, "", " ORDER BY 2 DESC LIMIT 10", " HAVING count(*) > 2"))
	case 2:
		return fmt.Sprintf("SELECT * FROM %s %s WHERE %s.id IN (SELECT k FROM (%s) %s WHERE n > 3)", a.table.name, a.alias, a.alias, group, x)
	case 3:
		return fmt.Sprintf("SELECT %s.*, count(*) OVER () AS all_rows FROM %s %s%s%s", a.alias, a.table.name, a.alias, g.where(2, a), g.tail(a))
	case 4:
		return fmt.Sprintf("SELECT count(*) FILTER (WHERE %s), count(*) FROM %s %s%s", g.cond(a), a.table.name, a.alias, g.where(1, a))
	}
	return fmt.Sprintf("SELECT * FROM (SELECT DISTINCT ON (%s) * FROM %s %s ORDER BY %s, %s.id DESC) %s WHERE %s.%s = %s", e, b.table.name, b.alias, e, b.alias, x, x, k.name, g.param("bigint"))
}
