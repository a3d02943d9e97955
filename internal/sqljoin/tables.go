package sqljoin

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// Lookup reports whether t is a list of values that does not grow with use: the migrations fill
// it, and no statement of the program inserts into it.
func (w *World) Lookup(t *schema.Table) bool { return t.Seeded && !w.Grows(t) }

// Grows reports whether a statement of the program, other than a migration or a seed, inserts into
// t.
func (w *World) Grows(t *schema.Table) bool {
	if w.grows == nil {
		w.grows = map[*schema.Table]bool{}
		for _, s := range w.Statements {
			if s.Query != nil && s.Schema != nil && !w.OneShot(s) {
				w.inserts(s.Schema, s.Query)
			}
		}
	}
	return w.grows[t]
}

// First returns the table that sel begins with, the others being joined to its rows, or nil.
func (c *Schema) First(sel *parse.Select) *schema.Table {
	if len(sel.From) == 0 {
		return nil
	}
	r := sel.From[0]
	for r != nil && r.Kind == parse.RefJoin {
		r = r.Left
	}
	if r == nil || r.Kind != parse.RefTable {
		return nil
	}
	t := c.Table(r.Table)
	if t == nil || t.View != nil {
		return nil
	}
	return t
}

// Alone reports whether s is all that its text may be: nothing is added to it sometimes.
func (s *Statement) Alone() bool { return s.whole == nil || s.whole == s }

// inserts notes the tables that q and the queries of its WITH insert into.
func (w *World) inserts(c *Schema, q *parse.Query) {
	if q.Verb == "insert" && q.Target != nil {
		if t := c.Table(q.Target.Table); t != nil {
			w.grows[t] = true
		}
	}
	with := q.With
	if q.Select != nil {
		with = append(slices.Clone(with), q.Select.With...)
	}
	for _, cte := range with {
		if cte.Query != nil {
			w.inserts(c, cte.Query)
		}
	}
}

// Deleted returns the tables of c that statements delete from, with one statement each, and those
// that follow by ON DELETE CASCADE.
func (w *World) Deleted(c *Schema) map[*schema.Table]*Statement {
	from := map[*schema.Table]*Statement{}
	for _, s := range w.Statements {
		if s.Schema != c || s.Query.Verb != "delete" || s.Query.Target == nil || w.OneShot(s) {
			continue
		}
		if t := c.Table(s.Query.Target.Table); t != nil && from[t] == nil {
			from[t] = s
		}
	}
	for changed := true; changed; {
		changed = false
		for _, t := range c.Tables {
			for _, fk := range t.ForeignKeys {
				if s := from[c.Table(fk.Ref)]; s != nil && fk.OnDelete == "cascade" && from[t] == nil {
					from[t], changed = s, true
				}
			}
		}
	}
	return from
}

// OneRow reports whether every call that runs s takes one row and leaves the rest: its result is a
// Row.
func (w *World) OneRow(s *Statement) bool {
	for _, q := range s.queries {
		t := s.Unit.Calls.Info.TypeOf(q.Call.Expr)
		if t == nil || !strings.HasSuffix(t.String(), "Row") {
			return false
		}
	}
	return len(s.queries) > 0
}

// Written returns where the parts of s that name column stand, when they stand apart from its
// beginning.
func (s *Statement) Written(column string) []report.Place {
	word := regexp.MustCompile(`(?i)(^|\W)` + regexp.QuoteMeta(column) + `($|\W)`)
	var ps []report.Place
	for _, p := range s.pieces {
		if word.MatchString(p.Text) {
			ps = append(ps, report.Place{Pos: p.Pos, End: p.End, Text: "the condition"})
		}
	}
	return Distinct(ps)
}

// Request returns the shortest way by which a request gets to a function that runs s: its names, the
// handler's first, and where each is called. Both are empty when no request is known to.
func (w *World) Request(s *Statement) (names []string, at []report.Place) {
	var best *link.Path
	for _, n := range s.Nodes {
		if n == nil {
			continue
		}
		if path := w.program.Lead(n); path != nil && (best == nil || len(path.Steps) < len(best.Steps)) {
			best = path
		}
	}
	if best == nil {
		return nil, nil
	}
	return best.Chain(), w.program.Places(best)
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
		i := slices.IndexFunc(f.Related, func(r report.Place) bool { return r.Pos.IsValid() })
		if i >= 0 {
			f.Pos, f.End = f.Related[i].Pos, f.Related[i].End
			f.Related = slices.Delete(slices.Clone(f.Related), i, i+1)
		}
	}
	return fs
}
