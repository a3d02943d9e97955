package wants

import (
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/types/typeutil"
)

// A calling is the fact that a function calls others.
type calling struct{ Names []string }

func (*calling) AFact()           {}
func (c *calling) String() string { return "calls " + strings.Join(c.Names, " ") }

// called reports every call of a function, and what is known of the function.
var called = &analysis.Analyzer{
	Name:      "called",
	Doc:       "report calls",
	FactTypes: []analysis.Fact{(*calling)(nil)},
	Run: func(pass *analysis.Pass) (any, error) {
		for _, f := range pass.Files {
			for _, d := range f.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok {
					continue
				}
				if c := callsIn(pass, fn); len(c.Names) > 0 {
					pass.ExportObjectFact(pass.TypesInfo.Defs[fn.Name].(*types.Func), c)
				}
			}
		}
		return nil, nil
	},
}

func callsIn(pass *analysis.Pass, fn *ast.FuncDecl) *calling {
	c := &calling{}
	ast.Inspect(fn, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		callee := typeutil.StaticCallee(pass.TypesInfo, call)
		c.Names = append(c.Names, callee.Name())
		if known := (&calling{}); pass.ImportObjectFact(callee, known) {
			pass.Reportf(call.Pos(), "%s, which %s", callee.Name(), known)
		} else {
			pass.Reportf(call.Pos(), "%s is called", callee.Name())
		}
		return true
	})
	return c
}

func TestRun(t *testing.T) {
	acts := Run(t, called, "good", "example.com/lib")
	if len(acts) != 2 || acts[0].Package.PkgPath != "good" || len(acts[0].Diagnostics) != 4 {
		t.Errorf("got %v", acts)
	}
}

// TestCheck holds what is wrong with comments that want too much, too little or nothing.
func TestCheck(t *testing.T) {
	all, err := load()
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string][]string{
		"bad": {
			"bad.go:12: wanted and not said: ToUpper",
			"bad.go:5: not wanted: Silent:calls ToUpper",
			"bad.go:5: not wanted: ToUpper is called",
			"bad.go:7: not wanted: Wrong:calls ToUpper",
			"bad.go:7: wanted and not said: Other:calls ToUpper",
			"bad.go:8: not wanted: ToUpper is called",
			"bad.go:8: wanted and not said: ToLower",
		},
		"broken": {`broken.go:3: want is followed by " of a pattern", which is no quoted pattern`},
	} {
		graph, err := checker.Analyze([]*analysis.Analyzer{called}, []*packages.Package{all[path]}, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := check(graph.Roots[0])
		for i := range got {
			got[i] = strings.TrimPrefix(got[i], filepath.Dir(all[path].GoFiles[0])+string(filepath.Separator))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", path, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
