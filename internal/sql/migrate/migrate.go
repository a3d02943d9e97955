// Package migrate finds the schema of a project without configuration: the files of the known
// migration tools, schema dumps and sqlc's configuration, and reads them as one sequence of
// statements. It executes nothing and reads nothing outside of the root.
package migrate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// Bounds on what is read: no project's migrations come near them.
const (
	maxEntries = 200_000
	maxFile    = 8 << 20
)

// A Source is one schema: the files of one tool in one directory, in the order they are applied.
type Source struct {
	Tool    string // goose, golang-migrate, …, or plain
	Dir     string // relative to the root, with slashes
	Files   []File
	Dialect string // mysql, sqlite, …; "" is PostgreSQL
	Queries []string
	format  format
}

// A File is one file of a schema.
type File struct {
	Path string // relative to the root, with slashes
	Text string
}

// A Problem is something that could not be read.
type Problem struct {
	File string
	Line int
	Text string
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}

// A Statement is one statement of a schema.
type Statement struct {
	Text string
	File string
	Line int
}

// Options say where to look.
type Options struct {
	Paths []string // files or directories to read instead of looking; relative to the root
}

// Find returns the schemas below root, a directory, sorted by directory.
func Find(root string, opt Options) ([]*Source, []Problem) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, []Problem{{File: root, Text: err.Error()}}
	}
	defer r.Close()
	f := &finder{fsys: r.FS(), dirs: map[string][]string{}}
	if len(opt.Paths) > 0 {
		f.given(opt.Paths)
	} else {
		f.walk()
		f.sqlc()
		f.directories()
		f.preferMigrations()
	}
	for _, s := range f.sources {
		f.dialect(s)
	}
	return f.sources, f.problems
}

// A finder collects the sources below one root. Symbolic links that lead out of it are refused by
// os.Root, and others are not followed, so no cycle is walked.
type finder struct {
	fsys     fs.FS
	dirs     map[string][]string // the .sql files (and atlas.sum) of each directory
	sqlcs    []string
	sources  []*Source
	problems []Problem
}

var skipped = map[string]bool{"vendor": true, "node_modules": true, "testdata": true, "third_party": true, "dist": true}

func (f *finder) walk() {
	n := 0
	fs.WalkDir(f.fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			f.problem(p, 0, reason(err))
			return nil
		}
		if n++; n > maxEntries {
			f.problem(p, 0, "too many files: the rest is not read")
			return fs.SkipAll
		}
		name := d.Name()
		if d.IsDir() {
			if p != "." && (skipped[name] || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")) {
				return fs.SkipDir
			}
			return nil
		}
		switch {
		case strings.HasSuffix(name, ".sql") || name == "atlas.sum":
			f.dirs[path.Dir(p)] = append(f.dirs[path.Dir(p)], name)
		case name == "sqlc.yaml" || name == "sqlc.yml" || name == "sqlc.json":
			f.sqlcs = append(f.sqlcs, p)
		}
		return nil
	})
}

func (f *finder) problem(file string, line int, text string) {
	f.problems = append(f.problems, Problem{file, line, text})
}

func reason(err error) string {
	if pe, ok := err.(*fs.PathError); ok {
		return pe.Err.Error()
	}
	return err.Error()
}

// read returns a file's text; a file that cannot be read is a problem and "".
func (f *finder) read(p string) string {
	info, err := fs.Stat(f.fsys, p)
	if err == nil && info.Size() > maxFile {
		f.problem(p, 0, "too large to read")
		return ""
	}
	text, err := fs.ReadFile(f.fsys, p)
	if err != nil {
		f.problem(p, 0, reason(err))
		return ""
	}
	return string(text)
}

// directories makes a source of each directory that a tool's files lie in.
func (f *finder) directories() {
	for _, dir := range sortedKeys(f.dirs) {
		if slices.ContainsFunc(f.sources, func(s *Source) bool { return s.covers(dir) }) {
			continue // sqlc's configuration names it
		}
		if s := f.directory(dir, f.dirs[dir]); s != nil {
			f.sources = append(f.sources, s)
		}
	}
}

func (s *Source) covers(dir string) bool {
	return slices.ContainsFunc(s.Files, func(x File) bool { return path.Dir(x.Path) == dir })
}

func sortedKeys(m map[string][]string) []string {
	var ks []string
	for k := range m {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	return ks
}

// directory reads the files of dir with the first format that knows them.
func (f *finder) directory(dir string, names []string) *Source {
	var files []File
	for _, n := range names {
		if strings.HasSuffix(n, ".sql") {
			p := path.Join(dir, n)
			files = append(files, File{p, f.read(p)})
		}
	}
	return choose(dir, names, files)
}

// choose picks the format of files; nil when they are no schema.
func choose(dir string, names []string, files []File) *Source {
	for _, ft := range formats {
		mine := ft.files(dir, names, files)
		if len(mine) == 0 || !slices.ContainsFunc(mine, func(x File) bool { return creates(x.Text) }) {
			continue
		}
		s := &Source{Tool: ft.name, Dir: dir, Files: mine, format: ft}
		slices.SortStableFunc(s.Files, func(a, b File) int { return ft.order(path.Base(a.Path), path.Base(b.Path)) })
		return s
	}
	return nil
}

// creates reports whether text makes a table.
func creates(text string) bool {
	upper := strings.ToUpper(text)
	return strings.Contains(upper, "CREATE TABLE") || strings.Contains(upper, "CREATE UNLOGGED TABLE")
}

// given reads the paths that the configuration names, as one source.
func (f *finder) given(paths []string) {
	var files []File
	var names []string
	dir := "."
	for _, p := range paths {
		p = path.Clean(strings.TrimPrefix(strings.ReplaceAll(p, "\\", "/"), "./"))
		info, err := fs.Stat(f.fsys, p)
		if err != nil {
			f.problem(p, 0, reason(err))
			continue
		}
		if !info.IsDir() {
			files = append(files, File{p, f.read(p)})
			names, dir = append(names, path.Base(p)), path.Dir(p)
			continue
		}
		entries, err := fs.ReadDir(f.fsys, p)
		if err != nil {
			f.problem(p, 0, reason(err))
		}
		for _, e := range entries {
			if strings.HasSuffix(e.Name(), ".sql") && !e.IsDir() {
				q := path.Join(p, e.Name())
				files = append(files, File{q, f.read(q)})
			}
			names = append(names, e.Name())
		}
		dir = p
	}
	if s := choose(dir, names, files); s != nil {
		f.sources = append(f.sources, s)
	} else if len(files) > 0 {
		f.sources = append(f.sources, &Source{Tool: "plain", Dir: dir, Files: files, format: plain})
	}
}

// preferMigrations drops dumps of what migrations build as well.
func (f *finder) preferMigrations() {
	f.sources = slices.DeleteFunc(f.sources, func(s *Source) bool {
		if s.Tool != "plain" {
			return false
		}
		return slices.ContainsFunc(f.sources, func(m *Source) bool { return m.Tool != "plain" && m.Tool != "sqlc" && overlap(s, m) })
	})
}

// overlap reports whether the migrations m make half of the tables of the dump s.
func overlap(s, m *Source) bool {
	mine, theirs := s.tables(), m.tables()
	both := 0
	for t := range mine {
		if theirs[t] {
			both++
		}
	}
	return both*2 >= len(mine)
}

// tables returns the names after CREATE TABLE.
func (s *Source) tables() map[string]bool {
	names := map[string]bool{}
	for _, x := range s.Files {
		words := strings.FieldsFunc(strings.ToLower(x.Text), func(r rune) bool {
			return strings.ContainsRune(" \t\r\n(),;\"", r)
		})
		for i := 0; i+2 < len(words); i++ {
			if words[i] != "create" || words[i+1] != "table" {
				continue
			}
			k := i + 2
			for k < len(words) && (words[k] == "if" || words[k] == "not" || words[k] == "exists") {
				k++
			}
			if k < len(words) {
				names[words[k][strings.LastIndexByte(words[k], '.')+1:]] = true
			}
		}
	}
	return names
}

// dialect marks a source of another dialect: it is not analyzed.
func (f *finder) dialect(s *Source) {
	for _, x := range s.Files {
		name, evidence, offset := parse.Dialect(x.Text)
		if name == "" {
			continue
		}
		if s.Dialect == "" {
			f.problem(x.Path, 1+strings.Count(x.Text[:offset], "\n"), "dialect "+name+" ("+evidence+"): schema not analyzed")
		}
		s.Dialect = name
		return
	}
}

// Statements returns the statements of s in the order they are applied, down parts left out.
func (s *Source) Statements() []Statement {
	var out []Statement
	for _, x := range s.Files {
		text := clean(s.format.up(x.Text))
		for _, st := range parse.Split(text) {
			lead := len(st.Text) - len(strings.TrimLeft(st.Text, " \t\r\n"))
			out = append(out, Statement{
				Text: st.Text[lead:], File: x.Path, Line: 1 + strings.Count(text[:st.Start+lead], "\n"),
			})
		}
	}
	return out
}

// Digest identifies the contents of sources: it changes when any file of a schema does.
func Digest(sources []*Source) string {
	h := sha256.New()
	for _, s := range sources {
		for _, x := range s.Files {
			fmt.Fprintf(h, "%s\x00%d\x00%s", x.Path, len(x.Text), x.Text)
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
