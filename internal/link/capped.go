package link

import (
	"go/ast"
	"go/types"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// fewElements is the longest list that is short where the program itself takes care that it grows no
// longer: so many round trips a request can afford.
const fewElements = 100

// Capped reports whether loop l of n walks a list of whose length the program takes notice: it compares
// it with a number that is small, where the list is walked, where it comes from, or, of a field,
// anywhere.
//
//	if len(in.Recipients) > 30 { return errTooMany }
func (p *Program) Capped(n *Node, l *calls.Loop) bool {
	r, ok := l.Stmt.(*ast.RangeStmt)
	return ok && p.capped(n.Unit, r.X, 0)
}

func (p *Program) capped(u *Unit, e ast.Expr, depth int) bool {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		return p.returnsCapped(u, call, depth)
	}
	v := gosrc.VarOf(u.Calls.Info, e)
	switch {
	case v == nil:
		return false
	case v.IsField():
		for _, other := range p.Units {
			if other.Calls.Caps(v, fewElements) {
				return true
			}
		}
		return false
	case u.Calls.Caps(v, fewElements):
		return true
	}
	for _, a := range u.Calls.Assigns(v) {
		if s, ok := a.Node.(*ast.AssignStmt); ok && len(s.Rhs) == 1 {
			if call, ok := ast.Unparen(s.Rhs[0]).(*ast.CallExpr); ok && p.returnsCapped(u, call, depth) {
				return true
			}
		}
	}
	return false
}

// returnsCapped reports whether what an own function returns is capped there.
func (p *Program) returnsCapped(u *Unit, call *ast.CallExpr, depth int) bool {
	fn, _ := gosrc.Callee(u.Calls.Info, call)
	home := p.home(fn)
	if home == nil || depth > 2 {
		return false
	}
	f := home.Calls.Decl(fn)
	if f == nil {
		return false
	}
	for _, r := range f.Returns {
		switch home.Calls.Info.TypeOf(r).(type) {
		case *types.Slice, *types.Map, *types.Tuple:
			if p.capped(home, r, depth+1) {
				return true
			}
		}
	}
	return false
}
