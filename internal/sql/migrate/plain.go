package migrate

import (
	"path"
	"regexp"
	"strings"
)

// plain reads a schema that stands whole in one file or a few: schema.sql, structure.sql, what
// pg_dump writes. Includes of psql are followed.
var plain = tool{
	name:  "plain",
	pick:  func(d *directory) []File { return keep(d.files, func(x File) bool { return isPlain(d, x) }) },
	order: byName,
}

var plainName = regexp.MustCompile(`(?i)^(.*[_.-])?(schema|structure|dump|init|initdb|ddl|tables?|create|setup|database|db|models?)([_.-].*)?\.(?:sql|pgsql|psql)$`)

// plainDirs are directories whose files are a schema whatever their names.
var plainDirs = map[string]bool{
	"schema": true, "schemas": true, "ddl": true, "tables": true, "migration": true, "migrations": true, "initdb.d": true,
	"docker-entrypoint-initdb.d": true, "structure": true, "sql": true, "db": true, "database": true,
}

const dumpHeader = "PostgreSQL database dump"

// isPlain reports whether x defines tables and is named, or lies, like a schema. Files of named
// queries are none.
func isPlain(d *directory, x File) bool {
	name := path.Base(x.Path)
	if len(x.creates) == 0 || hasQueryNames(x.Text) || backName.MatchString(name) {
		return false
	}
	return plainName.MatchString(name) || plainDirs[strings.ToLower(path.Base(d.path))] ||
		strings.Contains(x.Text[:min(len(x.Text), 1000)], dumpHeader)
}
