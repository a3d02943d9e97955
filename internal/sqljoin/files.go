package sqljoin

import (
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/scalevet/scalevet/internal/confine"
	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sql/lex"
	"github.com/scalevet/scalevet/internal/sql/parse"
)

// queryFiles are the .sql files whose statements have names.
type queryFiles struct {
	all    []*entry
	byName map[string][]*entry
}

// An entry is one named statement of a file.
type entry struct {
	name string
	sql  string
	file string
	line int // of its name
	used bool
}

func (e *entry) place() report.Place {
	return report.Place{Position: token.Position{Filename: e.file, Line: e.line, Column: 1}, Text: e.name}
}

func (e *entry) statement() *Statement {
	return &Statement{SQL: e.sql, Name: e.name, Place: e.place()}
}

// nameLine begins a statement: sqlc's and goyesql's "-- name: get-user :one".
var nameLine = regexp.MustCompile(`(?m)^[ \t]*--[ \t]*name[ \t]*:[ \t]*([\w./-]+)[^\n]*$`)

// annotation returns the name in the comment that sqlc puts before the text of a statement.
func annotation(sql string) (string, bool) {
	m := nameLine.FindStringSubmatchIndex(sql)
	if m == nil || strings.TrimSpace(sql[:m[0]]) != "" {
		return "", false
	}
	return sql[m[2]:m[3]], true
}

// readQueryFiles reads the query files below root, and returns a line for each file that it could
// not read.
func readQueryFiles(root string) (*queryFiles, []string) {
	q := &queryFiles{byName: map[string][]*entry{}}
	dir, err := confine.Open(root)
	if err != nil {
		return q, []string{root + ": " + confine.Reason(err)}
	}
	defer dir.Close()
	var unread []string
	_ = fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil: // a directory that cannot be listed
		case d.IsDir():
			if skipDir(dir, name) {
				return fs.SkipDir
			}
			return nil
		case path.Ext(name) == ".sql":
			var text string
			if text, err = confine.ReadText(dir, name, confine.MaxText); err == nil {
				q.read(filepath.Join(root, filepath.FromSlash(name)), text)
			}
		}
		if err != nil {
			unread = append(unread, name+": "+confine.Reason(err))
		}
		return nil
	})
	return q, unread
}

// skipDir leaves out what is not this module's: hidden directories, other people's code, and
// modules within.
func skipDir(fsys fs.FS, name string) bool {
	if name == "." {
		return false
	}
	switch base := path.Base(name); {
	case base == "vendor" || base == "node_modules" || base == "testdata":
		return true
	case strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_"):
		return true
	}
	_, err := fs.Stat(fsys, path.Join(name, "go.mod"))
	return err == nil
}

// read adds the named statements of one file.
func (q *queryFiles) read(path, text string) {
	marks := nameLine.FindAllStringSubmatchIndex(text, -1)
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		body := text[m[1]:end]
		first := 0
		for _, l := range parse.Lex(body) {
			if l.Kind != lex.Space && l.Kind != lex.Comment {
				first = l.Start
				break
			}
		}
		e := &entry{
			name: text[m[2]:m[3]], file: path, line: 1 + strings.Count(text[:m[2]], "\n"),
			sql: strings.TrimRight(strings.TrimSpace(body[first:]), ";"),
		}
		q.all = append(q.all, e)
		q.byName[e.name] = append(q.byName[e.name], e)
	}
}

// named returns the statement of that name: of several the one whose text is sql, then the one
// nearest to dir.
func (q *queryFiles) named(name, dir, sql string) *entry {
	var best *entry
	score := -1
	for _, e := range q.byName[name] {
		n := common(e.file, dir)
		if sql != "" && words(e.sql) == words(stripName(sql)) {
			n += 10000
		}
		if n > score {
			best, score = e, n
		}
	}
	return best
}

func stripName(sql string) string { return nameLine.ReplaceAllString(sql, "") }

// words writes a statement so that layout and placeholders do not count.
func words(sql string) string {
	var b strings.Builder
	for _, l := range parse.Lex(parse.Normalize(sql)) {
		if l.Kind != lex.Space && l.Kind != lex.Comment && l.Text != ";" {
			b.WriteString(strings.ToLower(l.Text))
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// common returns how many leading path elements a and b share.
func common(a, b string) int {
	x, y := strings.Split(filepath.ToSlash(a), "/"), strings.Split(filepath.ToSlash(b), "/")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}
