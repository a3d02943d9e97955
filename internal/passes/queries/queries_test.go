package queries_test

import (
	"fmt"
	"go/token"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/dev/wants"
	"github.com/scalevet/scalevet/internal/passes/queries"
)

// show reports every statement where its text stands.
var show = &analysis.Analyzer{
	Name:     "show",
	Doc:      "show statements",
	Requires: []*analysis.Analyzer{queries.Analyzer},

	ResultType: reflect.TypeFor[*queries.Index](),
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
		return x, nil
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
	results := wants.Run(t, show, "texts", "builders")
	checkPieces(t, results[0].Result.(*queries.Index))
}

// checkPieces holds that the literals of conditions that methods add are known by their places.
func checkPieces(t *testing.T, x *queries.Index) {
	var texts []string
	for _, q := range x.Queries {
		for _, v := range q.Variants {
			if !strings.Contains(v.SQL, "FROM entries") || !strings.Contains(v.SQL, "status") {
				continue
			}
			for _, p := range v.Pieces {
				texts = append(texts, p.Text)
			}
		}
	}
	if want := []string{"e.user_id = $1", "e.status = $2", " AND "}; !slices.Equal(texts, want) {
		t.Errorf("got the pieces %q, want %q", texts, want)
	}
}
