package queries

import (
	"go/ast"
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
