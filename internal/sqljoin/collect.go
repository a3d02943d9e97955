package sqljoin

import (
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
			if q.Wrapped && !w.program.TakesSQL(q.Call, q.Arg) {
				continue
			}
			n := w.program.Node(u, q.In)
			if n != nil && w.program.InTest(n) {
				continue
			}
			for _, t := range q.Variants {
				w.add(u, q, n, t, seen)
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

// add enters one text of q.
func (w *World) add(u *link.Unit, q *queries.Query, n *link.Node, t queries.Text, seen map[string]*Statement) {
	if parts := parse.Split(t.SQL); len(parts) > 1 {
		for _, part := range parts {
			t.SQL = strings.TrimSpace(part.Text)
			w.add(u, q, n, t, seen)
		}
		return
	}
	s := w.statement(u, t)
	if s == nil {
		return
	}
	p := w.position(s)
	key := p.file + "\x00" + s.Place.Text + "\x00" + s.SQL
	if old := seen[key]; old != nil && (old.Place.Pos == s.Place.Pos) {
		s = old
	} else {
		seen[key] = s
		w.Statements = append(w.Statements, s)
	}
	s.queries = append(s.queries, q)
	if n != nil && !slices.Contains(s.Nodes, n) {
		s.Nodes = append(s.Nodes, n)
	}
	call := report.Place{Pos: q.Call.Expr.Pos(), End: q.Call.Expr.End(), Text: "run here"}
	if call.Pos > s.Place.Pos || s.Place.Pos > call.End {
		if !slices.Contains(s.Calls, call) {
			s.Calls = append(s.Calls, call)
		}
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
