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
	pick:  pickPlain,
	order: byName,
}

// pickPlain takes the files that create tables, and those beside them that only change these.
func pickPlain(d *directory) []File {
	first := keep(d.files, func(x File) bool { return isPlain(d, x) })
	created := (&Source{Files: first}).tables()
	return append(first, keep(d.files, func(x File) bool { return completes(x, created) })...)
}

// completes reports whether x only changes tables of created: constraints.sql, indexes.sql.
func completes(x File, created []string) bool {
	return len(x.creates) == 0 && len(x.alters) > 0 && !isFizz(x.Path) && common(x.alters, created) == len(x.alters) &&
		!backName.MatchString(path.Base(x.Path)) && !hasQueryNames(x.Text) && onlyDefines(x.Text)
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
	if len(x.creates) == 0 || isFizz(name) || hasQueryNames(x.Text) || backName.MatchString(name) {
		return false
	}
	return d.embedded || plainName.MatchString(name) || plainDirs[strings.ToLower(path.Base(d.path))] ||
		strings.Contains(x.Text[:min(len(x.Text), 1000)], dumpHeader)
}
