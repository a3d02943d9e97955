// Package sqljoin binds the statements found in Go and in query files to the schemas that the
// module's migrations build, and asks for the verdict on each. It is what unindexed, fullscan and
// the queries command share.
package sqljoin

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/queries"
	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sql/filter"
	"github.com/scalevet/scalevet/internal/sql/migrate"
	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// Settings are the choices of the run. A driver sets them once, before the first rule.
type Settings struct {
	Schema   []string          // files or directories of the schema; found below the module when empty
	For      map[string]string // of those: the directory of the packages whose statements run on it
	Postgres int               // major version; 0 is the filter's default

	Small func(schema, table string) bool // which tables stay small: nothing is said of them; nil means none
}

var settings atomic.Pointer[Settings]

// Configure sets the choices for every program joined from now on, and forgets the latest world: an
// editor asks for the same program again when only its SQL has changed.
func Configure(s Settings) {
	settings.Store(&s)
	last.Lock()
	defer last.Unlock()
	last.program, last.world = nil, nil
}

func current() Settings {
	if s := settings.Load(); s != nil {
		return *s
	}
	return Settings{}
}

// A World is all that is known of a program's SQL.
type World struct {
	Schemas    []*Schema
	Statements []*Statement
	Notes      []string // what could not be read, one line each, beginning with the file
	Warnings   []string // those of them that everybody should see: files of another dialect, and statements that do not parse

	program *link.Program
	files   *queryFiles
	tables  map[string]string // models by queries.Model's name
	grows   map[*schema.Table]bool
	small   map[*schema.Table]bool
	goFiles []string // migrations among files that are Go code

	once     sync.Once
	portable bool // the module can run on other databases too
}

// A Schema is one database's schema and where it comes from.
type Schema struct {
	*schema.Catalog
	Name    string   // the directory or file, relative to the root
	Dir     string   // where its queries are looked for first
	Queries []string // directories and files of queries that belong to it, when something says so

	source *migrate.Source // the files that it stands in; nil for one in Go
	said   map[string]bool // their statements; nil until asked for
	whole  bool            // a dump or a schema file: it is kept up to date, so steps in Go add nothing to it
}

// A Statement is one text of SQL that the program may run.
type Statement struct {
	Unit    *link.Unit   // nil for texts that only a .sql file holds
	Nodes   []*link.Node // the functions that run it
	SQL     string       // as understood: with placeholders as $n
	Name    string       // of a statement in a query file
	Unknown queries.Part
	Some    bool // the text has some of its optional parts and lacks others
	Place   report.Place
	Calls   []report.Place // where it is run, and the constant that holds it

	Query   *parse.Query
	Schema  *Schema // nil when no schema has its tables
	Verdict *filter.Verdict
	Err     string // why it is not judged

	queries []*queries.Query
	pieces  []queries.Piece
	whole   *Statement // the variant with all that is added sometimes
}

// last keeps the latest world: the rules that need it are asked one after the other.
var last struct {
	sync.Mutex
	program *link.Program
	world   *World
}

// Of returns the world of p.
func Of(p *link.Program) *World {
	last.Lock()
	defer last.Unlock()
	if last.program != p {
		last.program, last.world = p, build(p)
	}
	return last.world
}

// Schemas returns what the module's migrations build, without looking at statements.
func Schemas(p *link.Program) *World {
	w := newWorld(p)
	w.load()
	return w
}

func newWorld(p *link.Program) *World {
	w := &World{program: p, tables: map[string]string{}}
	for _, u := range p.Units {
		for name, table := range u.Queries.Tables {
			w.tables[name] = table
		}
	}
	return w
}

func build(p *link.Program) *World {
	w := newWorld(p)
	if p.Root == "" || len(p.Units) == 0 || len(p.Units) == 1 && len(p.Units[0].Queries.Queries) == 0 {
		return w // nothing to judge; a modular driver asks for each package
	}
	w.load()
	files, unread := readQueryFiles(p.Root)
	w.files = files
	for _, line := range unread {
		if !slices.Contains(w.Notes, line) { // of a migration it is said already
			w.warn(line)
		}
	}
	w.collect()
	for _, s := range w.Statements {
		w.judge(s)
	}
	return w
}

// judge parses s, binds it to its schema and asks for the verdict.
func (w *World) judge(s *Statement) {
	text := s.SQL
	if !w.parse(s, text) && s.Name != "" {
		if filled, unknown := queries.Fill(text); filled != text { // the program writes into it
			s.Unknown |= unknown
			w.parse(s, filled)
		}
	}
	if s.Query == nil {
		return
	}
	s.Schema = w.bind(s, tablesOf(s.Query))
	if plain := unqualified(s.SQL); s.Schema == nil && plain != s.SQL && w.parse(s, plain) {
		s.Schema = w.bind(s, tablesOf(s.Query))
	}
	if s.Schema == nil {
		s.Err = "no schema has its tables"
		return
	}
	v := filter.Judge(s.Schema.Catalog, s.Query, filter.Options{Postgres: current().Postgres})
	if v.Err == filter.TooLarge {
		s.Err = v.Err
		return
	}
	s.Verdict = w.withoutSmall(v)
}

// parse makes text the query of s, and reports whether it is one.
func (w *World) parse(s *Statement, text string) bool {
	s.SQL, s.Query, s.Err = parse.Normalize(text), nil, ""
	stmts, err := parse.Parse(s.SQL)
	switch {
	case err != nil:
		s.SQL, s.Err = text, "cannot parse: "+err.Error()
		return false
	case len(stmts) != 1:
		s.Err = "no single statement"
		return false
	}
	q, ok := stmts[0].(*parse.Query)
	if !ok {
		s.Err = "no query"
		return false
	}
	s.Query = q
	return true
}

// Covered reports whether s has only some of the conditions that its text may have, and the text
// with all of them is judged. PostgreSQL plans each text by itself; people index for the filters
// that they offer, not for each set of them.
func (s *Statement) Covered() bool {
	return s.Some && s.whole != nil && s.whole != s && s.whole.Verdict != nil && s.whole.Verdict.Err == ""
}

// withoutSmall leaves out what is said of tables that stay small.
func (w *World) withoutSmall(v *filter.Verdict) *filter.Verdict {
	if small := current().Small; small != nil {
		v.Relations = slices.DeleteFunc(v.Relations, func(r *filter.Relation) bool {
			return r.Table != nil && small(r.Table.Name.Schema, r.Table.Name.Name)
		})
		for _, r := range v.Relations {
			if slices.ContainsFunc(r.Through, func(t *schema.Table) bool { return small(t.Name.Schema, t.Name.Name) }) {
				r.Kind = "" // a plan reads the small one and looks this one up
			}
		}
	}
	return v
}

// Served reports whether a request is known to run s.
func (w *World) Served(s *Statement) bool {
	return slices.ContainsFunc(s.Nodes, func(n *link.Node) bool { return n != nil && w.program.Served(n) })
}

// OneShot reports whether s is only run by commands that end.
func (w *World) OneShot(s *Statement) bool {
	if len(s.Nodes) == 0 {
		return false
	}
	return !slices.ContainsFunc(s.Nodes, func(n *link.Node) bool { return n == nil || !w.program.OneShot(n) })
}

// Seldom reports whether no user waits for s, or it is run no more often for more of them: by commands
// that end, chores, administrators, clocks and workers only. What takes work from a queue in a table is
// none of these: the queue grows with the requests.
func (w *World) Seldom(s *Statement) bool {
	if len(s.Nodes) == 0 {
		return false
	}
	queue := strings.Contains(strings.ToUpper(s.SQL), "SKIP LOCKED")
	return !slices.ContainsFunc(s.Nodes, func(n *link.Node) bool {
		return n == nil || !w.program.OneShot(n) && !w.program.Seldom(n) && (queue || !w.program.Behind(n))
	})
}

// Migrates reports whether s only stands in migrations: it runs once.
func (w *World) Migrates(s *Statement) bool {
	if s.Unit == nil || !w.OneShot(s) {
		return false
	}
	file := filepath.Base(s.Unit.Fset.Position(s.Place.Pos).Filename)
	return strings.Contains(strings.ToLower(filepath.Base(s.Unit.Dir)+"/"+file), "migrat")
}

// less orders statements by where they stand.
func (w *World) less(a, b *Statement) int {
	x, y := w.position(a), w.position(b)
	return cmp.Or(cmp.Compare(x.file, y.file), cmp.Compare(x.offset, y.offset), cmp.Compare(a.SQL, b.SQL))
}

type position struct {
	file   string
	offset int
}

func (w *World) position(s *Statement) position {
	if s.Place.Pos.IsValid() && s.Unit != nil {
		p := s.Unit.Fset.Position(s.Place.Pos)
		return position{p.Filename, p.Offset}
	}
	return position{s.Place.Position.Filename, s.Place.Position.Line * 1000}
}
