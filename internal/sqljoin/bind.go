package sqljoin

import (
	"path/filepath"
	"regexp"
	"slices"
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

// unknownPrefix is the name of a schema that only the running program knows.
var unknownPrefix = regexp.MustCompile(`(?:"hole\d+"|\bhole\d+)\s*\.\s*("[^"]+"|[A-Za-z_]\w*)`)

// unqualified writes the tables of sql without a schema that is not known: those that are found by
// their name alone are believed to be meant.
func unqualified(sql string) string {
	if !strings.Contains(sql, "hole") {
		return sql
	}
	return unknownPrefix.ReplaceAllString(sql, "$1")
}

// tablesOf returns the tables that q names, without its CTEs and PostgreSQL's own catalogs.
func tablesOf(q *parse.Query) []parse.Name {
	var names []parse.Name
	q.Tables(func(r *parse.Ref) {
		n := r.Table
		if n.Schema != "pg_catalog" && n.Schema != "information_schema" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	})
	return names
}
