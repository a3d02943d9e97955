package queries

import (
	"go/ast"
	"regexp"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// migrations returns the definitions of tables that stand in struct literals of migration tools:
// in fields called Up, in source order.
func (e *evaluator) migrations() []Text {
	var out []Text
	for _, lit := range e.Lits {
		for _, el := range lit.Expr.Elts {
			kv, ok := el.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			if id, ok := kv.Key.(*ast.Ident); ok && strings.HasPrefix(id.Name, "Up") {
				out = append(out, e.statements(kv.Value)...)
			}
		}
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

// statements returns the constant texts of a string or a list of strings.
func (e *evaluator) statements(x ast.Expr) []Text {
	if s, ok := gosrc.ConstString(e.Info, x); ok {
		if verb.MatchString(s) {
			return []Text{{SQL: s, Place: spanOf(x)}}
		}
		return nil
	}
	lit, ok := ast.Unparen(x).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	var out []Text
	for _, el := range lit.Elts {
		out = append(out, e.statements(el)...)
	}
	return out
}
