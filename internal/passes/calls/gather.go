package calls

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// gathers reports whether size measures what body gathers turn by turn: len(batch), batch.Len(),
// or a counter that body sets back.
func (x *Index) gathers(size ast.Expr, body *ast.BlockStmt) bool {
	switch e := ast.Unparen(size).(type) {
	case *ast.Ident, *ast.SelectorExpr:
		return x.counter(gosrc.VarOf(x.Info, e), body)
	case *ast.CallExpr:
		if v := x.lenOf(e); v != nil {
			return x.grows(v, body)
		}
		sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
		if !ok || len(e.Args) > 0 || sel.Sel.Name != "Len" && sel.Sel.Name != "Size" {
			return false
		}
		v := gosrc.VarOf(x.Info, sel.X)
		return v != nil && !within(v.Pos(), body)
	}
	return false
}

// grows reports whether body adds to v, a list or map that outlives its turns.
func (x *Index) grows(v *types.Var, body *ast.BlockStmt) bool {
	if within(v.Pos(), body) {
		return false
	}
	for _, a := range x.assigns[v] {
		if within(a.Node.Pos(), body) && x.appendTo(v, a.Expr) != nil {
			return true
		}
	}
	return x.elemWritten(v, body)
}

// setIn reports whether body gives v a value.
func (x *Index) setIn(v *types.Var, body *ast.BlockStmt) bool {
	for _, a := range x.assigns[v] {
		if within(a.Node.Pos(), body) {
			return true
		}
	}
	return false
}

// elemWritten reports whether body sets or deletes an element of v.
func (x *Index) elemWritten(v *types.Var, body *ast.BlockStmt) bool {
	for _, w := range x.writes[v] {
		if w.Elem && w.Of() == v && within(w.Node.Pos(), body) {
			return true
		}
	}
	return false
}

// counter reports whether v counts up in body and is set back there.
func (x *Index) counter(v *types.Var, body *ast.BlockStmt) bool {
	return v != nil && !within(v.Pos(), body) && x.turnOf(body).counts[v] == up|back
}

// drained returns xs of for len(xs) > 0.
func (x *Index) drained(s *ast.ForStmt) *types.Var {
	b, ok := s.Cond.(*ast.BinaryExpr)
	if !ok {
		return nil
	}
	return x.lenOf(b.X)
}

// lenOf returns v of len(v), or nil.
func (x *Index) lenOf(e ast.Expr) *types.Var {
	if list := gosrc.LenOf(x.Info, e); list != nil {
		return gosrc.VarOf(x.Info, list)
	}
	return nil
}

// drains tells how much of xs a turn of body takes: one element in xs = xs[1:], a batch in
// xs = xs[n:] and xs = next, and whatever a function that is handed the map takes out of it.
func (x *Index) drains(body *ast.BlockStmt, xs *types.Var) Kind {
	kind, found := Each, false
	for _, a := range x.assigns[xs] {
		if !within(a.Node.Pos(), body) {
			continue
		}
		found = true
		switch e := a.Expr.(type) {
		case *ast.SliceExpr:
			if n, ok := gosrc.ConstInt(x.Info, e.Low); e.Low != nil && (!ok || n > 1) {
				kind = Chunk
			}
		case *ast.Ident:
			kind = Chunk // level by level
		}
	}
	_, isMap := xs.Type().Underlying().(*types.Map)
	if !found && isMap && !x.elemWritten(xs, body) {
		return Chunk
	}
	return kind
}

// within reports whether pos lies in body.
func within(pos token.Pos, body *ast.BlockStmt) bool {
	return body != nil && body.Pos() <= pos && pos < body.End()
}
