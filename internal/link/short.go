package link

import (
	"go/ast"
	"go/types"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// short reports whether loop l of n ranges over a short list that stands in the source elsewhere:
// in another package, or at each of the calls that hand it to n.
func (p *Program) short(n *Node, l *calls.Loop) bool {
	r, ok := l.Stmt.(*ast.RangeStmt)
	return ok && p.written(n, r.X, 0)
}

func (p *Program) written(n *Node, e ast.Expr, depth int) bool {
	x := n.Unit.Calls
	if x.Short(e) {
		return true
	}
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		fn, _ := gosrc.Callee(x.Info, call)
		home := p.home(fn)
		return home != nil && home.Calls.ReturnsShort(fn)
	}
	v := gosrc.VarOf(x.Info, e)
	switch {
	case v == nil || depth > 2:
		return false
	case v.IsField():
		return p.fieldShort(v, depth)
	case gosrc.IsPackageVar(v):
		home := p.unit[v.Pkg()]
		return home != nil && home.Calls.Written(v)
	}
	if made, ok := x.Value(v).(*ast.CallExpr); ok { // make([]T, len(list))
		if gosrc.Builtin(x.Info, made) != "make" || len(made.Args) != 2 {
			return false
		}
		list := gosrc.LenOf(x.Info, made.Args[1])
		return list != nil && p.written(n, list, depth+1)
	}
	owner, i := n.owner(v)
	return i >= 0 && len(x.Assigns(v)) == 0 && p.handedShort(p.byFunc[n.Unit.Effects.Of(owner)], i, depth)
}

// owner returns the function among n's and those around it that declares parameter v, and v's index
// there; -1 when there is none.
func (n *Node) owner(v *types.Var) (*calls.Func, int) {
	for f := n.Fn.Src; f != nil; f = f.Parent {
		if i := f.Param(n.Unit.Calls.Info, v); i >= 0 {
			return f, i
		}
	}
	return nil, -1
}

// fieldShort reports whether the program gives field v short lists only, and no decoder fills it.
func (p *Program) fieldShort(v *types.Var, depth int) bool {
	if p.fact != nil && v.Exported() || tagged(v) {
		return false
	}
	known := false
	for _, u := range p.Units {
		for _, a := range u.Calls.Assigns(v) {
			from := p.byFunc[u.Effects.Of(a.In)]
			if from == nil || a.Append || !p.written(from, a.Expr, depth+1) {
				return false
			}
			known = true
		}
	}
	return known
}

// tagged reports whether v is a field of a declared struct that gives it a tag, by which decoders
// and stores fill it.
func tagged(v *types.Var) bool {
	scope := v.Pkg().Scope()
	for _, name := range scope.Names() {
		st, ok := scope.Lookup(name).Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for i := range st.NumFields() {
			if st.Field(i) == v {
				return st.Tag(i) != ""
			}
		}
	}
	return true // of no declared type: nothing is known of it
}

func (p *Program) home(fn *types.Func) *Unit {
	if fn == nil {
		return nil
	}
	return p.unit[fn.Pkg()]
}

// handedShort reports whether every call of n hands it a short list as parameter i. Only the whole
// program, or the package of an unexported function, has every call.
func (p *Program) handedShort(n *Node, i, depth int) bool {
	if n == nil || n.Obj == nil || p.fact != nil && n.Obj.Exported() {
		return false
	}
	sites := callsOf(n, 0)
	for _, e := range sites {
		if e.src == nil || e.src.Call == nil || e.from.Fn == nil || e.src.Call.Callee == nil || !p.argShort(e, n, i, depth) {
			return false
		}
	}
	return len(sites) > 0
}

// callsOf returns the edges that call n, directly or through an interface.
func callsOf(n *Node, depth int) []*edge {
	var es []*edge
	for _, e := range n.in {
		if e.src == nil && depth < 2 {
			es = append(es, callsOf(e.from, depth+1)...)
			continue
		}
		es = append(es, e)
	}
	return es
}

// argShort reports whether what e's call hands n as parameter i is a short list: the elements of a
// variadic parameter, one by one, or an expression that is one.
func (p *Program) argShort(e *edge, n *Node, i, depth int) bool {
	call, sig := e.src.Call.Expr, n.Obj.Signature()
	if sig.Variadic() && i == sig.Params().Len()-1 && !call.Ellipsis.IsValid() {
		return true
	}
	return i < len(call.Args) && p.written(e.from, call.Args[i], depth+1)
}
