package link

import (
	"go/types"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/passes/effects"
)

// A message is what a bus carries, and the package of the bus.
type message struct {
	bus *types.Package
	of  *types.Named
}

// bindMessages joins the senders of messages with their receivers. A bus is a package whose
// functions take both as any: a function is registered there for the type of its last parameter,
// and called by reflection when a value of that type is sent.
func (p *Program) bindMessages() {
	if p.fact != nil {
		return // who receives is known in other packages
	}
	receivers := map[message][]*Node{}
	for _, u := range p.Units {
		if u.TestSupport() {
			continue
		}
		for _, c := range u.Calls.Calls {
			p.receivers(u, c, receivers)
		}
	}
	if len(receivers) == 0 {
		return
	}
	nodes := map[message]*Node{}
	made := map[*types.Named]bool{}
	for _, u := range p.Units {
		for _, c := range u.Calls.Calls {
			p.send(u, c, receivers, nodes)
		}
		for _, l := range u.Calls.Lits {
			made[l.Type] = true
		}
	}
	for m, ns := range receivers {
		if !made[m.of] {
			p.idle = append(p.idle, ns...)
		}
	}
}

// receivers notes the functions that c registers on a bus.
func (p *Program) receivers(u *Unit, c *calls.Call, into map[message][]*Node) {
	for i, arg := range c.Expr.Args {
		if !takesAny(c, i) {
			continue
		}
		fn := gosrc.FuncOf(u.Calls.Info, arg)
		if fn == nil || fn.Signature().Params().Len() == 0 {
			continue
		}
		params := fn.Signature().Params()
		t := gosrc.Named(params.At(params.Len() - 1).Type())
		n := p.nodes[gosrc.ID(fn)]
		if t == nil || n == nil || types.IsInterface(t) {
			continue
		}
		m := message{c.Callee.Pkg(), t}
		into[m] = append(into[m], n)
	}
}

// send adds edges from the function that c stands in to the receivers of what c sends.
func (p *Program) send(u *Unit, c *calls.Call, receivers map[message][]*Node, nodes map[message]*Node) {
	from := p.Node(u, c.In)
	if from == nil || registers(u, c) {
		return // schedule(run, id): what comes with a function is for later
	}
	for i, arg := range c.Expr.Args {
		if !takesAny(c, i) {
			continue
		}
		m := message{c.Callee.Pkg(), gosrc.Named(u.Calls.Info.TypeOf(arg))}
		if m.of == nil || len(receivers[m]) == 0 {
			continue
		}
		src := &effects.Edge{Call: c, Fn: c.Callee}
		for _, e := range from.Fn.Edges {
			if e.Call == c && e.Fn == c.Callee {
				src = e // as the bus itself is called
			}
		}
		p.join(&edge{from: from, to: p.receiver(m, c.Callee, receivers[m], nodes), src: src, mode: src.Mode, cached: src.Cached})
	}
}

// registers reports whether c hands over a function as any.
func registers(u *Unit, c *calls.Call) bool {
	for i, arg := range c.Expr.Args {
		if takesAny(c, i) && gosrc.FuncOf(u.Calls.Info, arg) != nil {
			return true
		}
	}
	return false
}

// receiver returns the node that stands for all receivers of m, as an interface's method does for
// its implementers.
func (p *Program) receiver(m message, bus *types.Func, to []*Node, nodes map[message]*Node) *Node {
	if n := nodes[m]; n != nil {
		return n
	}
	n := &Node{ID: "message " + typeID(m.of), Obj: bus, need: (len(to) + 1) / 2}
	nodes[m] = n
	p.order = append(p.order, n)
	for _, t := range to {
		p.join(&edge{from: n, to: t})
	}
	return n
}

// takesAny reports whether argument i of c, a call of an own function, is passed as any.
func takesAny(c *calls.Call, i int) bool {
	if c.Callee == nil || c.Row != nil {
		return false
	}
	sig := c.Callee.Signature()
	last := sig.Params().Len() - 1
	if last < 0 || i > last && !sig.Variadic() {
		return false
	}
	t := sig.Params().At(min(i, last)).Type()
	if s, ok := t.(*types.Slice); ok && sig.Variadic() && i >= last {
		t = s.Elem()
	}
	face, ok := t.Underlying().(*types.Interface)
	return ok && face.Empty()
}
