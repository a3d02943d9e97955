// Package link joins what the passes extracted: it binds calls to functions, closures and the
// implementers of interfaces, and runs one fixpoint of effects over all that is known. In a
// modular driver that is one package and the facts of its imports; in the command it is the
// whole program.
package link

import (
	"go/token"
	"go/types"
	"sync"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/passes/handlers"
	"github.com/scalevet/scalevet/internal/passes/queries"
)

// A Unit is everything extracted from one package.
type Unit struct {
	Pkg      *types.Package
	Fset     *token.FileSet
	Dir      string // where its files are
	Calls    *calls.Index
	Effects  *effects.Unit
	Handlers *handlers.Index
	Queries  *queries.Index
}

// A Program is the linked whole: what the rules judge.
type Program struct {
	Units []*Unit
	Root  string // the module's directory: migrations and configuration are looked for below it

	Handlers   []*Root // what serves requests
	Background []*Root // what runs beside them
	helpers    []*Root // take a request, but are called by handlers only

	nodes  map[string]*Node // by gosrc.ID, declared functions and interface methods
	byFunc map[*effects.Func]*Node
	order  []*Node
	fact   func(*types.Func) *effects.Summary // nil for the whole program
	binder *binder
	unit   map[*types.Package]*Unit

	idle []*Node // receivers of messages that nobody makes

	served, asked, seldom map[*Node]bool          // what handlers reach: all, those that people wait for, the others
	started, once, behind map[*Node]bool          // what background work reaches, commands that end, and what these start
	hops                  map[*Node]hop           // how requests get to each node; nil until asked for
	wraps                 map[*queries.Query]bool // the calls of own functions that run statements
	lists                 func() map[*types.Named]bool
	texts                 func() map[token.Pos][]*queries.Query
}

// A Node is a function, closure or interface method in the graph.
type Node struct {
	ID   string
	Obj  *types.Func   // nil for closures
	Fn   *effects.Func // nil for interface methods and functions known by a fact
	Unit *Unit

	summary *effects.Summary // what a fact says
	out, in []*edge
	handed  []*Node // functions that it gives to who runs them later, if at all
	impls   int     // interface methods: how many implementers there are
	need    int     // interface methods: how many of them must have an effect
	reach   map[key]*step

	index sync.Once
	doing map[*calls.Call]doing // by index
}

// An edge is a resolved effects.Edge, or the binding of an interface method to an implementer
// (then src is nil).
type edge struct {
	from, to *Node
	src      *effects.Edge
	each     bool
	cached   bool
	mode     effects.Mode
}

// Facts gives the summary that an imported function was exported with, or nil.
type Facts func(*types.Func) *effects.Summary

// Link binds units into a program. facts answers for functions outside of them and is nil when
// the units are all there is. own reports whether a package belongs to the user's module.
func Link(units []*Unit, own func(path string) bool, facts Facts) *Program {
	p := &Program{
		Units:  units,
		nodes:  map[string]*Node{},
		byFunc: map[*effects.Func]*Node{},
		fact:   facts,
		unit:   map[*types.Package]*Unit{},
	}
	for _, u := range units {
		p.unit[u.Pkg] = u
		for _, f := range u.Effects.Funcs {
			p.add(u, f)
		}
	}
	p.lists = sync.OnceValue(p.listed)
	p.texts = sync.OnceValue(p.textsByPlace)
	p.binder = newBinder(units, own)
	p.bindParams()
	p.bindSQL()
	for _, n := range p.order[:len(p.order):len(p.order)] {
		if n.Fn != nil {
			p.connect(n)
		}
	}
	p.bindMessages()
	for _, n := range p.order {
		n.quorum()
	}
	p.findRoots()
	p.dropShortLived()
	p.solve()
	return p
}

// add makes the node of f.
func (p *Program) add(u *Unit, f *effects.Func) {
	n := &Node{Fn: f, Unit: u, Obj: f.Src.Obj}
	if n.Obj != nil {
		n.ID = gosrc.ID(n.Obj)
		if p.nodes[n.ID] == nil {
			p.nodes[n.ID] = n // the package itself comes before its test variant
		}
	}
	p.byFunc[f] = n
	p.order = append(p.order, n)
}

// quorum sets how many implementers of an interface's method must have an effect for a call of it
// to count: half of them, where those that only hand the call on to another implementer, as
// decorators for logging do, do not vote.
func (n *Node) quorum() {
	if n.impls == 0 {
		return
	}
	voters := n.impls
	for _, e := range n.out {
		if e.to.handsOn(n, 0) {
			voters--
		}
	}
	n.need = max(1, (voters+1)/2)
}

// handsOn reports whether n, or a closure in it, calls the interface's method.
func (n *Node) handsOn(method *Node, depth int) bool {
	for _, e := range n.out {
		if e.to == method || depth < 2 && e.to.Obj == nil && e.to.handsOn(method, depth+1) {
			return true
		}
	}
	return false
}

// Node returns the node of a function or closure extracted from u, or nil.
func (p *Program) Node(u *Unit, f *calls.Func) *Node { return p.byFunc[u.Effects.Of(f)] }

// connect resolves n's edges.
func (p *Program) connect(n *Node) {
	for _, e := range n.Fn.Edges {
		to := p.target(n, e)
		if to == nil {
			continue
		}
		mode, each, cached := e.Mode, e.Each, e.Cached
		if e.Via != nil {
			pc, runs := p.runsParam(p.callee(e.Via, e.Call.Recv), e.Arg)
			if !runs { // stored or ignored: nobody known calls it
				if to.bare() {
					n.handed = append(n.handed, to)
				}
				continue
			}
			each = each || pc.Each
			cached = cached || pc.Cached
			if pc.Async {
				mode = effects.Async
			}
		}
		p.join(&edge{from: n, to: to, src: e, each: each, mode: mode, cached: cached})
	}
}

func (p *Program) join(e *edge) {
	e.from.out = append(e.from.out, e)
	e.to.in = append(e.to.in, e)
}

// target returns the node that e leads to, or nil when nothing is known of it.
func (p *Program) target(n *Node, e *effects.Edge) *Node {
	if e.Src != nil {
		return p.byFunc[n.Unit.Effects.Of(e.Src)]
	}
	var recv types.Type
	if e.Call != nil && e.Call.Callee == e.Fn {
		recv = e.Call.Recv
	}
	return p.callee(e.Fn, recv)
}

// callee returns the node of a declared function or interface method.
func (p *Program) callee(fn *types.Func, recv types.Type) *Node {
	if gosrc.IsInterfaceMethod(fn) {
		return p.method(fn, recv)
	}
	id := gosrc.ID(fn)
	if n := p.nodes[id]; n != nil {
		return n
	}
	if p.fact == nil {
		return nil
	}
	s := p.fact(fn)
	if s == nil {
		return nil
	}
	n := &Node{ID: id, Obj: fn, summary: s}
	p.nodes[id] = n
	p.order = append(p.order, n)
	return n
}

// method returns the node of an interface's method, bound to its implementers.
func (p *Program) method(fn *types.Func, recv types.Type) *Node {
	iface := gosrc.Named(recv)
	if iface == nil || !types.IsInterface(iface) {
		iface = gosrc.Named(fn.Signature().Recv().Type())
	}
	if iface == nil {
		return nil
	}
	id := "interface " + gosrc.TypeName(iface) + "." + fn.Name()
	if pkg := iface.Obj().Pkg(); pkg != nil {
		id = "interface " + pkg.Path() + "." + iface.Obj().Name() + "." + fn.Name()
	}
	if n, ok := p.nodes[id]; ok {
		return n
	}
	p.nodes[id] = nil // recursion, and interfaces that nobody implements
	impls := p.binder.implementers(iface, fn.Name())
	var targets []*Node
	for _, m := range impls {
		if t := p.callee(m, nil); t != nil {
			targets = append(targets, t)
		}
	}
	if len(targets) == 0 {
		return nil
	}
	n := &Node{ID: id, Obj: fn, impls: len(impls)}
	p.nodes[id] = n
	p.order = append(p.order, n)
	for _, t := range targets {
		p.join(&edge{from: n, to: t})
	}
	return n
}
