package driver

import (
	"context"
	"errors"
	"fmt"
	"go/build"
	"go/token"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/link"
)

// loadMode is what typecheck needs to bring the own module from source and everything else from export
// data: a tenth of the time and memory of loading all syntax.
const loadMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
	packages.NeedDeps | packages.NeedExportFile | packages.NeedTypesSizes | packages.NeedModule | packages.NeedEmbedFiles

// A module is the user's code, loaded and extracted.
type module struct {
	root     string // the module's directory
	config   *config.Config
	fset     *token.FileSet
	own      map[string]bool // import paths of the packages loaded from source
	files    []string        // the Go files of the packages asked for
	dirs     map[string]bool // directories of the packages asked for; nil means all
	embeds   map[string]bool // files that are compiled in
	units    []*link.Unit
	problems []string // what could not be analyzed, one line each
	broken   int      // packages that could not be analyzed
}

// load extracts the whole module at root: the rules need all of it, whatever opt asks for.
func load(ctx context.Context, root string, opt Options) (*module, error) {
	m := &module{root: root, fset: token.NewFileSet(), own: map[string]bool{}, embeds: map[string]bool{}}
	cfg := &packages.Config{
		Mode: loadMode, Context: ctx, Dir: root, Fset: m.fset, Tests: opt.Tests,
		BuildFlags: opt.buildFlags(), Env: goEnv(),
	}
	see(cfg, opt.texts)
	pkgs, err := packages.Load(cfg, "./...")
	if err == nil && len(pkgs) == 0 {
		err = whyNone(ctx, root, opt)
	}
	if err != nil {
		return nil, loadError(err)
	}
	for _, p := range pkgs {
		m.own[p.PkgPath] = true
	}
	if err := m.ask(cfg, opt); err != nil {
		return nil, err
	}
	pkgs = m.refuse(pkgs, opt)
	typecheck(pkgs, m.fset, opt.texts)
	m.note(pkgs, opt)
	prune(pkgs)
	graph, err := checker.Analyze([]*analysis.Analyzer{link.Extract}, analyzable(pkgs), nil)
	if err != nil {
		return nil, err
	}
	m.collect(graph)
	return m, nil
}

// whyNone returns the go command's error, if that is why there are no packages: where export data is
// asked for, packages.Load takes any failure for a build that failed, and says nothing.
func whyNone(ctx context.Context, root string, opt Options) error {
	args := append([]string{"list", "-e", "-export"}, opt.buildFlags()...)
	_, err := goCommand(ctx, root, append(args, "--", "./...")...)
	if err == nil {
		return nil // there are none
	}
	return errors.New(strings.TrimPrefix(strings.TrimPrefix(err.Error(), "go list: "), "go: "))
}

// ask finds the directories that the patterns name.
func (m *module) ask(cfg *packages.Config, opt Options) error {
	if opt.everything() && within(opt.Dir, m.root) {
		return nil
	}
	c := *cfg
	c.Mode, c.Dir, c.Tests = packages.NeedName|packages.NeedFiles, opt.Dir, false
	pkgs, err := packages.Load(&c, opt.Patterns...)
	if err != nil {
		return loadError(err)
	}
	m.dirs = map[string]bool{}
	var foreign []string
	for _, p := range pkgs {
		for _, f := range slices.Concat(p.GoFiles, p.IgnoredFiles) {
			m.dirs[filepath.Dir(f)] = true
		}
		switch {
		case len(p.GoFiles) == 0 && len(p.Errors) > 0:
			m.problems = append(m.problems, firstLine(p.Errors[0].Msg))
		case len(p.GoFiles) > 0 && !m.own[p.PkgPath]:
			foreign = append(foreign, p.PkgPath)
		}
	}
	switch n := len(foreign); {
	case n == 1:
		m.problems = append(m.problems, foreign[0]+" is not in this module: not analyzed")
	case n > 1:
		m.problems = append(m.problems, fmt.Sprintf("%s and %d more are not in this module: not analyzed", foreign[0], n-1))
	}
	return nil
}

// wants reports whether a finding in file was asked for. Files that are no Go files belong to no
// package and are always wanted.
func (m *module) wants(file string) bool {
	return m.dirs == nil || !strings.HasSuffix(file, ".go") || m.dirs[filepath.Dir(file)]
}

// collect takes the extracts of all packages out of the checker's graph, and the errors of the
// passes, which are faults of ours.
func (m *module) collect(graph *checker.Graph) {
	for act := range graph.All() {
		switch {
		case act.Err == nil && act.Analyzer == link.Extract:
			m.units = append(m.units, act.Result.(*link.Unit))
		case act.Err != nil:
			err := act.Err
			if f := (*fault)(nil); !errors.As(err, &f) {
				err = &fault{pass: act.Analyzer.Name, pkg: act.Package.PkgPath, err: err}
			}
			m.problems = append(m.problems, err.Error())
			m.broken++
		}
	}
	slices.Sort(m.problems)
	sort.SliceStable(m.units, func(i, j int) bool { return m.units[i].Pkg.Path() < m.units[j].Pkg.Path() })
}

// link joins the packages to the whole program. The standard library's interfaces are everybody's:
// who a Writer is does not follow from who implements it, also where the library is what is analyzed.
func (m *module) link() *link.Program {
	std := m.root == filepath.Join(build.Default.GOROOT, "src")
	p := link.Link(m.units, func(path string) bool { return m.own[path] && !std }, nil)
	p.Root = m.root
	return p
}

// note collects the files asked for, and for each package the first error that the go command or
// the type checker found in it.
func (m *module) note(pkgs []*packages.Package, opt Options) {
	noted := map[string]bool{}
	for _, p := range pkgs {
		for _, f := range p.EmbedFiles {
			m.embeds[f] = true
		}
		for _, f := range p.GoFiles {
			if m.wants(f) && strings.HasPrefix(f, m.root) && !slices.Contains(m.files, f) {
				m.files = append(m.files, f)
			}
		}
		if len(p.Errors) == 0 || noted[p.PkgPath] {
			continue
		}
		noted[p.PkgPath] = true
		m.broken++
		m.problems = append(m.problems, typeError(p, opt.Dir))
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
