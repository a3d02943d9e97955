// Package queries defines an Analyzer that finds the SQL of a package as text: at the calls that
// take statement text, in builder chains, and in the values that lead there. It parses no SQL.
package queries

import (
	"go/token"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/passes/scope"
)

// Analyzer computes the package's *Index.
var Analyzer = &analysis.Analyzer{
	Name:             "queries",
	Doc:              "find SQL statements",
	Requires:         []*analysis.Analyzer{scope.Analyzer, calls.Analyzer, effects.Analyzer}, // effects completes the rows of calls
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Index](),
	Run:              run,
}

// An Index holds the package's statements in source order.
type Index struct {
	Queries []*Query
	DDL     []Text            // definitions of tables that no call runs by itself
	Tables  map[string]string // what the package's models are called: "path.Type" to the table
	Embeds  []string          // directories of SQL files that the package embeds
}

// A Query is one place that runs SQL, with each text it may run.
type Query struct {
	Call     *calls.Call // the call that runs it
	In       *calls.Func // the function it stands in; nil in package-level variables
	Wrapped  bool        // Call is of an own function: it counts if that hands argument Arg to a store
	Arg      int
	Variants []Text
}

// A Text is one statement as far as it is known.
type Text struct {
	SQL     string
	Name    string // the statement stands in a .sql file under this name, and SQL is empty
	Place   Span   // the smallest node that holds the text, or its beginning
	Unknown Part   // what of the statement is not known: it is not judged
	Some    bool   // of the parts that are added only sometimes, some are there and some are not
	Pieces  []Piece
	built   bool // a builder's clauses make it
}

// A Span is a stretch of source.
type Span struct{ Pos, End token.Pos }

// Part is a set of parts of a statement.
type Part uint8

// The parts of a statement that may be unknown.
const (
	Filter Part = 1 << iota // conditions, joins, or anything else
	Order                   // what follows ORDER BY: the keys, and whether there is a limit
)

// ModelPrefix begins the quoted identifier that stands for the table of a struct of another
// package, as in "model:example.com/shop/models.Order".
const ModelPrefix = "model:"

func run(pass *analysis.Pass) (any, error) {
	x := pass.ResultOf[calls.Analyzer].(*calls.Index)
	res := &Index{Tables: map[string]string{}}
	res.Embeds = carried(pass.Fset, pass.ResultOf[scope.Analyzer].(*scope.Scope).Files)
	if len(x.Calls) == 0 && len(x.Lits) == 0 && len(x.Defs) == 0 {
		return res, nil // a dependency, or a package of types only
	}
	e := newEvaluator(x, pass)
	for _, c := range x.Calls {
		if q := e.query(c); q != nil {
			res.Queries = append(res.Queries, q)
		}
	}
	res.DDL = slices.Concat(e.definitions(), e.indexes(), e.autoMigrate(), e.entSchema())
	e.tables(res)
	return res, nil
}
