package queries_test

import (
	"fmt"
	"go/token"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scalevet/scalevet/internal/passes/queries"
)

// show reports every statement where its text stands.
var show = &analysis.Analyzer{
	Name:     "show",
	Doc:      "show statements",
	Requires: []*analysis.Analyzer{queries.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		x := pass.ResultOf[queries.Analyzer].(*queries.Index)
		said := map[string]bool{}
		for _, q := range x.Queries {
			for _, t := range q.Variants {
				report(pass, said, t, q.Wrapped)
			}
		}
		for _, t := range x.DDL {
			report(pass, said, t, false)
		}
		return nil, nil
	},
}

func report(pass *analysis.Pass, said map[string]bool, t queries.Text, wrapped bool) {
	msg := t.SQL
	if t.Name != "" {
		msg = "file:" + t.Name
	}
	if wrapped {
		msg = "wrapped: " + msg
	}
	if t.Unknown&queries.Filter != 0 {
		msg += " [filter unknown]"
	}
	if t.Unknown&queries.Order != 0 {
		msg += " [order unknown]"
	}
	if t.Some {
		msg += " [some]"
	}
	key := fmt.Sprint(t.Place.Pos, msg)
	if said[key] {
		return
	}
	said[key] = true
	pass.Report(analysis.Diagnostic{Pos: t.Place.Pos, End: token.NoPos, Message: msg})
}

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), show, "texts", "builders")
}
