// Package queries defines an Analyzer that finds the SQL of a package: at the calls that take
// statement text, in builder chains, and in the .sql files that it embeds or that sqlc generated
// its code from.
package queries

import (
	"go/ast"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/passes/calls"
)

// Analyzer computes the package's *Index.
var Analyzer = &analysis.Analyzer{
	Name:             "queries",
	Doc:              "find SQL statements",
	Requires:         []*analysis.Analyzer{calls.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Index](),
	Run:              run,
}

// An Index holds the package's statements in source order.
type Index struct {
	Queries []*Query
}

// A Query is one place that runs SQL, with each text it may run.
type Query struct {
	Call     *calls.Call // the call that runs it
	In       *calls.Func // the function it stands in; nil in package-level variables
	Node     ast.Node    // the smallest node that holds the text
	Variants []Text
}

// A Text is one statement as far as it is known.
type Text struct {
	SQL     string
	Partial bool // parts of the statement are unknown: what is missing is not judged
}

func run(pass *analysis.Pass) (any, error) {
	return &Index{}, nil
}
