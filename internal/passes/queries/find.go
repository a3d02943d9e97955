package queries

import (
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// query returns the statement that c runs, or nil.
func (e *evaluator) query(c *calls.Call) *Query {
	e.steps = 0
	row := c.Row
	if row == nil && c.Iface() {
		row = e.Catalog.Shape(c.Callee)
	}
	var vs []value
	q := &Query{Call: c, In: c.In}
	switch {
	case row == nil && e.entFinisher(c):
		vs, _ = e.library(c, 0)
	case row == nil:
		return e.wrapped(c, q)
	case row.Word != catalog.Query && row.Word != catalog.Batch && !queued(row):
		return nil
	case row.Role == "sql" && row.Arg >= 0 && row.Arg < len(c.Expr.Args):
		if c.In != nil && c.In.Obj != nil && e.isParam(c.In, c.Expr.Args[row.Arg]) {
			return nil // a wrapper: its callers are asked
		}
		vs = e.withArgs(e.expr(c.Expr.Args[row.Arg], 0), c.Expr, row.Arg+1)
		q.Arg = row.Arg
	default:
		vs = e.finish(c, row)
	}
	q.Variants = append(texts(vs), also(vs)...)
	if len(q.Variants) == 0 {
		return nil
	}
	q.placeChains()
	return q
}

// queued reports whether a call takes the text of a statement that a later call runs.
func queued(row *catalog.Row) bool { return row.Word == catalog.Build && row.Role == "sql" }

// placeChains moves chains that begin outside of the function that runs them to the call there:
// many statements share such a beginning.
func (q *Query) placeChains() {
	f := q.In.Declared()
	if f == nil {
		return
	}
	for i := range q.Variants {
		t := &q.Variants[i]
		if t.built && (t.Place.Pos < f.Decl.Pos() || f.Decl.End() <= t.Place.Pos) {
			t.Place = spanOf(q.Call.Expr)
		}
	}
}

// wrapped returns what may be a statement among the arguments of a call of an own function.
func (e *evaluator) wrapped(c *calls.Call, q *Query) *Query {
	if c.Callee == nil || c.Callee.Pkg() == nil || !isModule(c.Callee.Pkg().Path(), e.Pkg.Path()) {
		return nil
	}
	sig := c.Callee.Signature()
	for i, arg := range c.Expr.Args {
		if i >= sig.Params().Len() || !isString(sig.Params().At(i).Type()) || e.isParam(c.In, arg) {
			continue
		}
		ts := texts(e.withArgs(e.expr(arg, 0), c.Expr, i+1))
		if len(ts) > 0 {
			q.Wrapped, q.Arg, q.Variants = true, i, ts
			return q
		}
	}
	return nil
}

// isModule reports whether two import paths may be of one module: their first elements agree.
func isModule(a, b string) bool {
	first, _, _ := strings.Cut(a, "/")
	other, _, _ := strings.Cut(b, "/")
	return first == other
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.String
}
