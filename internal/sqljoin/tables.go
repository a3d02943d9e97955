package sqljoin

import (
	"path/filepath"
	"slices"

	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// Lookup reports whether t is a list of values that does not grow with use: the migrations fill
// it, and no statement of the program inserts into it.
func (w *World) Lookup(t *schema.Table) bool {
	if !t.Seeded {
		return false
	}
	for _, s := range w.Statements {
		if s.Query == nil || s.Schema == nil || s.Query.Target == nil || w.OneShot(s) {
			continue
		}
		if s.Query.Verb == "insert" && s.Schema.Table(s.Query.Target.Table) == t {
			return false
		}
	}
	return true
}

// Abs returns the path of a file of a schema.
func (w *World) Abs(file string) string {
	return filepath.Join(w.program.Root, filepath.FromSlash(file))
}

// Distinct drops the places that come again.
func Distinct(ps []report.Place) []report.Place {
	var out []report.Place
	for _, p := range ps {
		if !slices.ContainsFunc(out, func(q report.Place) bool { return q.Pos == p.Pos && q.Position == p.Position }) {
			out = append(out, p)
		}
	}
	return out
}

// InGo moves findings in .sql files to a Go place of theirs, for drivers that can point nowhere
// else.
func InGo(fs []*report.Finding) []*report.Finding {
	for _, f := range fs {
		if f.Pos.IsValid() {
			continue
		}
		for _, r := range f.Related {
			if r.Pos.IsValid() {
				f.Pos, f.End = r.Pos, r.End
				break
			}
		}
	}
	return fs
}
