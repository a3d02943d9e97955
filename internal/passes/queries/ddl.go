package queries

import (
	"regexp"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// definitions returns the constant texts that build a schema, in source order: a list of them, or a
// migration tool's structs, are handed to what runs them one by one.
func (e *evaluator) definitions() []Text {
	var out []Text
	for _, d := range e.Defs {
		out = append(out, Text{SQL: d.SQL, Place: spanOf(d.Expr)})
	}
	return out
}

var makesIndex = regexp.MustCompile(`(?is)^\s*create\s+(unique\s+)?index\b`)

// indexes returns the texts made by fmt that create indexes, wherever they are run: lists of them are
// handed to a function that runs each.
func (e *evaluator) indexes() []Text {
	var out []Text
	for _, c := range e.Calls {
		if c.Callee == nil || c.Callee.Pkg() == nil || c.Callee.Pkg().Path() != "fmt" || len(c.Expr.Args) == 0 {
			continue
		}
		if s, ok := gosrc.ConstString(e.Info, c.Expr.Args[0]); ok && makesIndex.MatchString(s) {
			e.steps = 0
			out = append(out, texts(e.expr(c.Expr, 0))...)
		}
	}
	return out
}
