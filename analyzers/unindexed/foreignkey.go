package unindexed

import (
	"fmt"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sql/filter"
	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

// foreignKeys reports the foreign keys without an index whose parent the program deletes from: for
// each row deleted PostgreSQL looks for rows that refer to it.
func (j *judge) foreignKeys() []*report.Finding {
	var fs []*report.Finding
	said := map[string]*report.Finding{} // a dump and the migrations may both be read
	for _, c := range j.Schemas {
		deleted := j.Deleted(c)
		for _, t := range c.Tables {
			for _, fk := range t.ForeignKeys {
				f := j.foreignKey(c, t, fk, deleted)
				if f == nil {
					continue
				}
				old := said[f.Suggest]
				if old != nil && (old.Severity != report.Low || f.Severity == report.Low) {
					continue
				}
				fs = append(slices.DeleteFunc(fs, func(g *report.Finding) bool { return g == old }), f)
				said[f.Suggest] = f
			}
		}
	}
	return fs
}

func (j *judge) foreignKey(c *sqljoin.Schema, t *schema.Table, fk *schema.ForeignKey, deleted map[*schema.Table]*sqljoin.Statement) *report.Finding {
	parent := c.Table(fk.Ref)
	if parent == nil || filter.ForeignKey(t, fk) != filter.Unserved || j.reported(t, fk.Columns) || j.Lookup(t) {
		return nil
	}
	s := deleted[parent]
	f := &report.Finding{
		Rule: "unindexed", Category: "foreign-key",
		Message: fmt.Sprintf("foreign key %s has no index: deleting from %s reads all of %s (%s)",
			sqljoin.Keys(t, fk.Columns), parent.Name.Name, t.Name.Name, sqljoin.Indexes(t)),
		Suggest: j.Portable("CREATE INDEX CONCURRENTLY " + c.SuggestName(t, keys(fk.Columns)) + " ON " + t.Name.Name + " (" + strings.Join(fk.Columns, ", ") + ")"),
	}
	f.Place = report.Place{Position: j.migration(fk.Place)}
	if s == nil || !j.Served(s) || j.Lookup(parent) {
		f.Severity = report.Low // no request deletes from the parent, as far as known
	}
	if s != nil {
		place := s.Place
		place.Text = "deletes from " + parent.Name.Name
		f.Related = append(append(f.Related, place), s.Calls...)
	}
	return f
}

// migration returns the position of a place in a schema.
func (j *judge) migration(p schema.Place) token.Position {
	file := p.File
	if !filepath.IsAbs(file) {
		file = j.Abs(file)
	}
	return token.Position{Filename: file, Line: p.Line, Column: 1}
}

// reported reports whether a statement already asks for an index led by one of columns.
func (j *judge) reported(t *schema.Table, columns []string) bool {
	return slices.ContainsFunc(j.faults, func(f *fault) bool {
		return f.Relation.Table == t && len(f.Relation.Suggest) > 0 && slices.Contains(columns, f.Relation.Suggest[0].Keys[0])
	})
}

func keys(columns []string) []parse.IndexKey {
	var ks []parse.IndexKey
	for _, c := range columns {
		ks = append(ks, parse.IndexKey{Column: c})
	}
	return ks
}
