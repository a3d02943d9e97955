package sqljoin

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/scalevet/scalevet/internal/confine"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/queries"
	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

var (
	define  = regexp.MustCompile(`(?is)^(?:\s|--[^\n]*\n)*(create|alter|drop|do)\b`)
	changes = regexp.MustCompile(`(?is)^(?:\s|--[^\n]*\n)*(alter\s+table|create\s+(unique\s+)?index|do)\b`)
	creates = regexp.MustCompile(`(?i)\bcreate\s+(unlogged\s+)?table\b`)
)

// goSteps are the definitions that stand in the Go files of one package.
type goSteps struct {
	unit  *link.Unit
	texts []queries.Text
	own   *Schema // what they build; nil when that is nothing, or what files build
}

// fromGo folds the definitions of tables that stand in the Go files of u into a schema of its own.
// Where files define the same tables those are believed.
func (w *World) fromGo(u *link.Unit) *goSteps {
	g := &goSteps{unit: u, texts: w.definitions(u)}
	if len(g.texts) == 0 {
		return g
	}
	c := &Schema{Catalog: schema.New(), Name: u.Pkg.Path(), Dir: u.Dir}
	w.each(g, func(text string, at schema.Place) { c.Exec(text, at) })
	all := strings.Join(sqlOf(g.texts), ";\n")
	if name, evidence, _ := parse.Dialect(all); name != "" && creates.MatchString(all) {
		w.Notes = append(w.Notes, fmt.Sprintf("%s: dialect %s (%s): schema not analyzed", u.Pkg.Path(), name, evidence))
		g.texts = nil
		return g
	}
	if len(c.Tables) == 0 || w.inFiles(c) {
		return g
	}
	for _, p := range c.Problems {
		w.Notes = append(w.Notes, fmt.Sprintf("%s: %s", p.Place, p.Text))
	}
	g.own = c
	w.Schemas = append(w.Schemas, c)
	return g
}

// each calls f for each statement of g with its place.
func (w *World) each(g *goSteps, f func(text string, at schema.Place)) {
	for _, t := range g.texts {
		at := schema.Place{File: w.rel(g.unit, t), Line: g.unit.Fset.Position(t.Place.Pos).Line}
		for _, st := range parse.Split(t.SQL) {
			here := at // literals over several lines are raw: their lines are the file's
			lead := len(st.Text) - len(strings.TrimLeft(st.Text, " \t\r\n"))
			here.Line += strings.Count(t.SQL[:st.Start+lead], "\n")
			f(st.Text, here)
		}
	}
}

func (w *World) rel(u *link.Unit, t queries.Text) string {
	return w.short(u.Fset.Position(t.Place.Pos).Filename)
}

// inFiles reports whether files define tables of c.
func (w *World) inFiles(c *Schema) bool {
	return slices.ContainsFunc(w.Schemas, func(s *Schema) bool {
		return s.source != nil && slices.ContainsFunc(c.Tables, func(t *schema.Table) bool { return s.Table(t.Name) != nil })
	})
}

// change applies what g changes of tables that it does not create to the schemas that have them. That
// an index is made accuses nobody; of anything else it is not known to have happened, and the tables
// are uncertain then. Files that are kept up to date need no change, and a statement that they have too is
// a copy, as some programs carry one.
func (w *World) change(g *goSteps) {
	w.each(g, func(text string, at schema.Place) {
		stmts, err := parse.Parse(text)
		if err == nil && !changes.MatchString(text) {
			return
		}
		for _, s := range w.Schemas {
			switch {
			case s == g.own || s.whole || g.own != nil && g.own.names(text) || !s.names(text) || s.says(text):
				continue
			case err == nil && s.addIndex(stmts, text, at):
				continue
			}
			s.MarkUncertain(text, "Go code changes it", at)
			p := s.Problems[len(s.Problems)-1]
			w.Notes = append(w.Notes, fmt.Sprintf("%s: %s", p.Place, p.Text))
		}
	})
}

// says reports whether the files of c have the statement text, white space aside.
func (c *Schema) says(text string) bool {
	if c.source == nil {
		return false
	}
	if c.said == nil {
		c.said = map[string]bool{}
		for _, s := range c.source.Statements() {
			c.said[spaced(s.Text)] = true
		}
	}
	return c.said[spaced(text)]
}

// spaced writes a statement with single spaces.
func spaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// names reports whether text speaks of a table of c.
func (c *Schema) names(text string) bool {
	words := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(text), notWord) {
		words[word] = true
	}
	return slices.ContainsFunc(c.Tables, func(t *schema.Table) bool { return words[strings.ToLower(t.Name.Name)] })
}

func notWord(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// unknownSchema is a schema's name that is not known before the program runs.
var unknownSchema = regexp.MustCompile(`"?\bhole\d+"?\s*\.`)

// addIndex folds a statement that does nothing but create an index of a table of c, and reports whether
// it is one.
func (c *Schema) addIndex(stmts []parse.Stmt, text string, at schema.Place) bool {
	if unknownSchema.MatchString(text) {
		stmts, _ = parse.Parse(unknownSchema.ReplaceAllString(text, ""))
	}
	if len(stmts) != 1 {
		return false
	}
	x, ok := stmts[0].(*parse.CreateIndex)
	if !ok || c.Table(x.Table) == nil {
		return false
	}
	c.Apply(x, at)
	return true
}

// builds are words of Go code that changes a schema, as text or by a builder.
var builds = regexp.MustCompile(`(?i)\b(?:create|alter)\s+(?:unique\s+)?(?:table|index)\b|(?:create|add|new)(?:table|index|column|constraint|unique|foreign)|automigrate|renam`)

// opaque marks the tables that migrations in Go speak of whose changes could not be read.
func (w *World) opaque(steps []*goSteps) {
	read := map[string]bool{}
	for _, g := range steps {
		for _, t := range g.texts {
			read[w.rel(g.unit, t)] = true
		}
	}
	for _, name := range w.goFiles {
		text, err := confine.ReadIn(w.program.Root, name, confine.MaxText)
		if read[name] || err != nil || !builds.Match(text) {
			continue
		}
		for _, s := range w.Schemas {
			if s.source != nil && s.names(string(text)) {
				s.MarkUncertain(string(text), "a migration in Go may change it", schema.Place{File: name, Line: 1})
			}
		}
	}
}

// definitions returns the texts of u that may change a schema, in source order. Text that inserts
// or updates rows belongs to a migration when definitions stand in it too.
func (w *World) definitions(u *link.Unit) []queries.Text {
	var out []queries.Text
	have := map[string]bool{}
	for _, t := range w.stated(u) {
		have[t.SQL] = true
		out = append(out, t)
	}
	for _, q := range u.Queries.Queries {
		if q.In != nil && q.In.Aside {
			continue // a migration's way back, or another database's
		}
		for _, t := range q.Variants {
			if !have[t.SQL] && (define.MatchString(t.SQL) || creates.MatchString(t.SQL)) {
				out = append(out, t)
				break // the other variants change the same tables
			}
		}
	}
	slices.SortStableFunc(out, func(a, b queries.Text) int { return cmp.Compare(a.Place.Pos, b.Place.Pos) })
	return out
}

// stated returns the definitions of u that no call runs by itself, and those of its models.
func (w *World) stated(u *link.Unit) []queries.Text {
	if len(u.Queries.DDL) == 0 {
		return nil
	}
	if other := w.foreign(); other != "" {
		w.Notes = append(w.Notes, fmt.Sprintf("%s: dialect %s (go.mod has no driver of PostgreSQL): schema of models not analyzed", u.Pkg.Path(), other))
		return nil
	}
	var out []queries.Text
	for _, t := range u.Queries.DDL {
		if foreign(w.rel(u, t)) {
			continue
		}
		t.SQL = w.models(t.SQL)
		out = append(out, t)
	}
	return out
}

func sqlOf(ts []queries.Text) []string {
	out := make([]string, len(ts))
	for i, t := range ts {
		out[i] = t.SQL
	}
	return out
}
