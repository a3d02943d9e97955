package calls_test

import (
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/dev/wants"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// loops reports, at each call of turn, the kinds of the loops around it, the innermost first.
var loops = &analysis.Analyzer{
	Name:     "loops",
	Doc:      "report loop kinds",
	Requires: []*analysis.Analyzer{calls.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		x := pass.ResultOf[calls.Analyzer].(*calls.Index)
		for _, c := range x.Calls {
			if c.Callee == nil || c.Callee.Name() != "turn" {
				continue
			}
			text := "none"
			for l := c.Loop; l != nil; l = l.Outer {
				if l == c.Loop {
					text = x.KindOf(l).String()
					continue
				}
				text += " in " + x.KindOf(l).String()
			}
			pass.Reportf(c.Expr.Pos(), "%s", text)
		}
		return nil, nil
	},
}

func TestLoops(t *testing.T) {
	wants.Run(t, loops, "loops")
}

// uses reports what becomes of each closure.
var uses = &analysis.Analyzer{
	Name:     "uses",
	Doc:      "report the uses of closures",
	Requires: []*analysis.Analyzer{calls.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		x := pass.ResultOf[calls.Analyzer].(*calls.Index)
		names := map[calls.Use]string{
			calls.Unknown: "unknown", calls.Called: "called", calls.Gone: "gone", calls.Deferred: "deferred",
			calls.Passed: "passed", calls.Kept: "kept", calls.Returned: "returned",
		}
		for _, f := range x.Funcs {
			if f.Lit != nil {
				pass.Reportf(f.Lit.Pos(), "%s in %s", names[f.Use], f.Declared().Obj.Name())
			}
		}
		return nil, nil
	},
}

func TestUses(t *testing.T) {
	wants.Run(t, uses, "uses")
}
