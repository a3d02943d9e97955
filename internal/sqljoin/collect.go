package sqljoin

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/queries"
	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sql/parse"
)

// collect gathers the statements of all packages and of the query files, each once.
func (w *World) collect() {
	seen := map[string]*Statement{}
	for _, u := range w.program.Units {
		for _, q := range u.Queries.Queries {
			if !w.program.Runs(q) {
				continue
			}
			n := w.program.Node(u, q.In)
			if n != nil && w.program.InTest(n) {
				continue
			}
			c := &collector{World: w, unit: u, query: q, node: n, seen: seen}
			for _, t := range q.Variants {
				c.add(t)
			}
		}
	}
	for _, e := range w.files.all {
		if !e.used {
			w.Statements = append(w.Statements, e.statement())
		}
	}
	slices.SortStableFunc(w.Statements, w.less)
}

// A collector enters the texts of one query.
type collector struct {
	*World
	unit  *link.Unit
	query *queries.Query
	node  *link.Node
	seen  map[string]*Statement
	whole *Statement // the first one: it has everything that is added sometimes
}

// add enters one text, or each statement of it.
func (c *collector) add(t queries.Text) {
	if parts := parse.Split(t.SQL); len(parts) > 1 {
		for _, part := range parts {
			t.SQL = strings.TrimSpace(part.Text)
			c.add(t)
		}
		return
	}
	s := c.statement(c.unit, t)
	if s == nil {
		return
	}
	key := fmt.Sprint(c.position(s), s.Place.Pos, s.SQL)
	if old := c.seen[key]; old != nil {
		s = old
	} else {
		c.seen[key] = s
		c.Statements = append(c.Statements, s)
	}
	if c.whole == nil {
		c.whole = s
	}
	s.whole = c.whole
	s.queries = append(s.queries, c.query)
	s.pieces = append(s.pieces, t.Pieces...)
	if c.node != nil && !slices.Contains(s.Nodes, c.node) {
		s.Nodes = append(s.Nodes, c.node)
	}
	expr := c.query.Call.Expr
	call := report.Place{Pos: expr.Pos(), End: expr.End(), Text: "run here"}
	if (s.Place.Pos < call.Pos || call.End < s.Place.Pos) && !slices.Contains(s.Calls, call) {
		s.Calls = append(s.Calls, call)
	}
}

// statement returns the statement that t is, with its place: in the query file when it comes from
// one. It is nil for names that no file has.
func (w *World) statement(u *link.Unit, t queries.Text) *Statement {
	s := &Statement{Unit: u, SQL: t.SQL, Unknown: t.Unknown, Some: t.Some, Place: report.Place{Pos: t.Place.Pos, End: t.Place.End}}
	var e *entry
	if t.Name != "" {
		e = w.files.named(t.Name, u.Dir, "")
		if e == nil {
			return nil
		}
		s.SQL = e.sql
	} else if name, ok := annotation(t.SQL); ok {
		e = w.files.named(name, u.Dir, t.SQL)
	}
	if e != nil {
		e.used = true
		s.Name = e.name
		if t.Name == "" {
			s.Calls = append(s.Calls, report.Place{Pos: t.Place.Pos, End: t.Place.End, Text: "the constant"})
		}
		s.Place = e.place()
	}
	s.SQL = w.models(s.SQL)
	return s
}

var model = regexp.MustCompile(`"` + queries.ModelPrefix + `([^"]*)"`)

// models writes the tables of models into a text; a model of which nothing is known stays.
func (w *World) models(sql string) string {
	if !strings.Contains(sql, queries.ModelPrefix) {
		return sql
	}
	return model.ReplaceAllStringFunc(sql, func(m string) string {
		if t := w.tables[model.FindStringSubmatch(m)[1]]; t != "" {
			return t
		}
		return m
	})
}
