package migrate

import (
	"path"
	"strings"
)

// pathDialects are names that directories and files have for their database.
var pathDialects = map[string]string{
	"mysql": "mysql", "mariadb": "mysql", "tidb": "mysql", "sqlite": "sqlite", "sqlite3": "sqlite", "mssql": "mssql",
	"sqlserver": "mssql", "clickhouse": "clickhouse", "cassandra": "cassandra", "spanner": "spanner",
	"postgres": "postgresql", "postgresql": "postgresql", "pg": "postgresql", "psql": "postgresql", "pgsql": "postgresql",
	"pgx": "postgresql", "cockroach": "postgresql", "cockroachdb": "postgresql",
}

// dialectOfFile returns the dialect that the name of a file or of a directory above it tells. A
// migration's own name may speak of a database without being for it, but not with dots around it.
func dialectOfFile(x File) string {
	name, seps := path.Base(x.Path), "."
	if x.tool == &plain {
		seps = ".-_"
	}
	if d := dialectOfName(strings.TrimSuffix(name, path.Ext(name)), seps); d != "" {
		return d
	}
	return dialectOfPath(path.Dir(x.Path))
}

// dialectOfPath returns the dialect that the innermost directory of p tells which tells one, or "".
func dialectOfPath(p string) string {
	for ; p != "." && p != "/"; p = path.Dir(p) {
		if d := dialectOfName(path.Base(p), ".-_"); d != "" {
			return d
		}
	}
	return ""
}

func dialectOfName(name, separators string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune(separators, r) })
	for _, w := range words {
		if d := pathDialects[w]; d != "" {
			return d
		}
	}
	return ""
}
