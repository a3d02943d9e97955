package driver

import (
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"io"
	"os"
	"runtime"

	"golang.org/x/tools/go/packages"
)

// A typechecker checks packages from source, and takes what they import of others from the compiler's
// export data. go/packages would do the same, but reads that data by a copy of the reader, which
// x/tools v0.49 ends at Go 1.26; the standard library's is as new as the Go that built us.
type typechecker struct {
	fset     *token.FileSet
	texts    map[string][]byte // in the place of files
	roots    map[*packages.Package]bool
	exports  map[string]string            // files of export data, by package path
	imported map[string]*types.Package    // from export data, by package path
	sources  map[*packages.Package]*check // what is checked from source
	slots    chan struct{}                // one for each that is at work
}

// A check is one package that is checked from source.
type check struct {
	*packages.Package
	done chan struct{}
}

// typecheck gives pkgs syntax and types. What lies between them and imports one of them is checked from
// source too, without its functions' bodies: it is a test's variant of a package, as a rule.
func typecheck(pkgs []*packages.Package, fset *token.FileSet, texts map[string][]byte) {
	c := &typechecker{
		fset: fset, texts: texts, roots: map[*packages.Package]bool{}, exports: map[string]string{},
		imported: map[string]*types.Package{}, sources: map[*packages.Package]*check{},
		slots: make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
	for _, p := range pkgs {
		c.roots[p] = true
	}
	packages.Visit(pkgs, nil, func(p *packages.Package) { // imports come first
		source := c.roots[p]
		for _, imp := range p.Imports {
			source = source || c.sources[imp] != nil
		}
		if source {
			c.sources[p] = &check{p, make(chan struct{})}
		} else if p.ExportFile != "" {
			c.exports[p.PkgPath] = p.ExportFile
		}
	})
	c.readImports()
	for _, s := range c.sources {
		go c.run(s)
	}
	for _, s := range c.sources {
		<-s.done
	}
}

// readImports reads the export data that the sources need, one after the other: what is read of one
// package adds to those that it mentions.
func (c *typechecker) readImports() {
	imp := importer.ForCompiler(c.fset, "gc", func(path string) (io.ReadCloser, error) {
		file, ok := c.exports[path]
		if !ok {
			return nil, errors.New("no export data")
		}
		return os.Open(file)
	})
	for p := range c.sources {
		for _, dep := range p.Imports {
			path := dep.PkgPath
			if c.sources[dep] != nil || c.imported[path] != nil || c.exports[path] == "" {
				continue
			}
			if pkg, err := imp.Import(path); err == nil {
				c.imported[path] = pkg
			}
		}
	}
}

// run checks one package after those that it imports.
func (c *typechecker) run(s *check) {
	defer close(s.done)
	for _, dep := range s.Imports {
		if d := c.sources[dep]; d != nil {
			<-d.done
			s.IllTyped = s.IllTyped || d.IllTyped
		}
	}
	c.slots <- struct{}{}
	defer func() { <-c.slots }()
	s.Fset = c.fset
	for _, name := range s.CompiledGoFiles {
		var src any
		if text, ok := c.texts[name]; ok {
			src = text
		}
		file, err := parser.ParseFile(c.fset, name, src, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			c.fail(s.Package, err)
		}
		if file != nil {
			cutTables(c.fset, file)
			s.Syntax = append(s.Syntax, file)
		}
	}
	s.TypesInfo = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
		Scopes: map[ast.Node]*types.Scope{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		FileVersions: map[*ast.File]string{},
	}
	conf := &types.Config{
		Importer: importerFunc(func(path string) (*types.Package, error) { return c.imports(s.Package, path) }),
		Error:    func(err error) { c.fail(s.Package, err) },
		Sizes:    s.TypesSizes, IgnoreFuncBodies: !c.roots[s.Package],
	}
	if s.Module != nil && s.Module.GoVersion != "" {
		conf.GoVersion = "go" + s.Module.GoVersion
	}
	s.Types = types.NewPackage(s.PkgPath, s.Name)
	_ = types.NewChecker(conf, c.fset, s.Types, s.TypesInfo).Files(s.Syntax) // its errors have been noted
	s.IllTyped = s.IllTyped || len(s.Errors) > 0
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// imports returns what p means by an import of path.
func (c *typechecker) imports(p *packages.Package, path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	dep := p.Imports[path]
	switch {
	case dep == nil:
		return nil, errors.New("no such package")
	case c.sources[dep] != nil:
		return c.sources[dep].Types, nil
	case c.imported[dep.PkgPath] != nil:
		return c.imported[dep.PkgPath], nil
	}
	return nil, fmt.Errorf("no export data for %s", dep.PkgPath)
}

// fail notes an error as go/packages does.
func (c *typechecker) fail(p *packages.Package, err error) {
	var syntax scanner.ErrorList
	var typed types.Error
	switch {
	case errors.As(err, &syntax):
		for _, e := range syntax {
			p.Errors = append(p.Errors, packages.Error{Pos: e.Pos.String(), Msg: e.Msg, Kind: packages.ParseError})
		}
	case errors.As(err, &typed):
		p.TypeErrors = append(p.TypeErrors, typed)
		p.Errors = append(p.Errors, packages.Error{Pos: c.fset.Position(typed.Pos).String(), Msg: typed.Msg, Kind: packages.TypeError})
	default:
		p.Errors = append(p.Errors, packages.Error{Pos: "-", Msg: err.Error(), Kind: packages.ParseError})
	}
}
