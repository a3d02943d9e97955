package link

import (
	"go/types"
	"slices"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/passes/effects"
)

// dropShortLived removes the effects that only count when a value outlives the request, which it
// does not: kept are those on package variables, and on types that a handler or a package variable
// holds. Of these it removes what fills them once.
func (p *Program) dropShortLived() {
	lived, fetched := p.longLived(), p.fetching()
	for _, n := range p.order {
		if n.Fn == nil {
			continue
		}
		n.Fn.Effects = slices.DeleteFunc(n.Fn.Effects, func(e *effects.Effect) bool {
			memo := e.Kind == effects.State+"/cache" && e.Cached && (!fetched[n] || n.memoizes())
			if m := e.Memo; fills(m, lived) {
				memo, e.Cached = memo || !m.Again, true
			}
			return memo || e.Owner != nil && !lived[e.Owner]
		})
		for _, e := range n.out {
			if e.src == nil || !fills(e.src.Memo, lived) {
				continue
			}
			if e.cached = true; !e.src.Memo.Again {
				e.mode = effects.Once
			}
		}
	}
}

// fills reports whether m fills what outlives requests.
func fills(m *effects.Memo, lived map[*types.Named]bool) bool {
	return m != nil && (m.Owner == nil || lived[m.Owner])
}

// memoizes reports whether n keeps what a function that it is given returns, and asks it only when
// it has nothing kept: what is lost can be made again, by whoever calls.
func (n *Node) memoizes() bool {
	return n.Fn != nil && slices.ContainsFunc(n.Fn.Params, func(c effects.ParamCall) bool { return c.Cached })
}

// fetching returns the functions that ask a store or a service, themselves or through others. A
// cache that is filled without doing so holds values that never change.
func (p *Program) fetching() map[*Node]bool {
	set := map[*Node]bool{}
	var mark func(n *Node)
	mark = func(n *Node) {
		if set[n] {
			return
		}
		set[n] = true
		for _, e := range n.in {
			mark(e.from)
		}
	}
	for _, n := range p.order {
		if n.Fn != nil && slices.ContainsFunc(n.Fn.Effects, func(e *effects.Effect) bool { return perCall(e.Kind) }) {
			mark(n)
		}
		if n.summary != nil && slices.ContainsFunc(n.summary.Entries, func(e effects.Entry) bool { return perCall(e.Kind) }) {
			mark(n)
		}
	}
	return set
}

// longLived returns the own types of which a value outlives requests: receivers of handlers, what
// handlers' closures captured, package variables, and all that these hold in their fields. Types
// that requests make values of are none.
func (p *Program) longLived() map[*types.Named]bool {
	perRequest := p.madePerRequest()
	lived := map[*types.Named]bool{}
	var add func(t types.Type, depth int)
	add = func(t types.Type, depth int) {
		n := gosrc.Named(t)
		if n == nil {
			for _, e := range elements(t) {
				add(e, depth)
			}
			return
		}
		if depth > 8 || lived[n] || perRequest[n] || n.Obj().Pkg() == nil || !p.binder.own(n.Obj().Pkg().Path()) {
			return
		}
		lived[n] = true
		if types.IsInterface(n) {
			for _, t := range p.binder.types(n) {
				add(t, depth+1)
			}
			return
		}
		if st, ok := n.Underlying().(*types.Struct); ok {
			for i := range st.NumFields() {
				add(st.Field(i).Type(), depth+1)
			}
		}
	}
	for _, t := range p.kept() {
		add(t, 0)
	}
	return lived
}

// elements returns the types inside an unnamed map, slice, array, channel or pointer.
func elements(t types.Type) []types.Type {
	switch u := types.Unalias(t).(type) {
	case *types.Pointer:
		return []types.Type{u.Elem()}
	case *types.Slice:
		return []types.Type{u.Elem()}
	case *types.Array:
		return []types.Type{u.Elem()}
	case *types.Map:
		return []types.Type{u.Key(), u.Elem()}
	case *types.Chan:
		return []types.Type{u.Elem()}
	}
	return nil
}

// kept returns the types of which values are known to live on.
func (p *Program) kept() []types.Type {
	var ts []types.Type
	for _, u := range p.Units {
		scope := u.Pkg.Scope()
		for _, name := range scope.Names() {
			if v, ok := scope.Lookup(name).(*types.Var); ok {
				ts = append(ts, v.Type())
			}
		}
	}
	for _, r := range p.Handlers {
		for n := r.Node; n != nil && n.Fn != nil; n = p.outer(n) {
			if n.Obj != nil {
				if recv := n.Obj.Signature().Recv(); recv != nil {
					ts = append(ts, recv.Type())
				}
			}
			if n != r.Node { // a constructor: the closure captured its parameters and variables
				ts = append(ts, locals(n.Unit.Calls, n.Fn.Src)...)
			}
		}
	}
	return ts
}

// outer returns the function around closure n.
func (p *Program) outer(n *Node) *Node {
	if n.Fn.Src.Parent == nil {
		return nil
	}
	return p.Node(n.Unit, n.Fn.Src.Parent)
}

// locals returns the types of f's parameters.
func locals(x *calls.Index, f *calls.Func) []types.Type {
	var ts []types.Type
	for _, field := range f.Type().Params.List {
		if t := x.Info.TypeOf(field.Type); t != nil {
			ts = append(ts, t)
		}
	}
	return ts
}

// madePerRequest returns the types of which served functions write literals.
func (p *Program) madePerRequest() map[*types.Named]bool {
	made := map[*types.Named]bool{}
	for _, u := range p.Units {
		for _, l := range u.Calls.Lits {
			if n := p.Node(u, l.In); n != nil && p.served[n] {
				made[l.Type] = true
			}
		}
	}
	return made
}
