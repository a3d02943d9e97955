package link

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/passes/handlers"
	"github.com/scalevet/scalevet/internal/report"
)

// A Site is the last place in a handler's package on the way from handlers to an effect: the call
// that leaves the package, or the effect itself.
type Site struct {
	Node     *Node   // the function that the place stands in
	Handlers []*Root // those that get here, by name
	Path     *Path   // from the place on
	Lead     []Step  // from the first handler to the place, its own name first
}

// Changes returns the places that change the state of that identity.
func (p *Program) Changes(id string) []report.Place {
	var ps []report.Place
	for _, n := range p.order {
		if n.Fn == nil {
			continue
		}
		for _, e := range n.Fn.Effects {
			if e.Kind.Family() == effects.State && e.VarID() == id {
				ps = append(ps, report.Place{Pos: e.Node.Pos(), End: e.Node.End()})
			}
		}
	}
	return ps
}

// Chain returns the names from the first handler to the effect, at most five.
func (s *Site) Chain() []string {
	var names []string
	for _, st := range s.Lead {
		if n := len(names); n == 0 || names[n-1] != st.Name {
			names = append(names, st.Name)
		}
	}
	return s.Path.Chain(names...)
}

// Place returns where the finding stands: the smallest node to edit.
func (s *Site) Place() report.Place {
	if e := s.Path.Effect; e != nil && len(s.Path.Steps) == 1 {
		return report.Place{Pos: e.Node.Pos(), End: e.Node.End()}
	}
	at := s.Path.Steps[0].Pos
	if c := s.Path.From; c != nil {
		return report.Place{Pos: c.Expr.Pos(), End: c.Expr.End()}
	}
	return report.Place{Pos: at, End: at}
}

// Who names the first handler, as a message begins.
func (s *Site) Who() string {
	r := s.Handlers[0]
	switch {
	case r.Middleware:
		return "middleware " + r.Node.Name()
	case r.Helper:
		return "request in " + r.Node.Name()
	}
	return "handler " + r.Node.Name()
}

// Others counts the other handlers that get to the same place.
func (s *Site) Others() string {
	switch n := len(s.Handlers) - 1; n {
	case 0:
		return ""
	case 1:
		return ", and 1 other handler"
	default:
		return fmt.Sprintf(", and %d other handlers", n)
	}
}

// Places returns the positions along the chain.
func (s *Site) Places() []report.Place {
	var ps []report.Place
	for _, st := range append(slices.Clone(s.Lead), s.Path.Steps...) {
		if st.Pos.IsValid() {
			ps = append(ps, report.Place{Pos: st.Pos, End: st.Pos, Text: st.Name})
		}
	}
	return ps
}

// Sites returns the places by which requests have effects of the families, in the order of the
// program's packages and sources.
func (p *Program) Sites(families ...string) []*Site {
	var sites []*Site
	reached := map[*Node]*way{}
	for _, r := range p.sortedHandlers() {
		if r.Node.Fn != nil && !r.Node.Unit.TestSupport() {
			p.follow(r, passes(families), reached)
		}
	}
	for _, n := range p.order { // unit by unit
		w := reached[n]
		if w == nil || n.Fn.Src.Generated || p.InTest(n) || n.double() {
			continue
		}
		for _, path := range p.leaving(n, reached, families) {
			path.Cached, path.Answer = path.Cached || w.cached, path.Answer && w.answer
			for at := w; at.by != nil; at = at.from {
				p.around(path, at.by.from, at.by.src.Call.Expr)
			}
			sites = append(sites, &Site{Node: n, Handlers: w.handlers, Path: path, Lead: w.lead()})
		}
	}
	return sites
}

// double reports whether n is a method of a mock or the like.
func (n *Node) double() bool {
	d := n.Fn.Src.Declared()
	if d == nil || d.Obj.Signature().Recv() == nil {
		return false
	}
	return isDouble(gosrc.TypeName(d.Obj.Signature().Recv().Type()))
}

// A way tells how requests get to a function of the handlers' package.
type way struct {
	handlers []*Root
	last     *Root // that was found to get here
	from     *way  // nil at a handler
	by       *edge // from there
	step     Step
	calls    int  // from the handler on
	cached   bool // only when a cache had no answer
	answer   bool // each function on the way uses what it is told
}

// lead returns the steps from the first handler on.
func (w *way) lead() []Step {
	var steps []Step
	for ; w != nil; w = w.from {
		steps = append(steps, w.step)
	}
	slices.Reverse(steps)
	return steps
}

// passes returns what edges effects of the families pass through: a slow call that nobody waits for
// is none of the request's, and a file that is removed again is none of anybody's.
func passes(families []string) func(*edge) bool {
	slow, files := slices.Contains(families, effects.Slow), slices.Contains(families, effects.File)
	return func(e *edge) bool {
		switch {
		case e.src == nil || e.mode == effects.Once:
			return false
		case slow && (e.mode == effects.Async || e.src.Worker):
			return false
		}
		return !(files && e.src.Cleans)
	}
}

// sortedHandlers returns the handlers by name, each function once, and then their helpers.
func (p *Program) sortedHandlers() []*Root {
	rs := append(slices.Clone(p.Handlers), p.helpers...)
	slices.SortStableFunc(rs, func(a, b *Root) int {
		if a.Helper != b.Helper {
			return cmp.Compare(btoi(a.Helper), btoi(b.Helper))
		}
		return cmp.Or(cmp.Compare(a.How, b.How), cmp.Compare(a.Node.Name(), b.Node.Name()))
	})
	seen := map[*Node]bool{}
	return slices.DeleteFunc(rs, func(r *Root) bool {
		dup := seen[r.Node]
		seen[r.Node] = true
		return dup
	})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// follow walks from r within its package, breadth first over edges that pass, and notes the shortest
// way to each function that is not reached yet: what leads there from one that is would be too.
func (p *Program) follow(r *Root, pass func(*edge) bool, reached map[*Node]*way) {
	if reached[r.Node] == nil {
		reached[r.Node] = &way{step: Step{Name: r.Node.Name(), Pos: r.Node.Fn.Src.Node().Pos()}, answer: true}
	}
	reached[r.Node].serve(r)
	level := []*Node{r.Node}
	for calls := 0; len(level) > 0 && calls < farthest; calls++ {
		var next []*Node
		for _, n := range level {
			w := reached[n]
			for _, e := range n.out {
				if e.to.Unit != n.Unit || e.to.Fn == nil || !pass(e) {
					continue
				}
				to := reached[e.to]
				switch {
				case to == nil && w.calls < farthest:
					to = &way{
						from: w, by: e, step: Step{Name: e.to.Name(), Pos: e.src.Call.Expr.Pos()}, calls: w.calls + 1,
						cached: w.cached || e.cached, answer: w.answer && e.answers(),
					}
					reached[e.to] = to
				case to == nil || to.last == r:
					continue
				}
				to.serve(r)
				next = append(next, e.to)
			}
		}
		level = next
	}
}

// serve notes that r gets here.
func (w *way) serve(r *Root) {
	if w.last = r; !r.Helper || len(w.handlers) == 0 {
		w.handlers = append(w.handlers, r) // helpers are named where no handler is known
	}
}

// leaving returns the paths that begin at a call of n and do not go on within the package.
func (p *Program) leaving(n *Node, reached map[*Node]*way, families []string) []*Path {
	var ps []*Path
	for _, eff := range n.Fn.Effects {
		if has(families, eff.Kind.Family()) && !(eff.Worker && perCall(eff.Kind)) {
			path := p.own(n, eff)
			p.around(path, n, eff.Node)
			ps = append(ps, path)
		}
	}
	for _, e := range n.out {
		inside := e.to.Unit == n.Unit && reached[e.to] != nil
		if e.src == nil || e.src.Call == nil || inside || p.judgedThere(n, e.to) {
			continue
		}
		for _, k := range e.to.keys(families) {
			cached := e.cached && guarded(k.kind)
			if k.cached = k.cached || cached; !e.carries(k) {
				continue
			}
			path := p.pathOf(e.to, k, e.src.Call.Expr.Pos(), given(n.Unit, e.src.Call))
			if path == nil {
				continue
			}
			path.From, path.Cached = e.src.Call, path.Cached || cached
			path.Answer = path.Answer && e.answers()
			p.around(path, n, e.src.Call.Expr)
			ps = append(ps, path)
		}
	}
	return ps
}

// judgedThere reports whether what n calls is request code of another package by its parameters:
// what it does is reported there.
func (p *Program) judgedThere(n, to *Node) bool {
	if to.Obj == nil || to.Unit == n.Unit || to.Fn != nil && to.Fn.Src.Generated {
		return false
	}
	return handlers.Requests(n.Unit.Calls.Catalog, to.Obj.Signature())
}
