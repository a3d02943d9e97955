package main

import (
	"fmt"
	"slices"
	"strings"
)

// furniture makes what stands beside the random tables: one to insert into, a partitioned one, one
// with a child, and views.
func (g *generator) furniture() string {
	t := g.tables[len(g.tables)-1]
	key := t.columns[min(1, len(t.columns)-1)].name
	var b strings.Builder
	b.WriteString(`CREATE TABLE logs (id bigint PRIMARY KEY, n bigint);
CREATE TABLE events (id bigint NOT NULL, at timestamptz NOT NULL, kind int, note text) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
CREATE TABLE base (id bigint PRIMARY KEY, a int, b int);
`)
	b.WriteString(pick(g, "CREATE INDEX ON events (kind);\n", "CREATE INDEX ON events (id, at);\n", "CREATE INDEX ON events_1 (kind); CREATE INDEX ON events (note);\n"))
	b.WriteString(pick(g, "CREATE INDEX ON base (a);\nCREATE TABLE child () INHERITS (base);\n",
		"CREATE TABLE child () INHERITS (base);\nCREATE INDEX ON child (a); CREATE INDEX ON base (a);\n"))
	fmt.Fprintf(&b, "CREATE VIEW grouped AS SELECT z.%s AS k, count(*) AS n, max(z.id) AS last FROM %s z GROUP BY z.%[1]s;\n", key, t.name)
	fmt.Fprintf(&b, "CREATE VIEW doubled AS SELECT z.id, z.%s AS k FROM %s z UNION ALL SELECT y.id, y.%[1]s FROM %[2]s y;\n", key, t.name)
	fmt.Fprintf(&b, "CREATE VIEW pairs AS SELECT z.*, y.id AS other FROM %s z LEFT JOIN %s y ON y.id = z.id;\n", t.name, g.tables[0].name)
	fmt.Fprintf(&b, "CREATE VIEW ranked AS SELECT z.*, rank() OVER (PARTITION BY z.%s ORDER BY z.id) AS r FROM %s z;\n", key, t.name)
	fmt.Fprintf(&b, "CREATE VIEW \"some\" AS SELECT * FROM %s z WHERE %s;\n", t.name, g.constantCond(t, "z"))
	fmt.Fprintf(&b, "CREATE MATERIALIZED VIEW kept AS SELECT * FROM %s; CREATE INDEX ON kept (id);\n", t.name)
	return b.String()
}

// alterations rename and drop columns that are not keys, and indexes.
func (g *generator) alterations() string {
	t := pick(g, g.tables...)
	i := len(t.columns) - 1 - g.IntN(3)
	c := &t.columns[i]
	switch g.IntN(4) {
	case 0:
		old := c.name
		c.name += "_new"
		return fmt.Sprintf("ALTER TABLE %s RENAME COLUMN %s TO %s;\n", t.name, old, c.name)
	case 1:
		old := c.name
		t.columns = slices.Delete(t.columns, i, i+1)
		return fmt.Sprintf("ALTER TABLE %s DROP COLUMN %s CASCADE;\n", t.name, old)
	case 2:
		if c.typ == "int" {
			c.typ = "bigint"
			return fmt.Sprintf("ALTER TABLE %s ALTER COLUMN %s TYPE bigint;\n", t.name, c.name)
		}
	}
	return ""
}

// stored asks views, partitions and children.
func (g *generator) stored() string {
	t := g.tables[len(g.tables)-1]
	pairs := source{alias: "v", columns: append([]column{{"other", "bigint"}}, t.columns...)}
	ranked := source{alias: "v", columns: append([]column{{"r", "bigint"}}, t.columns...)}
	kept := source{alias: "v", columns: t.columns}
	keys := source{alias: "v", columns: []column{{"k", "bigint"}}}
	if key := t.columns[min(1, len(t.columns)-1)]; len(t.parents) == 0 {
		keys.columns[0].typ = key.typ
	}
	events := source{alias: "v", columns: []column{{"id", "bigint"}, {"at", "timestamptz"}, {"kind", "int"}, {"kind", "int"}, {"note", "text"}}}
	base := source{alias: "v", columns: []column{{"id", "bigint"}, {"a", "int"}, {"b", "int"}}}
	o := g.from(g.anyTable())
	switch g.IntN(10) {
	case 0:
		return "SELECT * FROM grouped v" + g.where(1, keys)
	case 1:
		return "SELECT * FROM doubled v" + g.where(2, keys) + pick(g, "", " ORDER BY id LIMIT 5")
	case 2:
		return "SELECT * FROM pairs v" + g.where(2, pairs) + g.tail(pairs)
	case 3:
		return "SELECT * FROM ranked v" + g.where(2, ranked)
	case 4:
		return "SELECT * FROM kept v" + g.where(2, kept) + g.tail(kept)
	case 5:
		return "SELECT * FROM events v" + g.where(2, events) + g.tail(events)
	case 6:
		return "SELECT * FROM base v" + g.where(2, base) + g.tail(base)
	case 7:
		return "SELECT * FROM \"some\" v" + g.where(2, kept) + g.tail(kept)
	case 8:
		return fmt.Sprintf("SELECT * FROM %s %s JOIN pairs v ON %s%s", o.table.name, o.alias, g.link(o, pairs), g.where(1, o, pairs))
	}
	return fmt.Sprintf("SELECT * FROM %s %s JOIN grouped v ON v.last = %s.id%s", o.table.name, o.alias, o.alias, g.where(1, o))
}
