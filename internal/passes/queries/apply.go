package queries

import (
	"go/ast"
	"go/types"

	"github.com/scalevet/scalevet/internal/passes/calls"
)

// apply adds what function x, which takes a chain and gives it back, puts into it: a scope, or a
// modifier. Of one that is not known it is not known what it filters.
func (b *builderCall) apply(x ast.Expr) {
	vs, ok := b.applied(x, b.depth)
	if !ok {
		b.add("where", literally(hole))
		return
	}
	b.recv = b.cross(b.recv, vs)
}

// group adds the conditions that function x makes, put into parentheses, under clause kind.
func (b *builderCall) group(kind string, x ast.Expr) {
	vs, ok := b.applied(x, b.depth)
	if !ok {
		b.add(kind, literally(hole))
		return
	}
	b.add(kind, each(vs, func(s string) string { return orElse(parseChain(s).condition(), "true") }))
}

// applied returns the clauses that function value x adds to a chain.
func (e *evaluator) applied(x ast.Expr, depth int) (vs []value, ok bool) {
	if e.steps++; depth > deepest || e.steps > budget {
		return nil, false
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.FuncLit:
		for _, f := range e.Funcs {
			if f.Node() == x {
				return e.onEmpty(f, depth)
			}
		}
	case *ast.CallExpr: // a function that makes the function
		c := e.CallOf(x)
		if c == nil || c.Callee == nil {
			return nil, false
		}
		f := e.Decl(c.Callee)
		if f == nil || f.Body() == nil {
			return nil, false
		}
		undo := e.bind(f, x, depth)
		defer undo()
		if rs := returnsOf(f); len(rs) == 1 && len(rs[0].Results) == 1 {
			return e.applied(rs[0].Results[0], depth+1)
		}
	case *ast.Ident:
		return e.declared(e.Info.Uses[x], depth)
	case *ast.SelectorExpr:
		return e.declared(e.Info.Uses[x.Sel], depth)
	}
	return nil, false
}

func (e *evaluator) declared(obj types.Object, depth int) ([]value, bool) {
	if v, ok := obj.(*types.Var); ok {
		if x := e.Value(v); x != nil {
			return e.applied(x, depth+1)
		}
	}
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil, false
	}
	f := e.Decl(fn)
	if f == nil || f.Body() == nil {
		return nil, false
	}
	return e.onEmpty(f, depth)
}

// onEmpty returns what f makes of a chain without clauses, its first parameter.
func (e *evaluator) onEmpty(f *calls.Func, depth int) ([]value, bool) {
	params := f.Type().Params.List
	if len(params) == 0 || len(params[0].Names) == 0 || f.Type().Results == nil {
		return nil, false
	}
	v, _ := e.Info.Defs[params[0].Names[0]].(*types.Var)
	if v == nil || e.storeOf(v.Type()) == "" {
		return nil, false
	}
	old, had := e.bound[v]
	e.bound[v] = literally("")
	defer func() {
		if delete(e.bound, v); had {
			e.bound[v] = old
		}
	}()
	var with, without []value
	for _, r := range returnsOf(f) {
		if len(r.Results) == 0 || e.Info.Types[r.Results[0]].IsNil() {
			continue // an error
		}
		for _, v := range e.expr(r.Results[0], depth+1) {
			if v.s == "" {
				without = append(without, v)
			} else {
				with = append(with, v)
			}
		}
	}
	if len(with) > 0 && len(without) > 0 {
		with, without = mark(with, true), mark(without, false)
	}
	out := append(with, without...)
	return bounded(out), len(out) > 0
}
