package link

import (
	"go/types"
	"path/filepath"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/passes/handlers"
	"github.com/scalevet/scalevet/internal/passes/queries"
)

// Extract bundles what the passes find in one package. It is a pure function of the package's
// compile inputs.
var Extract = &analysis.Analyzer{
	Name: "extract",
	Doc:  "bundle what the passes find in a package",
	Requires: []*analysis.Analyzer{
		calls.Analyzer, effects.Analyzer, handlers.Analyzer, queries.Analyzer,
	},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Unit](),
	Run: func(pass *analysis.Pass) (any, error) {
		u := &Unit{
			Pkg: pass.Pkg, Fset: pass.Fset,
			Calls:    pass.ResultOf[calls.Analyzer].(*calls.Index),
			Effects:  pass.ResultOf[effects.Analyzer].(*effects.Unit),
			Handlers: pass.ResultOf[handlers.Analyzer].(*handlers.Index),
			Queries:  pass.ResultOf[queries.Analyzer].(*queries.Index),
		}
		if len(pass.Files) > 0 {
			u.Dir = filepath.Dir(pass.Fset.Position(pass.Files[0].FileStart).Filename)
		}
		return u, nil
	},
}

// Analyzer links one package with the facts of its imports, for drivers that see one package at a
// time. It is the only analyzer with facts.
var Analyzer = &analysis.Analyzer{
	Name:             "link",
	Doc:              "bind calls and run the fixpoint of effects over a package and its imports' facts",
	Requires:         []*analysis.Analyzer{Extract},
	FactTypes:        []analysis.Fact{new(effects.Summary)},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Program](),
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) {
	u := pass.ResultOf[Extract].(*Unit)
	if len(u.Calls.Funcs) == 0 && len(u.Calls.Calls) == 0 {
		return &Program{}, nil // a dependency, or a package of types only
	}
	p := Link([]*Unit{u}, ownPath(pass), func(fn *types.Func) *effects.Summary {
		s := new(effects.Summary)
		if fn.Pkg() == pass.Pkg || !pass.ImportObjectFact(fn, s) {
			return nil
		}
		return s
	})
	p.Root = config.Root(u.Dir)
	for _, n := range p.order {
		if n.Fn == nil || n.Obj == nil {
			continue
		}
		if s := p.summarize(n); !s.Empty() {
			pass.ExportObjectFact(n.Obj, s)
		}
	}
	return p, nil
}

// ownPath tells the packages of pass's module by their import path.
func ownPath(pass *analysis.Pass) func(string) bool {
	if m := pass.Module; m != nil && m.Path != "" {
		return func(path string) bool { return path == m.Path || strings.HasPrefix(path, m.Path+"/") }
	}
	return func(path string) bool { return true } // no module known: facts decide
}
