// Package archtest holds the rules of the house: who may import whom, and how long things may be.
package archtest

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/scalevet/scalevet/"

// allowed lists, for each room, the rooms it may import; the longest prefix speaks.
var allowed = map[string][]string{
	"cmd":                 {"internal/driver", "analyzers", "internal/config"},
	"internal/driver":     {"analyzers", "internal/link", "internal/report", "internal/passes", "internal/config", "internal/catalog", "internal/sqljoin", "internal/sql"},
	"analyzers":           {"analyzers", "internal/link", "internal/report", "internal/passes", "internal/gosrc", "internal/catalog"},
	"analyzers/unindexed": {"internal/link", "internal/report", "internal/passes", "internal/sqljoin", "internal/sql"},
	"analyzers/fullscan":  {"internal/link", "internal/report", "internal/passes", "internal/sqljoin", "internal/sql"},
	"internal/link":       {"internal/report", "internal/passes", "internal/gosrc", "internal/catalog", "internal/config"},
	"internal/report":     {"internal/config"},
	"internal/sqljoin":    {"internal/link", "internal/report", "internal/passes", "internal/gosrc", "internal/sql", "internal/config"},
	"internal/passes":     {"internal/passes", "internal/gosrc", "internal/catalog", "internal/config"},
	"internal/gosrc":      {},
	"internal/catalog":    {},
	"internal/config":     {"internal/catalog"},
	"internal/sql":        {"internal/sql"},
	"internal/sql/parse":  {},
	"internal/dev":        {"analyzers", "internal"},
}

// order is that of the passes: each reads only those left of it.
var order = []string{"scope", "calls", "effects", "handlers", "queries"}

type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
	Dir        string
}

func list(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,Deps,Dir", "./...")
	cmd.Dir = "../../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var ps []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); err == io.EOF {
			return ps
		} else if err != nil {
			t.Fatal(err)
		}
		ps = append(ps, p)
	}
}

// room returns the longest key of allowed that path lies in.
func room(path string) string {
	best := ""
	for r := range allowed {
		if (path == r || strings.HasPrefix(path, r+"/")) && len(r) > len(best) {
			best = r
		}
	}
	return best
}

func TestImports(t *testing.T) {
	ps := list(t)
	if len(ps) < 20 {
		t.Fatalf("go list found only %d packages", len(ps))
	}
	for _, p := range ps {
		from := strings.TrimPrefix(p.ImportPath, module)
		r := room(from)
		if r == "" {
			t.Errorf("%s lies in no known room", from)
			continue
		}
		for _, imp := range p.Imports {
			to, ours := strings.CutPrefix(imp, module)
			if !ours || room(to) == r && !strings.HasPrefix(r, "analyzers") {
				continue
			}
			if strings.HasPrefix(from, "analyzers/") && strings.HasPrefix(to, "analyzers") {
				t.Errorf("%s imports %s: no rule knows another", from, to)
			}
			if !slices.ContainsFunc(allowed[r], func(a string) bool { return to == a || strings.HasPrefix(to, a+"/") }) {
				t.Errorf("%s imports %s, which %s may not", from, to, r)
			}
		}
	}
}

func TestPassesReadLeft(t *testing.T) {
	for _, p := range list(t) {
		name, ok := strings.CutPrefix(p.ImportPath, module+"internal/passes/")
		if !ok {
			continue
		}
		for _, imp := range p.Imports {
			if other, ok := strings.CutPrefix(imp, module+"internal/passes/"); ok && slices.Index(order, other) >= slices.Index(order, name) {
				t.Errorf("pass %s reads %s, which is not left of it", name, other)
			}
		}
	}
}

func TestForbidden(t *testing.T) {
	for _, p := range list(t) {
		from := strings.TrimPrefix(p.ImportPath, module)
		for _, imp := range p.Imports {
			switch {
			case strings.Contains(imp, "pg_query_go") && from != "internal/sql/parse":
				t.Errorf("%s imports pg_query_go; only internal/sql/parse may", from)
			case strings.HasPrefix(from, "internal/sql/") && (strings.HasPrefix(imp, "go/") || strings.Contains(imp, "go/analysis")):
				t.Errorf("%s imports %s: there is no Go syntax below internal/sql", from, imp)
			case strings.HasPrefix(imp, module+"cmd") || strings.HasPrefix(imp, module+"internal/dev") && !strings.HasPrefix(from, "internal/dev"):
				t.Errorf("%s imports %s", from, imp)
			}
		}
		if !strings.HasPrefix(from, "analyzers") {
			continue
		}
		for _, dep := range p.Deps {
			if strings.HasSuffix(dep, "go/ssa") || strings.HasSuffix(dep, "passes/buildssa") {
				t.Errorf("%s depends on %s: facts and syntax, no SSA", from, dep)
			}
		}
	}
}

// sources calls f with each Go file of ours that is no test and not generated.
func sources(t *testing.T, f func(path string, fset *token.FileSet, file *ast.File)) {
	t.Helper()
	root := "../../.."
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

func TestSizes(t *testing.T) {
	sources(t, func(path string, fset *token.FileSet, file *ast.File) {
		if n := fset.File(file.FileStart).LineCount(); n > 400 {
			t.Errorf("%s has %d lines: more than 400 want a second room", path, n)
		}
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := fset.Position(fn.End()).Line - fset.Position(fn.Pos()).Line + 1; n > 60 {
				t.Errorf("%s: %s has %d lines, more than 60", path, fn.Name.Name, n)
			}
		}
	})
}

// TestOneFactType holds that one analyzer alone has facts.
func TestOneFactType(t *testing.T) {
	var with []string
	sources(t, func(path string, _ *token.FileSet, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			if kv, ok := n.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok && id.Name == "FactTypes" {
					with = append(with, path)
				}
			}
			return true
		})
	})
	if len(with) != 1 || with[0] != "internal/link/analyzer.go" {
		t.Errorf("FactTypes in %v, want it in internal/link/analyzer.go alone", with)
	}
}

// TestKnowledgeIsData holds that no rule names other people's packages.
func TestKnowledgeIsData(t *testing.T) {
	sources(t, func(path string, fset *token.FileSet, file *ast.File) {
		if !strings.HasPrefix(path, "analyzers/") && !strings.HasPrefix(path, "internal/passes/") && !strings.HasPrefix(path, "internal/link/") {
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
			for _, host := range []string{`"github.com/`, `"gorm.io/`, `"go.mongodb.org/`, `"google.golang.org/`, `"cloud.google.com/`} {
				if strings.HasPrefix(lit.Value, host) && !strings.HasPrefix(lit.Value, `"`+module) {
					t.Errorf("%s: %s belongs in internal/catalog/tables", fset.Position(lit.Pos()), lit.Value)
				}
			}
			return true
		})
	})
}
