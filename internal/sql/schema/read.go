package schema

import (
	"github.com/scalevet/scalevet/internal/sql/migrate"
	"github.com/scalevet/scalevet/internal/sql/parse"
)

// Read folds the statements of a source. What cannot be parsed makes the tables that it names
// uncertain.
func Read(src *migrate.Source) *Catalog {
	c := New()
	for _, s := range src.Statements() {
		c.Exec(s.Text, Place{s.File, s.Line})
	}
	return c
}

// Exec folds the statements of text.
func (c *Catalog) Exec(text string, at Place) {
	stmts, err := parse.Parse(text)
	if err != nil {
		c.MarkUncertain(text, "cannot parse: "+err.Error(), at)
		return
	}
	for _, s := range stmts {
		c.Apply(s, at)
	}
}
