package wants

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/tools/go/packages"
)

// A listed is what go list says of a package.
type listed struct {
	ImportPath, Name, Dir, Export string
	Standard                      bool
	GoFiles, Imports              []string
	CgoFiles, TestGoFiles         []string
	XTestGoFiles                  []string
}

// load returns the packages of testdata/src by path. That is a GOPATH, in which a library that the
// testdata uses is a few lines under its own path. All must compile.
var load = sync.OnceValues(func() (map[string]*packages.Package, error) {
	dir, err := filepath.Abs("testdata")
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("go", "list", "-export", "-deps",
		"-json=ImportPath,Name,Dir,Export,Standard,GoFiles,Imports,CgoFiles,TestGoFiles,XTestGoFiles", "./...")
	cmd.Dir = filepath.Join(dir, "src")
	cmd.Env = append(cmd.Environ(), "GOPATH="+dir, "GO111MODULE=off", "GOWORK=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %v\n%s", err, &stderr)
	}
	l := &loader{fset: token.NewFileSet(), exports: map[string]string{}, own: map[string]*packages.Package{}}
	l.std = importer.ForCompiler(l.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(l.exports[path]) })
	for dec := json.NewDecoder(bytes.NewReader(out)); ; { // imports come first
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return l.own, nil
		} else if err != nil {
			return nil, err
		}
		if p.Standard {
			l.exports[p.ImportPath] = p.Export
		} else if err := l.check(&p); err != nil {
			return nil, err
		}
	}
})

// A loader checks the packages of testdata from source.
type loader struct {
	fset    *token.FileSet
	exports map[string]string // files of export data of the standard library
	std     types.Importer
	own     map[string]*packages.Package
}

// Import returns what an import of path means.
func (l *loader) Import(path string) (*types.Package, error) {
	if p := l.own[path]; p != nil {
		return p.Types, nil
	}
	return l.std.Import(path)
}

func (l *loader) check(p *listed) error {
	if left := slices.Concat(p.CgoFiles, p.TestGoFiles, p.XTestGoFiles); len(left) > 0 {
		return fmt.Errorf("%s: %v: only Go's own files that are no tests are read here", p.ImportPath, left)
	}
	pkg := &packages.Package{
		ID: p.ImportPath, PkgPath: p.ImportPath, Name: p.Name, Dir: p.Dir, Fset: l.fset,
		TypesSizes: types.SizesFor("gc", runtime.GOARCH), Imports: map[string]*packages.Package{},
		TypesInfo: &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
			Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
			Scopes: map[ast.Node]*types.Scope{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
			FileVersions: map[*ast.File]string{},
		},
	}
	for _, path := range p.Imports {
		if dep := l.own[path]; dep != nil {
			pkg.Imports[path] = dep
		}
	}
	for _, name := range p.GoFiles {
		name = filepath.Join(p.Dir, name)
		file, err := parser.ParseFile(l.fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		pkg.GoFiles, pkg.Syntax = append(pkg.GoFiles, name), append(pkg.Syntax, file)
	}
	pkg.CompiledGoFiles = pkg.GoFiles
	var err error
	conf := &types.Config{Importer: l, Sizes: pkg.TypesSizes}
	pkg.Types, err = conf.Check(p.ImportPath, l.fset, pkg.Syntax, pkg.TypesInfo)
	l.own[p.ImportPath] = pkg
	return err
}
