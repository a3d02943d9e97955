package nplusone

import (
	"go/ast"
	"go/types"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// children reports whether loop l walks what one thing holds in a field: the lines of an order, the
// attachments of a post. Writing them with it costs a round trip each, but they are few. Numbers and
// names in a field are what somebody chose, and may be many.
func children(u *link.Unit, l *calls.Loop) bool {
	r, ok := l.Stmt.(*ast.RangeStmt)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(r.X).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v := gosrc.VarOf(u.Calls.Info, sel)
	if v == nil || !v.IsField() {
		return false
	}
	list, ok := v.Type().Underlying().(*types.Slice)
	if !ok {
		return false
	}
	elem := list.Elem()
	if p, ok := elem.Underlying().(*types.Pointer); ok {
		elem = p.Elem()
	}
	_, ok = elem.Underlying().(*types.Struct)
	return ok
}
