package handlers_test

import (
	"cmp"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/dev/wants"
	"github.com/scalevet/scalevet/internal/passes/handlers"
)

// entries reports what is known of each entry, at its function.
var entries = &analysis.Analyzer{
	Name:     "entries",
	Doc:      "report entries",
	Requires: []*analysis.Analyzer{handlers.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		x := pass.ResultOf[handlers.Analyzer].(*handlers.Index)
		for _, e := range x.Handlers {
			report(pass, e, describe(e))
		}
		for _, e := range x.Background {
			report(pass, e, "background "+e.How.String())
		}
		return nil, nil
	},
}

func report(pass *analysis.Pass, e *handlers.Entry, text string) {
	at := e.Node.Pos()
	if e.Func != nil {
		at = e.Func.Type().Pos()
	}
	pass.Reportf(at, "%s", text)
}

func describe(e *handlers.Entry) string {
	switch {
	case e.Middleware:
		return "middleware " + e.How.String()
	case e.Helper:
		return "helper " + e.How.String()
	}
	return cmp.Or(e.Method, "*") + " " + cmp.Or(e.Route, "-") + " " + e.How.String()
}

func Test(t *testing.T) {
	wants.Run(t, entries, "nethttp", "frameworks", "generated", "own", "workers", "services", "resolvers", "more")
}
