// Package handlers defines an Analyzer that finds where work enters the program: the functions
// that serve requests, and the background entry points that do not.
package handlers

import (
	"go/ast"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/passes/calls"
)

// Analyzer computes the package's *Index.
var Analyzer = &analysis.Analyzer{
	Name:             "handlers",
	Doc:              "find request handlers and background entry points",
	Requires:         []*analysis.Analyzer{calls.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Index](),
	Run:              run,
}

// An Index holds the entry points that a package declares or registers, in source order.
type Index struct {
	Handlers   []*Entry
	Background []*Entry
}

// An Entry is one function that somebody outside the program's own calls runs.
type Entry struct {
	Func       *calls.Func // the function or closure, when it stands in this package
	Obj        *types.Func // the declared function, when it stands in another own package
	Node       ast.Node    // where it was recognised: the registration, or the declaration
	Method     string      // GET, POST, … when the registration shows it
	Route      string      // the path pattern, likewise
	Kind       string      // framework or kind of worker, as the catalog's row says
	How        How
	Middleware bool // it runs before the handlers of many routes
}

// How tells by what an entry was recognised.
type How uint8

// The ways to recognise an entry, the surest first.
const (
	Registered How = iota // it is passed to a router
	Interface             // it implements a generated service
	Signature             // it looks like a handler
)

func run(pass *analysis.Pass) (any, error) {
	return &Index{}, nil
}
