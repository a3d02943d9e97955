package main

import "fmt"

// insert makes INSERT and MERGE that read tables.
func (g *generator) insert() string {
	a, b := g.from(g.anyTable()), g.from(g.anyTable())
	q := source{alias: g.alias(), columns: b.columns, table: b.table}
	count := fmt.Sprintf("(SELECT count(*) FROM %s %s%s)", q.table.name, q.alias, g.where(2, q))
	into := fmt.Sprintf("INSERT INTO logs AS %s (id, n) ", a.alias)
	switch g.IntN(8) {
	case 0:
		return into + fmt.Sprintf("SELECT %s.id, 1 FROM %s %s%s", b.alias, b.table.name, b.alias, g.where(2, b))
	case 1:
		return into + fmt.Sprintf("VALUES (1, %s)", count)
	case 2:
		return into + fmt.Sprintf("VALUES (1, 2), (3, %s) ON CONFLICT (id) DO NOTHING", count)
	case 3:
		return into + fmt.Sprintf("VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET n = %s", count)
	case 4:
		return into + fmt.Sprintf("SELECT 1, 2 WHERE NOT EXISTS (SELECT 1 FROM %s %s%s)", b.table.name, b.alias, g.where(2, b))
	case 5:
		return into + "VALUES (1, 2) RETURNING " + count
	case 6:
		return fmt.Sprintf("WITH new AS (%s VALUES (1, 2) RETURNING id) SELECT * FROM new JOIN %s %s ON %s.id = new.id%s", into, b.table.name, b.alias, b.alias, g.where(1, b))
	}
	x := g.from(a.table)
	return fmt.Sprintf("MERGE INTO %s %s USING (SELECT * FROM %s %s%s) %s ON %s WHEN MATCHED THEN %s", x.table.name, x.alias, b.table.name, b.alias, g.where(1, b),
		q.alias, g.link(x, source{alias: q.alias, columns: b.columns}), pick(g, "DELETE", "DO NOTHING", "UPDATE SET id = "+x.alias+".id"))
}
