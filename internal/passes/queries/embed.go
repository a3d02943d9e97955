package queries

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"strings"

	"github.com/scalevet/scalevet/internal/confine"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// maxEmbedded bounds the text of an embedded statement, in bytes.
const maxEmbedded = 1 << 20

// embedded returns the text of the one file that //go:embed puts into package variable v.
func (e *evaluator) embedded(v *types.Var) (string, bool) {
	if !isString(v.Type()) && v.Type().String() != "[]byte" {
		return "", false
	}
	for _, f := range e.pass.Files {
		if f.FileStart > v.Pos() || v.Pos() >= f.FileEnd {
			continue
		}
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Pos() <= v.Pos() && v.Pos() < g.End() {
				return e.embedOf(g, v.Pos())
			}
		}
	}
	return "", false
}

// embedOf reads the directive above the declaration of the variable at pos.
func (e *evaluator) embedOf(g *ast.GenDecl, pos token.Pos) (string, bool) {
	for _, spec := range g.Specs {
		if spec.Pos() > pos || pos >= spec.End() {
			continue
		}
		doc := g.Doc
		if vs, ok := spec.(*ast.ValueSpec); ok && vs.Doc != nil {
			doc = vs.Doc
		}
		if doc == nil {
			return "", false
		}
		for _, c := range doc.List {
			if pattern, ok := strings.CutPrefix(c.Text, "//go:embed "); ok {
				return e.read(strings.Trim(strings.TrimSpace(pattern), `"`), pos)
			}
		}
	}
	return "", false
}

// carriedFile returns the text of the file that a call of (embed.FS).ReadFile names.
func (e *evaluator) carriedFile(c *calls.Call) ([]value, bool) {
	sel, ok := c.Expr.Fun.(*ast.SelectorExpr)
	if !ok || c.Callee.Name() != "ReadFile" || len(c.Expr.Args) != 1 {
		return nil, false
	}
	v := gosrc.VarOf(e.Info, sel.X)
	name, known := gosrc.ConstString(e.Info, c.Expr.Args[0])
	if v == nil || v.Pkg() != e.Pkg || !known {
		return nil, false
	}
	text, ok := e.read(name, v.Pos())
	if !ok {
		return nil, false
	}
	return []value{{s: clean(text), at: spanOf(c.Expr)}}, true
}

// read returns an embedded file below the package's directory. Embedded files are inputs of the
// compiler, so drivers that cache by inputs know of them.
func (e *evaluator) read(name string, pos token.Pos) (string, bool) {
	if path.IsAbs(name) || strings.Contains(name, "..") || strings.ContainsAny(name, "*?[") {
		return "", false
	}
	// Not the name in a line directive, which may be any.
	dir := filepath.Dir(e.pass.Fset.PositionFor(pos, false).Filename)
	text, err := confine.ReadIn(dir, name, maxEmbedded)
	if err != nil {
		return "", false
	}
	return string(text), true
}
