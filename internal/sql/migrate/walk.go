package migrate

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/confine"
)

// Bounds on what is looked at: no project's migrations come near them.
const (
	maxEntries = 300_000   // directory entries
	maxTotal   = 256 << 20 // bytes of all files
)

// A finder collects the sources below one root. Symbolic links to directories are not followed,
// so no cycle is walked; what they lead to within the root is found where it is.
type finder struct {
	fsys     fs.FS
	entries  int
	dirs     map[string]*directory
	sqlcs    []string
	others   []string // files of schemas in other languages
	embedded []string
	texts    map[string]string // of the files read, "" for those that could not be
	total    int
	problems []Problem
}

// A directory is what of one directory may belong to a schema.
type directory struct {
	path     string
	names    []string // of SQL files and what tools lay beside them, sorted
	files    []File   // the SQL files
	embedded bool     // the program carries the files
}

// has reports whether a file of that name lies in d.
func (d *directory) has(name string) bool { return slices.Contains(d.names, name) }

// skipped are directories with other people's or other programs' files, or with data for tests;
// spelled without dashes and underscores.
var skipped = map[string]bool{
	"vendor": true, "nodemodules": true, "thirdparty": true, "dist": true, "testdata": true, "testfile": true, "testfiles": true,
	"fixture": true, "fixtures": true, "testfixture": true, "testfixtures": true,
}

func skipDir(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || skipped[strings.NewReplacer("-", "", "_", "").Replace(name)]
}

// walk notes the directories below dir that hold something of interest.
func (f *finder) walk(dir string) {
	_ = fs.WalkDir(f.fsys, dir, func(p string, d fs.DirEntry, err error) error { // it returns no error of its own
		if err != nil {
			f.problem(p, 0, confine.Reason(err))
			return nil
		}
		if f.entries++; f.entries > maxEntries {
			f.problem(p, 0, "too many files: the rest is not read")
			return fs.SkipAll
		}
		if d.IsDir() {
			if p != dir && skipDir(d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		f.note(p)
		return nil
	})
}

// Reads reports whether Find may look at a file of that base name without being told of it.
func Reads(name string) bool {
	return isSqlc(name) || isSQL(name) || name == "atlas.sum" || name == sqitchPlan || isGoMigration(name) ||
		strings.HasSuffix(name, ".fizz") || isChangelog(name) || isHCL(name)
}

func isSqlc(name string) bool {
	return name == "sqlc.yaml" || name == "sqlc.yml" || name == "sqlc.json"
}

// note keeps the name of a file that may belong to a schema.
func (f *finder) note(p string) {
	switch name := path.Base(p); {
	case isSqlc(name):
		f.sqlcs = append(f.sqlcs, p)
	case isChangelog(name) || isHCL(name):
		f.others = append(f.others, p)
	case Reads(name):
		dir := path.Dir(p)
		if f.dirs[dir] == nil {
			f.dirs[dir] = &directory{path: dir, embedded: slices.Contains(f.embedded, dir)}
		}
		f.dirs[dir].names = append(f.dirs[dir].names, name)
	}
}

func isSQL(name string) bool {
	switch path.Ext(name) {
	case ".sql", ".pgsql", ".psql":
		return !strings.HasPrefix(name, ".")
	}
	return false
}

func (f *finder) problem(file string, line int, text string) {
	f.problems = append(f.problems, Problem{file, line, text})
}

func compareProblems(a, b Problem) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Text, b.Text))
}

// read returns a file's text once; of a file that cannot be read, which is a problem, "".
func (f *finder) read(p string) string {
	if text, ok := f.texts[p]; ok {
		return text
	}
	text, err := f.readNew(p)
	if err != nil {
		f.problem(p, 0, confine.Reason(err))
	}
	f.total += len(text)
	f.texts[p] = text
	return text
}

func (f *finder) readNew(p string) (string, error) {
	if f.total >= maxTotal {
		return "", fmt.Errorf("more than %d MiB of SQL: not read", maxTotal>>20)
	}
	return confine.ReadText(f.fsys, p, confine.MaxText)
}

// load reads the SQL files of d.
func (f *finder) load(d *directory) {
	slices.Sort(d.names)
	d.files = nil
	for _, name := range d.names {
		if isSQL(name) || isFizz(name) {
			d.files = append(d.files, f.file(path.Join(d.path, name)))
		}
	}
}

func (f *finder) file(p string) File {
	text := f.read(p)
	return File{Path: p, Text: text, tableNames: f.names(p, text, 0)}
}

// names returns what the statements of a file and of those that it includes are about.
func (f *finder) names(p, text string, depth int) tableNames {
	if isFizz(p) {
		return fizzNames(File{Path: p, Text: text})
	}
	names := namesOf(text)
	if depth == maxDepth || !mayInclude(text) {
		return names
	}
	_, _, includes := File{Path: p, Text: text}.prepare()
	for _, inc := range includes {
		if c, ok := f.candidate(p, inc); ok {
			more := f.names(c, f.read(c), depth+1)
			names.creates = sortedSet(append(names.creates, more.creates...))
			names.alters = sortedSet(append(names.alters, more.alters...))
			names.renamed = append(names.renamed, more.renamed...)
		}
	}
	return names
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
