package link

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/report"
)

// A Turn is what makes a call run once per element.
type Turn struct {
	Pos  token.Pos   // the for statement, or the call that runs a callback per element
	Loop *calls.Loop // nil for callbacks
	By   string      // the function that runs a callback per element
	Of   string      // what is resolved or serialized per element, as in field resolver Order.Items
}

// PerElement returns what makes call c of function n run once per element: the innermost loop that
// grows with the data, around the call or around the closure that it stands in. It is nil when
// there is none.
func (p *Program) PerElement(n *Node, c *calls.Call) *Turn { return p.perElement(n, c, nil) }

// perElement is PerElement; within are the closures that are being asked about already, since one
// may call itself.
func (p *Program) perElement(n *Node, c *calls.Call, within []*Node) *Turn {
	if n == nil {
		return nil
	}
	l := n.Unit.Calls.PerElement(c)
	for l != nil && p.short(n, l) {
		l = n.Unit.Calls.PerElementFrom(l.Outer, c)
	}
	if l != nil {
		return &Turn{Pos: l.Stmt.Pos(), Loop: l}
	}
	if n.Unit.Calls.InWorker(c) {
		return nil
	}
	if n.Fn.Src.Lit == nil {
		return p.methodTurn(n)
	}
	if slices.Contains(within, n) {
		return nil
	}
	return p.closureTurn(n, append(within, n))
}

// methodTurn returns what makes n run for each element of a list without a loop of its own: it
// resolves a field of each, or turns each into text.
func (p *Program) methodTurn(n *Node) *Turn {
	for _, r := range p.Handlers {
		if r.Node == n && r.Each {
			return &Turn{Pos: n.Obj.Pos(), Of: "field resolver " + r.Route}
		}
	}
	if n.Obj == nil || n.Obj.Signature().Recv() == nil {
		return nil
	}
	switch n.Obj.Name() {
	case "MarshalJSON", "MarshalText", "MarshalXML", "MarshalYAML":
		t := gosrc.Named(n.Obj.Signature().Recv().Type())
		if t != nil && p.lists()[t] {
			return &Turn{Pos: n.Obj.Pos(), Of: "serializer " + gosrc.Display(n.Obj, n.Obj.Pkg())}
		}
	}
	return nil
}

// listed returns the declared types of which an expression of the program is a list.
func (p *Program) listed() map[*types.Named]bool {
	of := map[*types.Named]bool{}
	for _, u := range p.Units {
		for _, tv := range u.Calls.Info.Types {
			if s, ok := tv.Type.(*types.Slice); ok {
				of[gosrc.Named(s.Elem())] = true
			}
		}
	}
	return of
}

// closureTurn asks who runs the closure n: a function that calls it per element, or a place in a
// loop of the function around it.
func (p *Program) closureTurn(n *Node, within []*Node) *Turn {
	for _, e := range n.in {
		if e.src == nil || e.src.Call == nil || e.mode == effects.Once || e.from.Fn == nil {
			continue
		}
		if e.each {
			return &Turn{Pos: e.src.Call.Expr.Pos(), By: callName(e.src.Call)}
		}
		if t := p.perElement(e.from, e.src.Call, within); t != nil {
			return t
		}
	}
	return nil
}

func callName(c *calls.Call) string {
	if c.Callee == nil {
		return ""
	}
	return gosrc.Display(c.Callee, nil)
}

// Places returns the steps of path whose positions are known.
func (p *Program) Places(path *Path) []report.Place {
	var ps []report.Place
	for _, s := range path.Steps {
		if s.Pos.IsValid() {
			ps = append(ps, report.Place{Pos: s.Pos, End: s.Pos, Text: s.Name})
		}
	}
	return ps
}
