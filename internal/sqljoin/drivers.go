package sqljoin

import (
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/scalevet/scalevet/internal/confine"
)

// drivers returns the databases that the module's go.mod requires drivers of.
func (w *World) drivers() []string {
	text, err := confine.ReadIn(w.program.Root, "go.mod", confine.MaxText)
	if err != nil {
		return nil
	}
	f, err := modfile.ParseLax("go.mod", text, nil)
	if err != nil {
		return nil // the go command has said so
	}
	var kinds []string
	for _, r := range f.Require {
		if kind := w.program.Units[0].Calls.Catalog.DriverOf(r.Mod.Path); kind != "" && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// foreign returns the database that the module has drivers of when PostgreSQL is not among them, else
// "". A module without any driver that is known may use PostgreSQL.
func (w *World) foreign() string {
	kinds := w.drivers()
	if len(kinds) == 0 || slices.Contains(kinds, "postgres") {
		return ""
	}
	return kinds[len(kinds)-1]
}

// Portable returns the statement that creates an index as the module can run it: where it has drivers of
// other databases too, without the word that only PostgreSQL knows.
func (w *World) Portable(sql string) string {
	if !strings.Contains(sql, " CONCURRENTLY ") {
		return sql
	}
	w.once.Do(func() {
		w.portable = slices.ContainsFunc(w.drivers(), func(kind string) bool { return kind != "postgres" })
	})
	if w.portable {
		return strings.Replace(sql, " CONCURRENTLY ", " ", 1)
	}
	return sql
}
