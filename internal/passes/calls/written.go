package calls

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// written is the longest list written out in the source that is no data.
const written = 64

// Written reports whether v, a variable of this package, holds nothing but a short list that stands
// in the source.
func (x *Index) Written(v *types.Var) bool { return x.short(x.Value(v), 1) && !x.keyed(v) }

// Short reports whether e is a short list that stands in the source: a literal, what holds nothing
// but one, a local list that is appended to outside of loops only, or what a function of this
// package returns of that kind.
func (x *Index) Short(e ast.Expr) bool { return x.short(e, 0) }

func (x *Index) short(e ast.Expr, depth int) bool {
	if e == nil || depth > 3 {
		return false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return len(e.Elts) > 0 && len(e.Elts) <= written
	case *ast.Ident, *ast.SelectorExpr:
		v := gosrc.VarOf(x.Info, e)
		if v == nil || v.IsField() {
			return false
		}
		if val := x.Value(v); val != nil && x.short(val, depth+1) {
			return !x.keyed(v)
		}
		return !gosrc.IsPackageVar(v) && x.gathered(v)
	case *ast.CallExpr:
		c := x.calls[e]
		return c != nil && c.Callee != nil && x.returnsShort(c.Callee, depth)
	}
	return false
}

// ReturnsShort reports whether fn, a function of this package, returns nothing but short lists that
// stand in the source.
func (x *Index) ReturnsShort(fn *types.Func) bool { return x.returnsShort(fn, 0) }

func (x *Index) returnsShort(fn *types.Func, depth int) bool {
	f := x.Decl(fn)
	if f == nil || fn.Signature().Results().Len() != 1 || len(f.Returns) == 0 {
		return false
	}
	for _, r := range f.Returns {
		if !x.short(r, depth+1) {
			return false
		}
	}
	return true
}

// keyed reports whether keys are added to the map v after it was written.
func (x *Index) keyed(v *types.Var) bool {
	if _, isMap := v.Type().Underlying().(*types.Map); !isMap {
		return false
	}
	return slices.ContainsFunc(x.writes[v], func(w *Write) bool { return w.Elem && w.Root == v && len(w.Fields) == 0 })
}

// gathered reports whether local v holds literals only, and grows only by appends that run once: at
// most one turn for each element that the source names.
func (x *Index) gathered(v *types.Var) bool {
	as := x.assigns[v]
	if len(as) == 0 || as[0].In == nil || !declares(as[0].In, v) {
		return false // a parameter, or nothing known
	}
	home := as[0].Loop // the loop that v is declared in, if any
	for home != nil && !within(v.Pos(), home.body()) {
		home = home.Outer
	}
	n := 0
	for _, a := range as {
		added, ok := x.added(v, a.Expr)
		if !ok || a.In != as[0].In || !x.shortLoops(a.Loop, home) {
			return false
		}
		n += added
	}
	return n <= written
}

// declares reports whether v is a local variable or a named result of f.
func declares(f *Func, v *types.Var) bool {
	if res := f.Type().Results; res != nil && res.Pos() <= v.Pos() && v.Pos() < res.End() {
		return true
	}
	return within(v.Pos(), f.Body())
}

// shortLoops reports whether the loops from l up to outer run over short lists.
func (x *Index) shortLoops(l, outer *Loop) bool {
	for ; l != outer; l = l.Outer {
		if l == nil || x.KindOf(l) != Short {
			return false
		}
	}
	return true
}

// added returns how many elements v gets by e: a literal, an empty list, or append(v, a, b).
func (x *Index) added(v *types.Var, e ast.Expr) (int, bool) {
	switch e := e.(type) {
	case *ast.CompositeLit:
		return len(e.Elts), true
	case *ast.Ident:
		return 0, x.Info.Types[e].IsNil()
	case *ast.CallExpr:
		if gosrc.Builtin(x.Info, e) == "make" && len(e.Args) > 1 {
			n, ok := gosrc.ConstInt(x.Info, e.Args[1])
			return 0, ok && n == 0
		}
	}
	call := x.appendTo(v, e)
	if call == nil || call.Ellipsis.IsValid() {
		return 0, false
	}
	return len(call.Args) - 1, true
}

// appendTo returns e when it is append(v, …).
func (x *Index) appendTo(v *types.Var, e ast.Expr) *ast.CallExpr {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 || gosrc.VarOf(x.Info, call.Args[0]) != v {
		return nil
	}
	if gosrc.Builtin(x.Info, call) != "append" {
		return nil
	}
	return call
}

// capped reports whether the function around l returns before it when the list that s ranges over
// has more than a few elements.
func (x *Index) capped(l *Loop, s *ast.RangeStmt) bool {
	v := gosrc.VarOf(x.Info, s.X)
	if v == nil || l.In == nil {
		return false
	}
	for _, st := range l.In.Body().List {
		f, ok := st.(*ast.IfStmt)
		if st.End() > s.Pos() || !ok || !ends(f.Body.List, false) {
			continue
		}
		b, ok := f.Cond.(*ast.BinaryExpr)
		if !ok || b.Op != token.GTR && b.Op != token.GEQ || x.lenOf(b.X) != v {
			continue
		}
		if n, ok := gosrc.ConstInt(x.Info, b.Y); ok && n <= few {
			return true
		}
	}
	return false
}

// services reports whether e is a list of those who do the work, not of what is worked on: a field
// or package variable that holds functions, or values of an interface with methods.
func (x *Index) services(e ast.Expr) bool {
	v := gosrc.VarOf(x.Info, e)
	if v == nil || !v.IsField() && !gosrc.IsPackageVar(v) {
		return false
	}
	var elem types.Type
	switch t := v.Type().Underlying().(type) {
	case *types.Slice:
		elem = t.Elem()
	case *types.Map:
		elem = t.Elem()
	default:
		return false
	}
	switch u := elem.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Interface:
		return u.NumMethods() > 0
	}
	return false
}

// Caps reports whether this package compares the length of v with a number from 2 to most, as it does
// before it refuses a longer list.
func (x *Index) Caps(v *types.Var, most int64) bool {
	n, ok := x.caps[v]
	return ok && n <= most
}

// cap notes the comparison n if it is one of a length with a number.
func (w *walker) cap(n *ast.BinaryExpr) {
	length, bound := n.X, n.Y
	switch n.Op {
	case token.GTR, token.GEQ:
	case token.LSS, token.LEQ:
		length, bound = bound, length
	default:
		return
	}
	list := gosrc.LenOf(w.Info, length)
	if list == nil {
		return // or the list has to be longer: len(parts) < 2
	}
	if v := gosrc.VarOf(w.Info, list); v != nil {
		if most, ok := gosrc.ConstInt(w.Info, bound); ok && most >= 2 {
			w.caps[v] = max(most, w.caps[v])
		}
	}
}
