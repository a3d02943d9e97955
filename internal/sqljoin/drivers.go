package sqljoin

import (
	"golang.org/x/mod/modfile"

	"github.com/scalevet/scalevet/internal/confine"
)

// foreign returns the database that the module's go.mod requires drivers of when PostgreSQL is not
// among them, else "". A module without any driver that is known may use PostgreSQL.
func (w *World) foreign() string {
	text, err := confine.ReadIn(w.program.Root, "go.mod", confine.MaxText)
	if err != nil {
		return ""
	}
	f, err := modfile.ParseLax("go.mod", text, nil)
	if err != nil {
		return "" // the go command has said so
	}
	other := ""
	for _, r := range f.Require {
		switch kind := w.program.Units[0].Calls.Catalog.DriverOf(r.Mod.Path); kind {
		case "postgres":
			return ""
		case "":
		default:
			other = kind
		}
	}
	return other
}
