package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/scalevet/scalevet/internal/passes/effects"
)

// sources calls f with each Go file of ours that is no test and not generated.
func sources(t *testing.T, f func(path string, fset *token.FileSet, file *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != root) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		if !ast.IsGenerated(file) {
			f(strings.TrimPrefix(filepath.ToSlash(path), root+"/"), fset, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestOneFactType holds that one analyzer alone has facts.
func TestOneFactType(t *testing.T) {
	var with []string
	sources(t, func(path string, _ *token.FileSet, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			kv, ok := n.(*ast.KeyValueExpr)
			if !ok {
				return true
			}
			if id, ok := kv.Key.(*ast.Ident); ok && id.Name == "FactTypes" {
				with = append(with, path)
			}
			return true
		})
	})
	if len(with) != 1 || with[0] != "internal/link/analyzer.go" {
		t.Errorf("FactTypes in %v, want it in internal/link/analyzer.go alone", with)
	}
}

// TestFactIsPlain holds that the fact has no maps, positions or interfaces: it is encoded twice, and
// the bytes must be equal.
func TestFactIsPlain(t *testing.T) {
	var check func(typ reflect.Type)
	check = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Struct:
			for i := range typ.NumField() {
				check(typ.Field(i).Type)
			}
		case reflect.Slice:
			check(typ.Elem())
		case reflect.String, reflect.Bool, reflect.Int, reflect.Uint8, reflect.Uint32, reflect.Uint64:
			if within(typ.PkgPath(), "go") {
				t.Errorf("the fact holds a %s", typ)
			}
		default:
			t.Errorf("the fact holds a %s", typ)
		}
	}
	check(reflect.TypeFor[effects.Summary]())
}

// TestOneWalk holds that passes/calls alone walks whole packages: nobody else has an ast.Visitor
// or an inspector.
func TestOneWalk(t *testing.T) {
	walks := map[string]bool{}
	sources(t, func(path string, _ *token.FileSet, file *ast.File) {
		for _, imp := range file.Imports {
			if strings.HasSuffix(imp.Path.Value, `/inspector"`) || strings.HasSuffix(imp.Path.Value, `/inspect"`) {
				walks[filepath.Dir(path)] = true
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "Walk" {
				if id, ok := sel.X.(*ast.Ident); ok && id.Name == "ast" {
					walks[filepath.Dir(path)] = true
				}
			}
			return true
		})
	})
	if len(walks) != 1 || !walks["internal/passes/calls"] {
		t.Errorf("packages are walked in %v, want internal/passes/calls alone", walks)
	}
}

// importPath matches the beginning of the path of other people's packages.
var importPath = regexp.MustCompile(`^([a-z0-9-]+\.)+[a-z]{2,}/`)

// TestKnowledgeIsData holds that no rule, pass or linker names other people's packages.
func TestKnowledgeIsData(t *testing.T) {
	sources(t, func(path string, fset *token.FileSet, file *ast.File) {
		if !within(path, "analyzers") && !within(path, "internal/passes") && !within(path, "internal/link") &&
			!within(path, "internal/gosrc") && !within(path, "internal/sqljoin") {
			return
		}
		imports := map[*ast.BasicLit]bool{}
		for _, imp := range file.Imports {
			imports[imp.Path] = true
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING || imports[lit] {
				return true
			}
			if s, err := strconv.Unquote(lit.Value); err == nil && importPath.MatchString(s) {
				t.Errorf("%s: %s belongs in internal/catalog/tables", fset.Position(lit.Pos()), lit.Value)
			}
			return true
		})
	})
}

// TestDocumented holds that every package says what it answers.
func TestDocumented(t *testing.T) {
	documented := map[string]bool{}
	sources(t, func(path string, _ *token.FileSet, file *ast.File) {
		dir := filepath.Dir(path)
		documented[dir] = documented[dir] || file.Doc != nil
	})
	for dir, ok := range documented {
		if !ok {
			t.Errorf("%s has no package comment", dir)
		}
	}
}
