package driver

import (
	"context"
	"fmt"
	"go/token"
	"sort"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scalevet/scalevet/internal/link"
)

// loadMode brings the own module from source and everything else from export data: a tenth of the
// time and memory of loading all syntax.
const loadMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
	packages.NeedExportFile | packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax |
	packages.NeedTypesInfo | packages.NeedModule

// A module is the user's code, loaded and extracted.
type module struct {
	fset     *token.FileSet
	dir      string          // the module's root
	asked    map[string]bool // import paths that the patterns name
	units    []*link.Unit
	problems []string // what could not be read, one line each
}

// load extracts the whole module around dir: the rules need all of it, whatever patterns ask for.
func load(ctx context.Context, dir string, opt Options) (*module, error) {
	m := &module{fset: token.NewFileSet(), asked: map[string]bool{}}
	cfg := &packages.Config{
		Mode: loadMode, Context: ctx, Dir: dir, Fset: m.fset, Tests: opt.Tests, BuildFlags: opt.buildFlags(),
	}
	pkgs, err := packages.Load(cfg, "./...")
	if err != nil {
		return nil, fmt.Errorf("cannot load packages: %s", firstLine(err.Error()))
	}
	m.findRoot(pkgs)
	m.note(pkgs)
	prune(pkgs)
	graph, err := checker.Analyze([]*analysis.Analyzer{link.Extract}, analyzable(pkgs), nil)
	if err != nil {
		return nil, err
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			m.problems = append(m.problems, fmt.Sprintf("internal error: %s: %s: %v", act.Analyzer.Name, act.Package.PkgPath, act.Err))
			continue
		}
		m.units = append(m.units, act.Result.(*link.Unit))
	}
	sort.Slice(m.units, func(i, j int) bool { return m.units[i].Pkg.Path() < m.units[j].Pkg.Path() })
	return m, nil
}

func (m *module) findRoot(pkgs []*packages.Package) {
	for _, p := range pkgs {
		if p.Module != nil && p.Module.Main {
			m.dir = p.Module.Dir
			return
		}
	}
}

// note collects the errors of pkgs, one line each, in their order.
func (m *module) note(pkgs []*packages.Package) {
	for _, p := range pkgs {
		for _, e := range p.Errors {
			m.problems = append(m.problems, firstLine(e.Error()))
		}
	}
}

// prune cuts the imports of packages without syntax: the checker would analyze them.
func prune(pkgs []*packages.Package) {
	roots := map[*packages.Package]bool{}
	for _, p := range pkgs {
		roots[p] = true
	}
	for _, p := range pkgs {
		for path, imp := range p.Imports {
			if !roots[imp] {
				delete(p.Imports, path)
			}
		}
	}
}

// analyzable leaves out packages that could not be type-checked at all.
func analyzable(pkgs []*packages.Package) []*packages.Package {
	var ok []*packages.Package
	for _, p := range pkgs {
		if p.Types != nil && p.TypesInfo != nil && len(p.Syntax) > 0 {
			ok = append(ok, p)
		}
	}
	return ok
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}
