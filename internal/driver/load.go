package driver

import (
	"context"
	"fmt"
	"go/token"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scalevet/scalevet/internal/config"
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
	root     string // the module's directory
	start    string // where the command runs
	config   *config.Config
	own      map[string]bool // import paths of the packages loaded from source
	dirs     map[string]bool // directories of the packages asked for; nil means all
	units    []*link.Unit
	problems []string // what could not be read, one line each
}

// load extracts the whole module around dir: the rules need all of it, whatever patterns ask for.
func load(ctx context.Context, dir string, opt Options) (*module, error) {
	m := &module{fset: token.NewFileSet(), own: map[string]bool{}}
	cfg := &packages.Config{
		Mode: loadMode, Context: ctx, Dir: dir, Fset: m.fset, Tests: opt.Tests, BuildFlags: opt.buildFlags(),
	}
	pkgs, err := packages.Load(cfg, "./...")
	if err != nil {
		return nil, fmt.Errorf("cannot load packages: %s", firstLine(err.Error()))
	}
	m.findRoot(pkgs)
	if m.root == "" {
		return nil, fmt.Errorf("no Go module here: no go.mod in %s or above it", orDot(dir))
	}
	if err := m.ask(cfg, opt.Patterns); err != nil {
		return nil, err
	}
	m.note(pkgs)
	prune(pkgs)
	graph, err := checker.Analyze([]*analysis.Analyzer{link.Extract}, analyzable(pkgs), nil)
	if err != nil {
		return nil, err
	}
	m.collect(graph)
	return m, nil
}

func orDot(dir string) string {
	if dir == "" {
		return "."
	}
	return dir
}

func (m *module) findRoot(pkgs []*packages.Package) {
	for _, p := range pkgs {
		m.own[p.PkgPath] = true
		if p.Module != nil && p.Module.Main && m.root == "" {
			m.root = p.Module.Dir
		}
	}
}

// ask finds the directories that patterns name.
func (m *module) ask(cfg *packages.Config, patterns []string) error {
	if len(patterns) == 0 || len(patterns) == 1 && patterns[0] == "./..." {
		return nil
	}
	c := *cfg
	c.Mode = packages.NeedName | packages.NeedFiles
	pkgs, err := packages.Load(&c, patterns...)
	if err != nil {
		return fmt.Errorf("cannot load packages: %s", firstLine(err.Error()))
	}
	m.dirs = map[string]bool{}
	for _, p := range pkgs {
		for _, f := range p.GoFiles {
			m.dirs[filepath.Dir(f)] = true
		}
		if len(p.GoFiles) == 0 && len(p.Errors) > 0 {
			m.problems = append(m.problems, firstLine(p.Errors[0].Error()))
		}
	}
	return nil
}

// wants reports whether a finding in file was asked for. Files that are no Go files belong to no
// package and are always wanted.
func (m *module) wants(file string) bool {
	return m.dirs == nil || !strings.HasSuffix(file, ".go") || m.dirs[filepath.Dir(file)]
}

// collect takes the extracts of all packages out of the checker's graph.
func (m *module) collect(graph *checker.Graph) {
	for _, act := range graph.Roots {
		if act.Err != nil {
			m.problems = append(m.problems, fmt.Sprintf("internal error: %s: %s: %s",
				act.Analyzer.Name, act.Package.PkgPath, firstLine(act.Err.Error())))
			continue
		}
		m.units = append(m.units, act.Result.(*link.Unit))
	}
	sort.SliceStable(m.units, func(i, j int) bool { return m.units[i].Pkg.Path() < m.units[j].Pkg.Path() })
}

// link joins the packages to the whole program.
func (m *module) link() *link.Program {
	p := link.Link(m.units, func(path string) bool { return m.own[path] }, nil)
	p.Root = m.root
	return p
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
