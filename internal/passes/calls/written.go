package calls

import (
	"go/ast"
	"go/types"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// Written reports whether v, a variable of this package, holds nothing but a short list that stands
// in the source.
func (x *Index) Written(v *types.Var) bool { return x.short(x.Value(v), 1) && !x.keyed(v) }

// short reports whether e is a short list that stands in the source: a literal, what holds nothing
// but one, or a local list that is appended to outside of loops only.
func (x *Index) short(e ast.Expr, depth int) bool {
	if e == nil {
		return false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return len(e.Elts) > 0 && len(e.Elts) <= written
	case *ast.Ident, *ast.SelectorExpr:
		v := gosrc.VarOf(x.Info, e)
		if v == nil || v.IsField() || depth > 2 {
			return false
		}
		if val := x.Value(v); val != nil && x.short(val, depth+1) {
			return !x.keyed(v)
		}
		return !gosrc.IsPackageVar(v) && x.gathered(v)
	}
	return false
}

// keyed reports whether keys are added to the map v after it was written.
func (x *Index) keyed(v *types.Var) bool {
	if _, isMap := v.Type().Underlying().(*types.Map); !isMap {
		return false
	}
	for _, w := range x.Writes {
		if w.Elem && w.Root == v && len(w.Fields) == 0 {
			return true
		}
	}
	return false
}

// gathered reports whether local v begins empty or as a literal and grows only by appends that run
// once: at most one turn for each element that the source names.
func (x *Index) gathered(v *types.Var) bool {
	as := x.assigns[v]
	if len(as) == 0 || as[0].In == nil || !within(v.Pos(), as[0].In.Body()) {
		return false // a parameter, or nothing known
	}
	n := 0
	for i, a := range as {
		if a.In != as[0].In || a.Loop != as[0].Loop {
			return false
		}
		elts, ok := added(x, v, a.Expr)
		if lit, isLit := a.Expr.(*ast.CompositeLit); isLit && i == 0 {
			elts, ok = len(lit.Elts), true
		} else if i == 0 && a.Loop != nil {
			return false // declared without a value, perhaps outside of the loop
		}
		if !ok {
			return false
		}
		n += elts
	}
	return n <= written
}

// added returns how many elements e, append(v, a, b), adds to v.
func added(x *Index, v *types.Var, e ast.Expr) (int, bool) {
	call := appendTo(x, v, e)
	if call == nil || call.Ellipsis.IsValid() {
		return 0, false
	}
	return len(call.Args) - 1, true
}

// appendTo returns e when it is append(v, …).
func appendTo(x *Index, v *types.Var, e ast.Expr) *ast.CallExpr {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 || gosrc.VarOf(x.Info, call.Args[0]) != v {
		return nil
	}
	id, ok := call.Fun.(*ast.Ident)
	if !ok {
		return nil
	}
	if b, ok := x.Info.Uses[id].(*types.Builtin); !ok || b.Name() != "append" {
		return nil
	}
	return call
}
