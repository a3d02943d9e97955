package sqljoin

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/queries"
	"github.com/scalevet/scalevet/internal/sql/migrate"
	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// load reads the schemas: the files below the module, or of its repository when the module has
// none, and the definitions that stand in Go.
func (w *World) load() {
	root := w.program.Root
	w.find(root)
	if repo := Repository(root); len(w.Schemas) == 0 && repo != root {
		w.find(repo)
	}
	for _, u := range w.program.Units {
		w.fromGo(u)
	}
}

func (w *World) find(root string) {
	sources, problems := migrate.Find(root, migrate.Options{Paths: current().Schema})
	for _, p := range problems {
		w.warn(p.String())
	}
	for _, s := range sources {
		if s.Dialect == "" {
			w.Schemas = append(w.Schemas, w.fold(root, s))
		}
	}
}

func (w *World) warn(line string) {
	w.Notes, w.Warnings = append(w.Notes, line), append(w.Warnings, line)
}

// Repository returns the directory above dir that holds a checkout, or dir. The migrations of a
// module that has none of its own are looked for there.
func Repository(dir string) string {
	for d := dir; ; {
		if _, err := os.Stat(filepath.Join(d, ".git")); err == nil {
			return d
		}
		up := filepath.Dir(d)
		if up == d {
			return dir
		}
		d = up
	}
}

// fold replays the statements of s.
func (w *World) fold(root string, s *migrate.Source) *Schema {
	c := &Schema{files: true, Catalog: schema.Read(s), Name: s.Dir, Dir: filepath.Join(root, filepath.FromSlash(s.Dir)), whole: s.Tool == "plain"}
	for _, q := range s.Queries {
		c.Queries = append(c.Queries, filepath.Join(root, filepath.FromSlash(q)))
	}
	for from, dir := range current().For {
		if comesFrom(s, from) {
			c.Queries = append(c.Queries, filepath.Join(root, filepath.FromSlash(dir)))
		}
	}
	for _, p := range c.Problems {
		line := fmt.Sprintf("%s: %s", p.Place, p.Text)
		if strings.HasPrefix(p.Text, "cannot parse") {
			w.warn(line)
			continue
		}
		w.Notes = append(w.Notes, line)
	}
	return c
}

// comesFrom reports whether s was read from a path that the configuration names.
func comesFrom(s *migrate.Source, from string) bool {
	from = path.Clean(from)
	return s.Dir == from || strings.HasPrefix(s.Dir, from+"/") ||
		slices.ContainsFunc(s.Files, func(f migrate.File) bool { ok, _ := path.Match(from, f.Path); return ok })
}

var (
	define  = regexp.MustCompile(`(?is)^(?:\s|--[^\n]*\n)*(create|alter|drop|do)\b`)
	changes = regexp.MustCompile(`(?is)^(?:\s|--[^\n]*\n)*(alter\s+table|create\s+(unique\s+)?index|drop|do)\b`)
	creates = regexp.MustCompile(`(?i)\bcreate\s+(unlogged\s+)?table\b`)
)

// fromGo folds the definitions of tables that stand in the Go files of u into a schema of its own.
// Where files define the same tables those are believed, and what Go changes of them is uncertain.
func (w *World) fromGo(u *link.Unit) {
	texts := w.definitions(u)
	if len(texts) == 0 {
		return
	}
	all := strings.Join(sqlOf(texts), ";\n")
	c := &Schema{Catalog: schema.New(), Name: u.Pkg.Path(), Dir: u.Dir}
	for _, t := range texts {
		at := schema.Place{File: w.rel(u, t), Line: u.Fset.Position(t.Place.Pos).Line}
		for _, st := range parse.Split(t.SQL) {
			here := at // literals over several lines are raw: their lines are the file's
			lead := len(st.Text) - len(strings.TrimLeft(st.Text, " \t\r\n"))
			here.Line += strings.Count(t.SQL[:st.Start+lead], "\n")
			c.Exec(st.Text, here)
		}
	}
	if name, evidence, _ := parse.Dialect(all); name != "" && creates.MatchString(all) {
		w.Notes = append(w.Notes, fmt.Sprintf("%s: dialect %s (%s): schema not analyzed", u.Pkg.Path(), name, evidence))
		return
	}
	if w.defined(c, all, schema.Place{File: u.Pkg.Path()}) || len(c.Tables) == 0 {
		return
	}
	w.Schemas = append(w.Schemas, c)
}

// defined reports whether files define tables of c. What Go changes of such tables is not known to
// have happened: they are uncertain then, unless the files are kept up to date.
func (w *World) defined(c *Schema, text string, at schema.Place) bool {
	found := false
	for _, s := range w.Schemas {
		if !s.files {
			continue // another package's own tables may have the same names
		}
		for _, t := range c.Tables {
			found = found || s.Table(t.Name) != nil
		}
		if s.whole {
			continue
		}
		for _, st := range parse.Split(text) {
			if changes.MatchString(st.Text) && !s.addIndex(st.Text, at) {
				s.MarkUncertain(st.Text, "Go code changes it", at)
			}
		}
	}
	return found
}

// unknownSchema is a schema's name that is not known before the program runs.
var unknownSchema = regexp.MustCompile(`"?\bhole\d+"?\s*\.`)

// addIndex folds a statement that does nothing but create an index of a table of c, and reports whether
// it is one: that another index may be there accuses nobody.
func (c *Schema) addIndex(text string, at schema.Place) bool {
	stmts, err := parse.Parse(unknownSchema.ReplaceAllString(text, ""))
	if err != nil || len(stmts) != 1 {
		return false
	}
	x, ok := stmts[0].(*parse.CreateIndex)
	if !ok || c.Table(x.Table) == nil {
		return false
	}
	c.Apply(x, at)
	return true
}

func (w *World) rel(u *link.Unit, t queries.Text) string {
	return w.short(u.Fset.Position(t.Place.Pos).Filename)
}

// short writes a file below the module relative to it.
func (w *World) short(name string) string {
	if r, err := filepath.Rel(w.program.Root, name); err == nil {
		return filepath.ToSlash(r)
	}
	return name
}

// definitions returns the texts of u that may change a schema, in source order. Text that inserts
// or updates rows belongs to a migration when definitions stand in it too.
func (w *World) definitions(u *link.Unit) []queries.Text {
	var out []queries.Text
	for _, q := range u.Queries.Queries {
		for _, t := range q.Variants {
			if define.MatchString(t.SQL) || creates.MatchString(t.SQL) {
				out = append(out, t)
				break // the other variants change the same tables
			}
		}
	}
	if len(u.Queries.DDL) == 0 {
		return out
	}
	if other := w.foreign(); other != "" {
		w.Notes = append(w.Notes, fmt.Sprintf("%s: dialect %s (go.mod has no driver of PostgreSQL): schema of models not analyzed", u.Pkg.Path(), other))
		return out
	}
	for _, t := range u.Queries.DDL {
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
