package driver

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"sort"
	"strings"

	"github.com/scalevet/scalevet/internal/confine"
	"github.com/scalevet/scalevet/internal/report"
)

// maxSource bounds a file that is read for its lines, in bytes.
const maxSource = 64 << 20

// sources keeps the files that findings stand in. It reads nothing outside of roots, also not
// through symbolic links.
type sources struct {
	roots []string
	files map[string]*source
}

func newSources(roots []string) *sources { return &sources{roots: roots, files: map[string]*source{}} }

// A source is one file.
type source struct {
	lines   []string
	ignores []*report.Ignore
	asked   bool // what they name was looked at
	funcs   []funcLines
}

type funcLines struct {
	name     string
	from, to int // lines, both included
}

// file returns the file of that absolute name. One that cannot be read has no lines.
func (s *sources) file(name string) *source {
	if f := s.files[name]; f != nil {
		return f
	}
	f := &source{}
	s.files[name] = f
	text, ok := s.read(name)
	if !ok {
		return f
	}
	f.lines = strings.Split(text, "\n")
	if strings.HasSuffix(name, ".go") {
		f.parse(text)
	} else {
		f.ignores = report.SQLIgnores(text)
	}
	return f
}

func (s *sources) read(name string) (string, bool) {
	for _, root := range s.roots {
		rel, err := filepath.Rel(root, name)
		if err != nil || !filepath.IsLocal(rel) {
			continue
		}
		text, err := confine.ReadIn(root, rel, maxSource)
		return string(text), err == nil // gone since it was analyzed: findings are shown without source
	}
	return "", false
}

// parse finds the functions and the comments that silence findings. What a syntax error leaves is
// enough.
func (f *source) parse(text string) {
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, "", text, parser.ParseComments|parser.SkipObjectResolution)
	if file == nil {
		return
	}
	f.ignores = report.Ignores(fset, file)
	for _, d := range file.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			f.funcs = append(f.funcs, funcLines{
				funcName(fn), fset.PositionFor(fn.Pos(), false).Line, fset.PositionFor(fn.End(), false).Line,
			})
		}
	}
}

// funcName returns fn's name with its receiver's type before it.
func funcName(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	t := fn.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name + "." + fn.Name.Name
		default:
			return fn.Name.Name
		}
	}
}

// funcAt returns the name of the function that line lies in, or "".
func (f *source) funcAt(line int) string {
	i := sort.Search(len(f.funcs), func(i int) bool { return f.funcs[i].to >= line })
	if i < len(f.funcs) && f.funcs[i].from <= line {
		return f.funcs[i].name
	}
	return ""
}

// line returns a line of the file, counted from 1, or "".
func (f *source) line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	return strings.TrimSuffix(f.lines[n-1], "\r")
}

// position returns the line and column of a byte of the file, counted from 0.
func (f *source) position(offset int) token.Position {
	at := token.Position{Offset: offset, Line: 1, Column: offset + 1}
	for _, l := range f.lines {
		if at.Column <= len(l)+1 {
			break
		}
		at.Line, at.Column = at.Line+1, at.Column-len(l)-1
	}
	return at
}
