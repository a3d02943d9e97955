package effects

import (
	"go/ast"
	"go/types"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// callbacks adds edges to the functions among c's arguments that the callee runs.
func (e *extractor) callbacks(f *Func, c *calls.Call) {
	for i, arg := range c.Expr.Args {
		if !isFunc(e.Info.TypeOf(arg)) {
			continue
		}
		edge := e.value(arg)
		if edge == nil {
			e.forwarded(f, c, i, arg)
			continue
		}
		edge.at(e, c)
		if e.runs(edge, c, i) {
			f.Edges = append(f.Edges, edge)
		}
	}
}

// runs sets how c runs its argument i, and reports whether it does so at all.
func (e *extractor) runs(edge *Edge, c *calls.Call, i int) bool {
	edge.Mode = e.mode(c)
	if c.Row == nil {
		edge.Via, edge.Arg = c.Callee, i
		return true
	}
	switch c.Row.Word {
	case catalog.Spawn:
		edge.Mode = Async
		return true
	case catalog.JoinSpawn:
		return true
	case catalog.Each:
		edge.Each = c.Row.Kind != "chunk"
		return true
	case catalog.Callback:
		if c.Row.Kind == "once" {
			edge.Mode = Once
		}
		return true
	case catalog.Query, catalog.Batch, catalog.Slow, catalog.Begin, catalog.Build, catalog.FSWrite:
		return true // db.View(func…), a retrier
	}
	return false // registered or handed to somebody else
}

// forwarded notes that f hands its own parameter on to c, which may call it.
func (e *extractor) forwarded(f *Func, c *calls.Call, i int, arg ast.Expr) {
	v := gosrc.VarOf(e.Info, arg)
	if v == nil {
		return
	}
	p := e.paramIndex(f.Src, v)
	if p < 0 {
		return
	}
	if c.Row == nil {
		owner := e.owner(f, v)
		owner.Forwards = append(owner.Forwards, Forward{
			Param: p, To: c.Callee, Recv: c.Recv, Arg: i, Each: e.PerElement(c) != nil, Cached: e.cached(c.In, c.Expr),
		})
		return
	}
	edge := &Edge{}
	if e.runs(edge, c, i) {
		owner := e.owner(f, v)
		owner.Params = append(owner.Params, ParamCall{Index: p, Each: edge.Each, Async: edge.Mode == Async})
	}
}

func isFunc(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// param returns the index of the parameter of f (or of a function around it) that x names, or -1.
func (e *extractor) param(f *calls.Func, x ast.Expr) int {
	v := gosrc.VarOf(e.Info, x)
	if v == nil {
		return -1
	}
	return f.Param(e.Info, v)
}

// paramIndex is param for a variable, looking outwards through closures.
func (e *extractor) paramIndex(f *calls.Func, v *types.Var) int {
	for ; f != nil; f = f.Parent {
		if i := f.Param(e.Info, v); i >= 0 {
			return i
		}
	}
	return -1
}
