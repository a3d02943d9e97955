package schema

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
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
	for _, u := range src.Unread {
		c.MarkUncertain(u.Text, u.Kind+" is not read", Place{u.Path, 1})
	}
	return c
}

// Exec folds the statements of text.
func (c *Catalog) Exec(text string, at Place) {
	stmts, err := parse.Parse(text)
	if err != nil {
		why := "cannot parse: " + err.Error()
		if harmless(text) {
			c.Problems = append(c.Problems, Problem{at, why})
			return
		}
		c.MarkUncertain(text, why, at)
		return
	}
	for _, s := range stmts {
		c.Apply(s, at)
	}
}

// harmless reports whether a statement, by its first word, changes no table's columns, keys or
// indexes, whatever else stands in it.
func harmless(text string) bool {
	for _, l := range parse.Lex(text) {
		if l.Kind == lex.Space || l.Kind == lex.Comment {
			continue
		}
		switch strings.ToUpper(l.Text) {
		case "INSERT", "UPDATE", "DELETE", "COPY", "GRANT", "REVOKE", "COMMENT", "ANALYZE", "VACUUM", "TRUNCATE", "LOCK", "REFRESH",
			"BEGIN", "COMMIT", "START", "ROLLBACK", "SAVEPOINT", "SET", "SHOW", "NOTIFY", "EXPLAIN", "REINDEX", "CLUSTER":
			return true
		}
		return false
	}
	return true
}
