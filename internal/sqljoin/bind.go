package sqljoin

import (
	"path/filepath"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// bind returns the schema that s is judged with: the one that something says it belongs to, else
// of those that have all its tables the nearest. It is nil when there is none.
func (w *World) bind(s *Statement, tables []parse.Name) *Schema {
	where := s.Place.Position.Filename
	if where == "" && s.Unit != nil {
		where = s.Unit.Dir
	}
	if foreign(w.short(w.position(s).file)) {
		return nil
	}
	var best *Schema
	score := -1
	for _, c := range w.Schemas {
		if len(tables) > 0 && !c.has(tables) {
			continue
		}
		n := common(c.Dir, where)
		if c.claims(where) {
			n += 1000
		}
		if n > score {
			best, score = c, n
		}
	}
	return best
}

// foreign reports whether a directory or the file itself in path is named for another database.
func foreign(path string) bool {
	path = strings.TrimSuffix(strings.ToLower(path), filepath.Ext(path))
	for _, part := range strings.Split(path, "/") {
		switch part {
		case "mysql", "mariadb", "sqlite", "sqlite3", "mssql", "sqlserver", "oracle", "clickhouse":
			return true
		}
	}
	return false
}

// has reports whether c has every table.
func (c *Schema) has(tables []parse.Name) bool {
	for _, t := range tables {
		if c.Table(t) == nil {
			return false
		}
	}
	return true
}

// claims reports whether c is said to be the schema of the queries in file.
func (c *Schema) claims(file string) bool {
	for _, q := range c.Queries {
		if file == q || strings.HasPrefix(file, strings.TrimSuffix(q, string(filepath.Separator))+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

// tablesOf returns the tables that q names, without its CTEs.
func tablesOf(q *parse.Query) []parse.Name {
	t := &tables{seen: map[parse.Name]bool{}, ctes: map[string]bool{}}
	t.query(q)
	var names []parse.Name
	for _, n := range t.names {
		if n.Schema != "" || !t.ctes[n.Name] {
			names = append(names, n)
		}
	}
	return names
}

type tables struct {
	names []parse.Name
	seen  map[parse.Name]bool
	ctes  map[string]bool
}

func (t *tables) add(n parse.Name) {
	if n.Name != "" && !t.seen[n] && n.Schema != "pg_catalog" && n.Schema != "information_schema" {
		t.seen[n] = true
		t.names = append(t.names, n)
	}
}

func (t *tables) query(q *parse.Query) {
	if q == nil {
		return
	}
	t.with(q.With)
	t.ref(q.Target)
	t.refs(q.From)
	t.sel(q.Select)
	t.expr(q.Where)
	t.targets(q.Set)
	t.targets(q.Returning)
}

func (t *tables) with(cs []parse.CTE) {
	for _, c := range cs {
		t.ctes[c.Name] = true
		t.query(c.Query)
	}
}

func (t *tables) sel(s *parse.Select) {
	if s == nil {
		return
	}
	t.with(s.With)
	t.refs(s.From)
	t.sel(s.Left)
	t.sel(s.Right)
	t.targets(s.Targets)
	t.expr(s.Where)
	t.expr(s.Having)
	for _, row := range s.Values {
		for _, e := range row {
			t.expr(e)
		}
	}
	for _, e := range s.GroupBy {
		t.expr(e)
	}
	for _, k := range s.Sort {
		t.expr(k.Expr)
	}
}

func (t *tables) targets(ts []parse.Target) {
	for _, x := range ts {
		t.expr(x.Expr)
	}
}

func (t *tables) refs(rs []*parse.Ref) {
	for _, r := range rs {
		t.ref(r)
	}
}

func (t *tables) ref(r *parse.Ref) {
	if r == nil {
		return
	}
	switch r.Kind {
	case parse.RefTable:
		t.add(r.Table)
	case parse.RefQuery:
		t.query(r.Query)
	case parse.RefFunc:
		t.expr(r.Func)
	case parse.RefJoin:
		t.ref(r.Left)
		t.ref(r.Right)
		t.expr(r.On)
	}
}

func (t *tables) expr(e *parse.Expr) {
	e.Walk(func(x *parse.Expr) bool {
		t.query(x.Sub)
		return true
	})
}
