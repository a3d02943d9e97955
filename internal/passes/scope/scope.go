// Package scope defines an Analyzer that tells whether a package is the user's own code, and what
// is known of other people's: only own packages are extracted, at the border the catalog speaks.
package scope

import (
	"go/ast"
	"go/build"
	"path/filepath"
	"reflect"
	"strings"
	"sync/atomic"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/catalog"
)

// Analyzer computes the package's *Scope.
var Analyzer = &analysis.Analyzer{
	Name:             "scope",
	Doc:              "tell the user's own packages from other people's",
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Scope](),
	Run:              run,
}

// A Scope is what the other passes ask before they work.
type Scope struct {
	Own     bool           // the package belongs to the module under analysis
	Catalog *catalog.Table // the built-in rows and the user's
	Files   []*ast.File    // the files to extract: without tests, unless they were asked for
}

// Settings are the choices of the run. A driver sets them once, before the first package.
type Settings struct {
	Tests   bool           // extract _test.go files too
	Catalog *catalog.Table // nil means catalog.Default()
	Root    string         // the directory of the module under analysis; "" when a package at a time is
}

var settings atomic.Pointer[Settings]

// Configure sets the choices for every package analyzed from now on.
func Configure(s Settings) { settings.Store(&s) }

func current() Settings {
	if s := settings.Load(); s != nil {
		return *s
	}
	return Settings{}
}

func run(pass *analysis.Pass) (any, error) {
	s := current()
	res := &Scope{Own: s.own(pass), Catalog: s.Catalog}
	if !res.Own {
		return res, nil
	}
	if res.Catalog == nil {
		res.Catalog = catalog.Default()
	}
	for _, f := range pass.Files {
		if !s.Tests && strings.HasSuffix(pass.Fset.File(f.FileStart).Name(), "_test.go") {
			continue
		}
		res.Files = append(res.Files, f)
	}
	return res, nil
}

// own reports whether pass's package is the user's code. Drivers that set Module say so; nogo and
// the tests of the rules do not, and there everything outside GOROOT counts. The standard library is the
// user's code when it is what is analyzed.
func (s Settings) own(pass *analysis.Pass) bool {
	if m := pass.Module; m != nil && m.Path != "" {
		return m.Version == ""
	}
	if len(pass.Files) == 0 {
		return false
	}
	file := pass.Fset.File(pass.Files[0].FileStart)
	if file == nil {
		return false
	}
	std := filepath.Join(build.Default.GOROOT, "src")
	return s.Root == std || !strings.HasPrefix(file.Name(), std+string(filepath.Separator))
}
