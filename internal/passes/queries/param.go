package queries

import (
	"go/ast"
	"go/types"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// bind gives f's parameters the values of x's arguments, and returns how to undo it.
func (e *evaluator) bind(f *calls.Func, x *ast.CallExpr, depth int) func() {
	old := map[*types.Var][]value{}
	i := 0
	for _, field := range f.Type().Params.List {
		for _, name := range field.Names {
			v, _ := e.Info.Defs[name].(*types.Var)
			if v != nil && i < len(x.Args) && e.textual(v.Type()) && !x.Ellipsis.IsValid() {
				old[v] = e.bound[v]
				e.bound[v] = e.expr(x.Args[i], depth+1)
			}
			i++
		}
	}
	return func() {
		for v, vs := range old {
			if delete(e.bound, v); vs != nil {
				e.bound[v] = vs
			}
		}
	}
}

// textual reports whether values of type t are followed: text, lists of text, and the builders
// and handles of stores.
func (e *evaluator) textual(t types.Type) bool {
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	return isString(t) || isBuffer(t) || e.storeOf(t) != ""
}

// param returns the variants that the callers in this package pass as parameter v of f.
func (e *evaluator) param(v *types.Var, f *calls.Func, x ast.Expr, depth int) []value {
	i := f.Param(e.Info, v)
	if vs, ok := e.bound[v]; ok {
		return vs
	}
	if !e.textual(v.Type()) || depth > deepest/2 {
		return e.unset(v, x)
	}
	if ps := f.Type().Params.List; i == f.Type().Params.NumFields()-1 && isVariadic(ps[len(ps)-1]) {
		return e.unset(v, x)
	}
	var out []value
	for _, c := range e.callsOf(f) {
		if i < len(c.Expr.Args) && c.In != f {
			out = append(out, e.expr(c.Expr.Args[i], depth+2)...)
		}
	}
	if len(out) == 0 {
		return e.unset(v, x)
	}
	if f.Obj != nil && f.Obj.Exported() && isString(v.Type()) {
		out = append(out, unknown(x)...) // other packages may pass other text
	}
	return bounded(out)
}

func isVariadic(f *ast.Field) bool {
	_, ok := f.Type.(*ast.Ellipsis)
	return ok
}

// callsOf returns the calls of f in this package: by its name, or by the variable that always holds it.
func (e *evaluator) callsOf(f *calls.Func) []*calls.Call {
	if f.Obj != nil {
		return e.uses[f.Obj]
	}
	var cs []*calls.Call
	for _, c := range e.Calls {
		if c.Var != nil && !c.Var.IsField() && e.Value(c.Var) == f.Node() {
			cs = append(cs, c)
		}
	}
	return cs
}

// isParam reports whether x is a parameter of f itself, as it came.
func (e *evaluator) isParam(f *calls.Func, x ast.Expr) bool {
	if f == nil {
		return false
	}
	v := gosrc.VarOf(e.Info, x)
	return v != nil && f.Param(e.Info, v) >= 0 && len(e.Assigns(v)) == 0
}
