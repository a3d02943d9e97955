package main

import (
	"go/ast"
	"go/importer"
	"go/token"
	"go/types"
	"testing"
	"testing/fstest"

	"github.com/scalevet/scalevet/internal/catalog"
)

const library = `package p

type Handle struct{ base }
type Alias = Handle
type Face interface{ Get(key string) error }
type base struct{ Field func() }

func (b *base) Query(ctx int, text string, args ...any) error { return nil }
func (h Handle) Run(f func() error)                            {}

func Open(path string, flags int) {}
func Serve(h Face, more ...func()) {}
`

func TestCheck(t *testing.T) {
	pkg := libraryPackage(t)
	for _, test := range []struct{ row, want string }{
		{"query (*Handle).Query store=x op=both sql=1", ""}, // promoted
		{"query (*base).Query store=x op=both sql=1", ""},
		{"fswrite Open path=0 flags=1", ""},
		{"register Serve handler=last kind=x", ""},
		{"register Handle.Field kind=x", ""},
		{"build (*Handle).* store=x", ""},
		{"slow * kind=http", ""},
		{"rpc ...Handle kind=x", ""},
		{"query Fetch=>Handle store=x op=both", ""},
		{"query Fetch=>error store=x op=both", ""},
		{"query (*Handle).Querry store=x op=both", "p.Handle has no Querry"},
		{"query (*Handel).Query store=x op=both", "p declares no type Handel"},
		{"slow Opened kind=http", "p declares no Opened"},
		{"query (*Alias).Query store=x op=both", "p.Alias is an alias of p.Handle: the row must name that"},
		{"query (*Face).Get store=x op=both", "Face is an interface: write (Face).Get"},
		{"query (base).Query store=x op=both", "base.Query has a pointer receiver: write (*base).Query"},
		{"query (*Handle).Query store=x op=both sql=0", "argument 0 of (*Handle).Query is no text: func(ctx int, text string, args ...any) error"},
		{"callback (Handle).Run callback=1", "Handle.Run has no argument 1: func(f func() error)"},
		{"fswrite Open path=0 flags=0", "argument 0 of Open is no number of flags: func(path string, flags int)"},
		{"register Open handler=1 kind=x", "argument 1 of Open is no handler: func(path string, flags int)"},
		{"register Handle.Field handler=0 kind=x", "Handle.Field is no function, so it has no argument 0"},
		{"query Fetch=>Rows store=x op=both", "p declares no Rows"},
	} {
		got := ""
		if err := check(row(t, test.row), pkg); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.row, got, test.want)
		}
	}
}

func TestGroup(t *testing.T) {
	table, err := catalog.Load(fstest.MapFS{"tables/x.cat": {Data: []byte(`
package b b@v1
wait B
package a std
wait A
package c unproven "cgo"
wait C
wait D
`)}})
	if err != nil {
		t.Fatal(err)
	}
	modules, unproven := group(table.Rows())
	if len(modules) != 2 || modules[0].version != "b@v1" || modules[1].version != "std" {
		t.Errorf("got modules %v, want b@v1 and std", modules)
	}
	if len(unproven) != 1 || unproven[0].Name != "C" {
		t.Errorf("got unproven %v, want C alone for its package", unproven)
	}
}

func row(t *testing.T, text string) *catalog.Row {
	t.Helper()
	table, err := catalog.Load(fstest.MapFS{"tables/x.cat": {Data: []byte("package p p@v1\n" + text + "\n")}})
	if err != nil {
		t.Fatal(err)
	}
	return table.Rows()[0]
}

func libraryPackage(t *testing.T) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parseSignatures(fset, "p.go", []byte(library))
	if err != nil {
		t.Fatal(err)
	}
	config := types.Config{Importer: importer.Default(), Error: func(error) {}} // bodies are missing
	pkg, _ := config.Check("p", fset, []*ast.File{file}, nil)
	return pkg
}
