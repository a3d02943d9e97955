package link

import "slices"

// A hop is how a request gets to a node first: from where, by which call.
type hop struct {
	from *Node
	step Step
}

// Lead returns the shortest way from a handler to n, the handler first and n last; nil when no
// request is known to get there. Handlers come before their helpers, and then the first by name.
func (p *Program) Lead(n *Node) *Path {
	if p.hops == nil {
		p.spreadRequests()
	}
	h, ok := p.hops[n]
	if !ok {
		return nil
	}
	path := &Path{}
	for {
		path.Steps = append(path.Steps, h.step)
		if h.from == nil {
			break
		}
		h = p.hops[h.from]
	}
	slices.Reverse(path.Steps)
	return path
}

// spreadRequests walks from all handlers at once, breadth first.
func (p *Program) spreadRequests() {
	p.hops = map[*Node]hop{}
	var queue []*Node
	for _, r := range p.sortedHandlers() {
		if r.Node.Fn == nil {
			continue
		}
		p.hops[r.Node] = hop{step: Step{Name: r.Node.Name(), Pos: r.Node.Fn.Src.Node().Pos()}}
		queue = append(queue, r.Node)
	}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		for _, e := range n.out {
			if _, known := p.hops[e.to]; known {
				continue
			}
			step := Step{Name: e.to.Name()}
			if e.src != nil {
				step.Pos = e.src.Call.Expr.Pos()
			}
			p.hops[e.to] = hop{n, step}
			queue = append(queue, e.to)
		}
	}
}
