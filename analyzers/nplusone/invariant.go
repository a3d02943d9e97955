package nplusone

import (
	"go/ast"
	"go/types"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/passes/effects"
)

// invariant reports whether c, a read in loop l, asks the same thing in every turn: nothing that
// it names changes in the loop, and the loop writes nothing.
func invariant(p *link.Program, u *link.Unit, c *calls.Call, l *calls.Loop) bool {
	if l == nil || changes(u.Calls, c.Expr, l) {
		return false
	}
	n := p.Node(u, c.In)
	for _, other := range c.In.Calls {
		if !within(other.Expr, l.Stmt) {
			continue
		}
		for _, path := range p.CallDoes(n, other, effects.Query) {
			if path.Kind != effects.Query+"/read" {
				return false
			}
		}
	}
	return true
}

// changes reports whether e names a variable that loop l sets, or calls a function for a value.
func changes(x *calls.Index, e *ast.CallExpr, l *calls.Loop) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found = found || n != e && !x.Info.Types[n.Fun].IsType()
		case *ast.FuncLit:
			found = true
		case *ast.Ident:
			v, _ := x.Info.ObjectOf(n).(*types.Var)
			found = found || v != nil && setIn(x, v, l)
		}
		return !found
	})
	return found
}

// setIn reports whether v or a part of it may change within l.
func setIn(x *calls.Index, v *types.Var, l *calls.Loop) bool {
	for _, a := range x.Assigns(v) {
		if within(a.Node, l.Stmt) {
			return true
		}
	}
	for _, w := range x.Writes {
		if w.Root == v && within(w.Node, l.Stmt) {
			return true
		}
	}
	return false
}

func within(n, outer ast.Node) bool { return outer.Pos() <= n.Pos() && n.End() <= outer.End() }
