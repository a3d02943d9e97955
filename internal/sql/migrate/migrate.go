// Package migrate finds the schema of a project without configuration: the files of the known
// migration tools, schema dumps and sqlc's configuration, and reads them as one sequence of
// statements. It parses no SQL: it knows where statements end, what of a file builds the schema,
// and what a tool replaces before it runs a file. It executes nothing and reads nothing outside
// of the root.
package migrate

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"github.com/scalevet/scalevet/internal/confine"
)

// A Source is one schema: the files of one tool, in the order in which they are applied.
type Source struct {
	// Tool is the name of the tool: goose, golang-migrate, …; numbered for numbered files of no
	// known tool, directories for a directory for each migration, plain for a schema in one file
	// or a few.
	Tool string
	// Dir is the directory of the files, relative to the root, with slashes. Of several the first.
	Dir string
	// Files are those that build the schema. Down parts are still in their texts.
	Files []File
	// Dialect is the database when it is not PostgreSQL: mysql, sqlite, mssql, …, or other. Such
	// a source is returned to be named, not to be read.
	Dialect string
	// Config is the sqlc configuration that names the files, or "".
	Config string
	// Queries are the files of the queries that run on this schema, as sqlc's configuration has them.
	Queries []string
	// GoFiles are the migrations of the sequence that are Go code. What they change is not among
	// the statements.
	GoFiles []string

	// Unread are the files of the schema that are in no SQL.
	Unread []Unread

	included map[string]string // texts of the files that others include
}

// A File is one file of a schema.
type File struct {
	Path string // relative to the root, with slashes
	Text string

	tool *tool
	tableNames
}

// A Problem is something that could not be read, or is not what a schema should be.
type Problem struct {
	File string // relative to the root, with slashes
	Line int    // from 1; 0 is the whole file
	Text string
}

// String returns the problem as file:line: text.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}

// Options say where to look.
type Options struct {
	// Paths are the files, directories and globs to read instead of looking, relative to the root.
	// A directory is a schema of its own; files, and directories that create no table, add to
	// what was named before them.
	Paths []string
	// Embedded are directories of SQL files that the program carries, relative to the root: what of
	// them creates tables is a schema, whatever its name. They count where Paths is empty.
	Embedded []string
}

// Find returns the schemas below root, a directory, and what could not be read: sorted by
// directory or, where Paths name them, in that order. It never fails as a whole: where the root
// cannot be read, that is the problem.
func Find(root string, opt Options) ([]*Source, []Problem) {
	dir, err := confine.Open(root)
	if err != nil {
		return nil, []Problem{{File: filepath.ToSlash(root), Text: confine.Reason(err)}}
	}
	defer dir.Close()
	var paths []string
	for _, p := range opt.Paths {
		if rel, err := filepath.Rel(root, p); filepath.IsAbs(p) && err == nil {
			p = rel
		}
		paths = append(paths, path.Clean(filepath.ToSlash(p)))
	}
	return FindFS(dir, Options{Paths: paths, Embedded: opt.Embedded})
}

// FindFS is Find for a file system. Precondition: fsys does not lead out of itself by symbolic
// links, as a confine.Dir does not.
func FindFS(fsys fs.FS, opt Options) ([]*Source, []Problem) {
	f := &finder{fsys: fsys, texts: map[string]string{}}
	var sources []*Source
	if len(opt.Paths) > 0 {
		sources = f.dialects(f.given(opt.Paths))
	} else {
		f.embedded = opt.Embedded
		sources = f.look(".")
	}
	slices.SortFunc(f.problems, compareProblems)
	return sources, slices.Compact(f.problems)
}
