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
	for _, c := range j.Schemas {
		deleted := j.deleted(c)
		for _, t := range c.Tables {
			for _, fk := range t.ForeignKeys {
				if f := j.foreignKey(c, t, fk, deleted); f != nil {
					fs = append(fs, f)
				}
			}
		}
	}
	return fs
}

// deleted returns the tables of c that statements delete from, with one statement each, and those
// that follow by ON DELETE CASCADE.
func (j *judge) deleted(c *sqljoin.Schema) map[*schema.Table]*sqljoin.Statement {
	from := map[*schema.Table]*sqljoin.Statement{}
	for _, s := range j.Statements {
		if s.Schema != c || s.Query.Verb != "delete" || s.Query.Target == nil || j.OneShot(s) {
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

func (j *judge) foreignKey(c *sqljoin.Schema, t *schema.Table, fk *schema.ForeignKey, deleted map[*schema.Table]*sqljoin.Statement) *report.Finding {
	parent := c.Table(fk.Ref)
	if parent == nil || filter.ForeignKey(t, fk) != filter.Unserved || j.reported(t, fk.Columns) || j.Lookup(t) {
		return nil
	}
	s := deleted[parent]
	f := &report.Finding{
		Rule: "unindexed", Category: "foreign-key",
		Message: fmt.Sprintf("foreign key %s has no index: deleting from %s reads all of %s (%s)",
			named(t, fk.Columns), parent.Name.Name, t.Name.Name, sqljoin.Indexes(t)),
		Suggest: "CREATE INDEX CONCURRENTLY " + c.SuggestName(t, keys(fk.Columns)) + " ON " + t.Name.Name + " (" + strings.Join(fk.Columns, ", ") + ")",
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
		return f.rel.Table == t && len(f.rel.Suggest) > 0 && slices.Contains(columns, f.rel.Suggest[0].Keys[0])
	})
}

func keys(columns []string) []parse.IndexKey {
	var ks []parse.IndexKey
	for _, c := range columns {
		ks = append(ks, parse.IndexKey{Column: c})
	}
	return ks
}
