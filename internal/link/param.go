package link

import (
	"slices"

	"github.com/scalevet/scalevet/internal/passes/effects"
)

// bindParams hands on what functions do with their parameters of function type to those who pass
// their own parameter to them.
func (p *Program) bindParams() {
	for changed := true; changed; {
		changed = false
		for _, n := range p.order {
			if n.Fn == nil {
				continue
			}
			for _, fw := range n.Fn.Forwards {
				pc, ok := p.runsParam(p.callee(fw.To, fw.Recv), fw.Arg)
				if !ok {
					continue
				}
				pc.Index = fw.Param
				pc.Each = pc.Each || fw.Each
				pc.Cached = pc.Cached || fw.Cached
				if !slices.Contains(n.Fn.Params, pc) {
					n.Fn.Params = append(n.Fn.Params, pc)
					changed = true
				}
			}
		}
	}
}

// runsParam tells how n calls its parameter arg, if it does. Calls per element win over others.
func (p *Program) runsParam(n *Node, arg int) (pc effects.ParamCall, ok bool) {
	if n == nil {
		return pc, false
	}
	for _, c := range p.params(n) {
		if c.Index != arg {
			continue
		}
		if !ok || c.Each && !pc.Each || !c.Async && pc.Async {
			pc, ok = c, true
		}
	}
	return pc, ok
}

func (p *Program) params(n *Node) []effects.ParamCall {
	switch {
	case n.Fn != nil:
		return n.Fn.Params
	case n.summary != nil:
		return n.summary.Params
	}
	var all []effects.ParamCall
	for _, e := range n.out { // an interface method: what its implementers do
		all = append(all, p.params(e.to)...)
	}
	return all
}
