package main

import (
	"fmt"
	"regexp"
	"strings"
)

// query makes one statement.
func (g *generator) query() query {
	g.params, g.aliases, g.custom = 0, 0, false
	text := pick(g, g.single, g.single, g.single, g.single, g.joined, g.joined, g.joined, g.semi, g.semi, g.nested, g.nested,
		g.withCTE, g.aggregate, g.lateral, g.change, g.union, g.windowed, g.view, g.keyset,
		g.rowset, g.listed, g.optional, g.queue, g.insert, g.recursive, g.exists, g.sets, g.using, g.summary, g.stored)()
	return query{text: dense(text), custom: g.custom}
}

// dense numbers the parameters anew: of those that were made not all were used.
func dense(text string) string {
	numbers := map[string]string{}
	return regexp.MustCompile(`\$\d+`).ReplaceAllStringFunc(text, func(p string) string {
		if numbers[p] == "" {
			numbers[p] = fmt.Sprintf("$%d", len(numbers)+1)
		}
		return numbers[p]
	})
}

func (g *generator) anyTable() *table { return pick(g, g.tables...) }

// where makes a WHERE of up to most conditions on s, perhaps none.
func (g *generator) where(most int, ss ...source) string {
	var parts []string
	for range g.IntN(most + 1) {
		parts = append(parts, g.cond(pick(g, ss...)))
	}
	if len(parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(parts, " AND ")
}

// tail makes ORDER BY and LIMIT, or not.
func (g *generator) tail(ss ...source) string {
	s := ""
	if g.once(3) {
		var keys []string
		from := pick(g, ss...)
		for range 1 + g.IntN(2) {
			c := pick(g, from.columns...)
			if c.typ == "jsonb" {
				continue
			}
			keys = append(keys, from.alias+"."+c.name+pick(g, "", "", " DESC", " DESC NULLS LAST"))
		}
		if len(keys) > 0 {
			s = " ORDER BY " + strings.Join(keys, ", ")
		}
	}
	if g.once(3) {
		s += " LIMIT 10"
	}
	return s
}

func (g *generator) single() string {
	s := g.from(g.anyTable())
	return fmt.Sprintf("SELECT * FROM %s %s%s%s", s.table.name, s.alias, g.where(3, s), g.tail(s))
}

// link makes a join condition between two sources: a foreign key where there is one, else columns
// of one type.
func (g *generator) link(a, b source) string {
	for _, pair := range [][2]source{{a, b}, {b, a}} {
		child, parent := pair[0], pair[1]
		if child.table == nil || parent.table == nil || g.once(4) {
			continue
		}
		for _, p := range child.table.parents {
			if p == parent.table {
				return fmt.Sprintf("%s.%s_id = %s.id", child.alias, p.name, parent.alias)
			}
		}
	}
	for range 20 {
		x, y := pick(g, a.columns...), pick(g, b.columns...)
		if x.typ == y.typ || whole(x.typ) && whole(y.typ) {
			return fmt.Sprintf("%s.%s %s %s.%s", a.alias, x.name, pick(g, "=", "=", "=", "=", "=", ">"), b.alias, y.name)
		}
	}
	return fmt.Sprintf("%s.id = %s.id", a.alias, b.alias)
}

func whole(t string) bool { return t == "int" || t == "bigint" || t == "smallint" }

func (g *generator) on(a, b source) string {
	s := g.link(a, b)
	switch g.IntN(10) {
	case 0:
		s += " AND " + g.cond(b)
	case 1:
		s += " AND " + g.cond(a)
	case 2:
		s += " AND " + g.link(a, b)
	case 3:
		s = "(" + s + " OR " + g.link(a, b) + ")"
	}
	return s
}

func (g *generator) joined() string {
	first := g.from(g.anyTable())
	ss, text := []source{first}, first.table.name+" "+first.alias
	for range 1 + g.IntN(2) {
		s := g.from(g.anyTable())
		kind := pick(g, "JOIN", "JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN")
		text += fmt.Sprintf(" %s %s %s ON %s", kind, s.table.name, s.alias, g.on(pick(g, ss...), s))
		ss = append(ss, s)
	}
	return "SELECT * FROM " + text + g.where(2, ss...) + g.tail(ss...)
}

// semi makes IN and EXISTS.
func (g *generator) semi() string {
	a, b := g.from(g.anyTable()), g.from(g.anyTable())
	inner := g.link(a, b)
	if g.once(3) {
		inner += " AND " + g.cond(b)
	}
	var test string
	switch g.IntN(4) {
	case 0, 1:
		test = pick(g, "EXISTS", "NOT EXISTS") + fmt.Sprintf(" (SELECT 1 FROM %s %s WHERE %s)", b.table.name, b.alias, inner)
	default:
		x, y := pick(g, a.columns...), pick(g, b.columns...)
		if x.typ != y.typ {
			x, y = column{"id", "bigint"}, column{"id", "bigint"}
			if len(b.table.parents) > 0 {
				y.name = b.table.parents[0].name + "_id"
			}
		}
		test = fmt.Sprintf("%s.%s %s (SELECT %s.%s FROM %s %s%s)", a.alias, x.name, pick(g, "IN", "IN", "NOT IN"), b.alias, y.name, b.table.name, b.alias, g.where(1, b))
	}
	if g.once(5) {
		test = "(" + test + " OR " + g.cond(a) + ")"
	}
	if w := g.where(1, a); w != "" {
		return fmt.Sprintf("SELECT * FROM %s %s%s AND %s%s", a.table.name, a.alias, w, test, g.tail(a))
	}
	return fmt.Sprintf("SELECT * FROM %s %s WHERE %s%s", a.table.name, a.alias, test, g.tail(a))
}

// sub makes a subquery and the columns that it has.
func (g *generator) sub() (text string, columns []column) {
	s := g.from(g.anyTable())
	plain := s.columns
	from := fmt.Sprintf("FROM %s %s", s.table.name, s.alias)
	switch g.IntN(7) {
	case 0:
		return "SELECT * " + from + g.where(1, s), plain
	case 1:
		c, ok := g.columnOf(s.table, ordered...)
		if !ok {
			c = s.columns[0]
		}
		return fmt.Sprintf("SELECT %s.%s, count(*) n %s%s GROUP BY %[1]s.%[2]s", s.alias, c.name, from, g.where(1, s)), []column{c, {"n", "bigint"}}
	case 2:
		a, b := s.columns[0], pick(g, s.columns[1:]...)
		if b.typ == "jsonb" {
			b = s.columns[0]
			return fmt.Sprintf("SELECT DISTINCT %s.%s %s", s.alias, a.name, from), []column{a}
		}
		return fmt.Sprintf("SELECT DISTINCT %s.%s, %s.%s %s", s.alias, a.name, s.alias, b.name, from), []column{a, b}
	case 3:
		return "SELECT * " + from + g.where(1, s) + g.tail(s), plain
	case 4:
		return fmt.Sprintf("SELECT %s.*, row_number() OVER (PARTITION BY %s.%s ORDER BY %s.id) AS rn %s", s.alias, s.alias, pick(g, plain...).name, s.alias, from),
			append([]column{{"rn", "bigint"}}, plain...)
	case 5:
		u := s.table
		return fmt.Sprintf("SELECT * %s UNION ALL SELECT * FROM %s %s", from, u.name, g.alias()), plain
	}
	return "SELECT * " + from, plain
}

func (g *generator) nested() string {
	text, columns := g.sub()
	x := source{alias: g.alias(), columns: columns}
	if g.once(2) {
		return fmt.Sprintf("SELECT * FROM (%s) %s%s%s", text, x.alias, g.where(2, x), g.tail(x))
	}
	o := g.from(g.anyTable())
	return fmt.Sprintf("SELECT * FROM %s %s %s (%s) %s ON %s%s", o.table.name, o.alias, pick(g, "JOIN", "LEFT JOIN"), text, x.alias, g.link(o, x), g.where(1, o, x))
}

func (g *generator) withCTE() string {
	text, columns := g.sub()
	x := source{alias: "cte", columns: columns}
	head := fmt.Sprintf("WITH cte AS %s(%s) ", pick(g, "", "", "", "MATERIALIZED ", "NOT MATERIALIZED "), text)
	switch g.IntN(3) {
	case 0:
		return head + "SELECT * FROM cte" + g.where(2, x) + g.tail(x)
	case 1:
		y := source{alias: g.alias(), columns: columns}
		return head + fmt.Sprintf("SELECT * FROM cte JOIN cte %s ON %s%s", y.alias, g.link(x, y), g.where(1, x))
	}
	o := g.from(g.anyTable())
	return head + fmt.Sprintf("SELECT * FROM %s %s JOIN cte ON %s%s", o.table.name, o.alias, g.link(o, x), g.where(2, o, x))
}
