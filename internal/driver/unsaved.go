package driver

import (
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/scalevet/scalevet/internal/confine"
)

// see makes cfg load texts, by absolute name, in the place of Go files. The go command compiles anew what
// it is told of: so it is told only of texts that are no files yet, and of those that may belong to
// another package, or import others, than their files do. All else is a matter of parsing: see typecheck.
func see(cfg *packages.Config, texts map[string][]byte) {
	cfg.Overlay = map[string][]byte{}
	for name, text := range texts {
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		if saved, err := confine.Saved(name, confine.MaxText); err != nil || relates(saved, text) {
			cfg.Overlay[name] = text
		}
	}
}

// relates reports whether text may belong to another package than saved, or import what saved does
// not. A text that breaks off before its imports end says nothing yet.
func relates(saved, text []byte) bool {
	now, err := parser.ParseFile(token.NewFileSet(), "", text, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		return false
	}
	was, err := parser.ParseFile(token.NewFileSet(), "", saved, parser.ImportsOnly|parser.ParseComments)
	if err != nil || was.Name.Name != now.Name.Name || constraints(was) != constraints(now) {
		return true
	}
	return slices.ContainsFunc(now.Imports, func(i *ast.ImportSpec) bool {
		return i.Path.Value == `"C"` || !slices.ContainsFunc(was.Imports, func(o *ast.ImportSpec) bool { return o.Path.Value == i.Path.Value })
	})
}

// constraints returns the lines of f that say when it is built.
func constraints(f *ast.File) string {
	var lines []string
	for _, g := range f.Comments {
		for _, c := range g.List {
			if c.Pos() < f.Package && (constraint.IsGoBuild(c.Text) || constraint.IsPlusBuild(c.Text)) {
				lines = append(lines, c.Text)
			}
		}
	}
	return strings.Join(lines, "\n")
}
