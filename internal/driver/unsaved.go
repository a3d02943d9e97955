package driver

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/scalevet/scalevet/internal/confine"
)

// see makes cfg load texts, by absolute name, in the place of Go files. The caller calls undo after
// the last load.
//
// With an overlay of its own, packages checks every dependency from source, which takes many times
// as long and as much memory: so it gets one only for texts that are no files yet. And the go command
// compiles anew what it is told of: so it is told only of texts that may belong to another package, or
// import others, than their files do. All else is a matter of parsing.
func see(cfg *packages.Config, texts map[string][]byte) (undo func(), err error) {
	undo = func() {}
	goTexts, told := map[string][]byte{}, map[string][]byte{}
	added := false
	for name, text := range texts {
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		goTexts[name] = text
		saved, err := confine.Saved(name, confine.MaxText)
		added = added || err != nil
		if err != nil || relates(saved, text) {
			told[name] = text
		}
	}
	if added {
		cfg.Overlay = goTexts
		return undo, nil
	}
	if len(goTexts) > 0 {
		cfg.ParseFile = func(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
			if text, ok := goTexts[name]; ok {
				src = text
			}
			return parser.ParseFile(fset, name, src, parser.AllErrors|parser.ParseComments)
		}
	}
	if len(told) == 0 {
		return undo, nil
	}
	dir, err := os.MkdirTemp("", "scalevet-")
	if err != nil {
		return undo, fmt.Errorf("cannot hand unsaved text to the go command: %w", err)
	}
	undo = func() { os.RemoveAll(dir) }
	flag, err := overlayFlag(dir, told)
	cfg.BuildFlags = append(slices.Clone(cfg.BuildFlags), flag)
	return undo, err
}

// overlayFlag writes texts to dir and returns the flag that makes the go command take them.
func overlayFlag(dir string, texts map[string][]byte) (string, error) {
	replace := map[string]string{}
	for name, text := range texts {
		file := filepath.Join(dir, fmt.Sprintf("%d.go", len(replace)))
		if err := os.WriteFile(file, text, 0o600); err != nil {
			return "", err
		}
		replace[name] = file
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "overlay.json")
	return "-overlay=" + file, os.WriteFile(file, list, 0o600)
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
