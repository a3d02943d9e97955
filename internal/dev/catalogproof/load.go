package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/scalevet/scalevet/internal/catalog"
)

// load returns the packages that m's rows speak of, by import path.
func load(m *module) (map[string]*types.Package, error) {
	dir, err := os.MkdirTemp("", "catalogproof")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(goMod(m.version)), 0o666); err != nil {
		return nil, err
	}

	config := &packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
			packages.NeedDeps | packages.NeedTypes | packages.NeedTypesSizes,
		Dir:       dir,
		Env:       append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "CGO_ENABLED=0"),
		ParseFile: parseSignatures,
	}
	loaded, err := packages.Load(config, paths(m)...)
	if err != nil {
		return nil, err
	}
	pkgs := map[string]*types.Package{}
	for _, p := range loaded {
		if p.Types == nil || len(p.CompiledGoFiles) == 0 {
			return nil, loadError(p)
		}
		pkgs[p.PkgPath] = p.Types
	}
	return pkgs, nil
}

func goMod(version string) string {
	text := "module catalogproof.invalid\n\ngo 1.25.0\n"
	if name, v, ok := strings.Cut(version, "@"); ok {
		text += fmt.Sprintf("\nrequire %s %s\n", name, v)
	}
	return text
}

// paths returns the import paths of m's rows, each once.
func paths(m *module) []string {
	var ps []string
	seen := map[string]bool{}
	for _, r := range m.rows {
		if p := provedPath(r); !seen[p] {
			seen[p] = true
			ps = append(ps, p)
		}
	}
	return ps
}

// provedPath returns the import path of the package that r is proved by: of a row about any element
// in the place of a last *, the one that its module is named for.
func provedPath(r *catalog.Row) string {
	parent, ok := strings.CutSuffix(r.Pkg, "/*")
	if !ok {
		return r.Pkg
	}
	name, _, _ := strings.Cut(r.Module, "@")
	return parent + "/" + path.Base(name)
}

func loadError(p *packages.Package) error {
	if len(p.Errors) == 0 {
		return fmt.Errorf("%s has no Go files without cgo", p.PkgPath)
	}
	// Only the first line: the go command explains at length.
	msg, _, _ := strings.Cut(p.Errors[0].Msg, "\n")
	return errors.New(msg)
}

// parseSignatures parses a file and throws its function bodies away: symbols and signatures are
// all that is asked for. The type checker's complaints about missing bodies are ignored.
func parseSignatures(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
	file, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if file == nil {
		return nil, err
	}
	for _, d := range file.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			fn.Body = nil
		}
	}
	return file, err
}
