package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
)

// A span is a run of lines, both ends included.
type span struct{ first, last int }

// overlaps reports whether the lines from first to last have one in common with s.
func (s span) overlaps(first, last int) bool { return first <= s.last && max(first, last) >= s.first }

// A source is a Go file or a file of SQL statements, cut into declarations and statements.
type source struct {
	decls map[string][]span // by name, methods as TYPE.NAME; of SQL the names of "-- name:"
	all   []span            // every declaration
	stmts []span            // of compound statements the head alone
}

// readSource reads a file; one that cannot be read has no spans.
func readSource(path string) *source {
	s := &source{decls: map[string][]span{}}
	text, err := os.ReadFile(path)
	if err != nil {
		return s
	}
	if !strings.HasSuffix(path, ".go") {
		s.readSQL(string(text))
		return s
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, text, parser.SkipObjectResolution)
	if file == nil {
		return s
	}
	lines := func(from, to token.Pos) span { return span{fset.Position(from).Line, fset.Position(to).Line} }
	for _, d := range file.Decls {
		at := lines(d.Pos(), d.End())
		s.all = append(s.all, at)
		if fn, ok := d.(*ast.FuncDecl); ok {
			s.decls[funcName(fn)] = append(s.decls[funcName(fn)], at)
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if from, to := statement(n); from.IsValid() {
				s.stmts = append(s.stmts, lines(from, to))
			}
			return true
		})
	}
	return s
}

// statement returns where n is, when it is one of the things that a label may be about: a simple
// statement, the head of a compound one, or what a declaration declares.
func statement(n ast.Node) (from, to token.Pos) {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return n.Pos(), n.Type.End()
	case *ast.IfStmt:
		return n.Pos(), n.Body.Lbrace
	case *ast.ForStmt:
		return n.Pos(), n.Body.Lbrace
	case *ast.RangeStmt:
		return n.Pos(), n.Body.Lbrace
	case *ast.SwitchStmt:
		return n.Pos(), n.Body.Lbrace
	case *ast.TypeSwitchStmt:
		return n.Pos(), n.Body.Lbrace
	case *ast.CaseClause:
		return n.Pos(), n.Colon
	case *ast.BlockStmt, *ast.LabeledStmt, *ast.SelectStmt, *ast.CommClause:
		return token.NoPos, token.NoPos
	case ast.Stmt, ast.Spec, *ast.Field:
		return n.Pos(), n.End()
	}
	return token.NoPos, token.NoPos
}

// funcName returns NAME of a function and TYPE.NAME of a method.
func funcName(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	for typ := fn.Recv.List[0].Type; ; {
		switch t := typ.(type) {
		case *ast.StarExpr:
			typ = t.X
		case *ast.IndexExpr:
			typ = t.X
		case *ast.IndexListExpr:
			typ = t.X
		case *ast.Ident:
			return t.Name + "." + fn.Name.Name
		default:
			return fn.Name.Name
		}
	}
}

// readSQL cuts a file into statements, which end with a line's last semicolon; the line "-- name: X"
// begins one that is called X.
func (s *source) readSQL(text string) {
	first, name := 1, ""
	end := func(last int) {
		if last < first {
			return
		}
		at := span{first, last}
		s.all, s.stmts = append(s.all, at), append(s.stmts, at)
		if name != "" {
			s.decls[name] = append(s.decls[name], at)
		}
		first, name = last+1, ""
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "-- name:"); ok {
			end(i)
			name, _, _ = strings.Cut(strings.TrimSpace(rest), " ")
		}
		if strings.HasSuffix(line, ";") {
			end(i + 1)
		}
	}
	end(len(lines))
}

// smallest returns the shortest of the spans that have line; without one, the line alone.
func smallest(spans []span, line int) span {
	best := span{line, line}
	found := false
	for _, s := range spans {
		if s.overlaps(line, line) && (!found || s.last-s.first < best.last-best.first) {
			best, found = s, true
		}
	}
	return best
}
