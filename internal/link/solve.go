package link

import (
	"cmp"
	"slices"

	"github.com/scalevet/scalevet/internal/passes/effects"
)

// A key is what the fixpoint tells apart: the kind of an effect, what state it touches, and
// whether a cache stands before it.
type key struct {
	kind   effects.Kind
	v      string
	cached bool
}

// A step is the first step of the shortest way from a node to an effect.
type step struct {
	edge   *edge           // nil at the effect itself
	effect *effects.Effect // the node's own
	entry  *effects.Entry  // a fact's
	dist   int
}

// farthest is the most calls that a way may have. Nobody could follow a longer one, and each finding
// tells all of its way.
const farthest = 100

// solve runs one breadth-first search backwards from each effect. Ways are ordered by length, then
// by name, so the result is the same on every run.
func (p *Program) solve() {
	for _, n := range p.order {
		slices.SortStableFunc(n.in, func(a, b *edge) int {
			return cmp.Or(cmp.Compare(a.from.ID, b.from.ID), cmp.Compare(a.pos(), b.pos()))
		})
	}
	starts := map[key][]*Node{}
	for _, n := range p.order {
		p.begin(n, starts)
	}
	for k, nodes := range starts {
		if !k.cached {
			p.spread(k, nodes)
		}
	}
	p.solveCached(starts)
}

// solveCached adds what is reached only past a cache: over any edge, from any effect, where no
// way without a cache is known.
func (p *Program) solveCached(starts map[key][]*Node) {
	from := map[key][]*Node{}
	for k, nodes := range starts {
		if guarded(k.kind) {
			k.cached = true
			from[k] = append(from[k], nodes...)
		}
	}
	for k, nodes := range from {
		p.spread(k, nodes)
	}
}

// begin notes n's own effects.
func (p *Program) begin(n *Node, starts map[key][]*Node) {
	n.reach = map[key]*step{}
	if n.Fn != nil {
		for _, eff := range n.Fn.Effects {
			if (eff.Worker || eff.Batch) && perCall(eff.Kind) {
				continue // who starts a worker does not do its work, who adds to a batch seldom flushes it
			}
			n.start(keyOf(eff), &step{effect: eff}, starts)
		}
	}
	if n.summary != nil {
		for i := range n.summary.Entries {
			e := &n.summary.Entries[i]
			n.start(key{e.Kind, e.Var, e.Cached}, &step{entry: e, dist: len(e.Chain)}, starts)
		}
	}
}

func (n *Node) start(k key, s *step, starts map[key][]*Node) {
	if n.reach[k] != nil {
		return // the first in source order stands for the others
	}
	n.reach[k] = s
	starts[k] = append(starts[k], n)
}

// keyOf returns the key of an effect.
func keyOf(e *effects.Effect) key { return key{e.Kind, e.VarID(), e.Cached} }

// spread walks from nodes to their callers.
func (p *Program) spread(k key, nodes []*Node) {
	level := slices.Clone(nodes)
	votes := map[*Node]int{}
	for len(level) > 0 {
		slices.SortStableFunc(level, func(a, b *Node) int { return cmp.Compare(a.ID, b.ID) })
		var next []*Node
		for _, n := range level {
			for _, e := range n.in {
				if e.from.reach[k] != nil || !e.carries(k) {
					continue
				}
				if k.cached && e.from.reach[key{k.kind, k.v, false}] != nil {
					continue // reached without a cache as well
				}
				if e.to.distance(k) >= farthest {
					continue
				}
				if votes[e.from]++; k.kind.Family() == effects.Query && votes[e.from] < e.from.need {
					continue // too few of the interface's implementers so far
				}
				e.from.reach[k] = &step{edge: e, dist: e.to.distance(k) + 1}
				next = append(next, e.from)
			}
		}
		level = next
	}
}

func (n *Node) distance(k key) int {
	if s := n.step(k); s != nil {
		return s.dist
	}
	return 0
}

// step returns n's way to k; for a cached key also the way without a cache.
func (n *Node) step(k key) *step {
	if s := n.reach[k]; s != nil {
		return s
	}
	return n.reach[key{k.kind, k.v, false}]
}

// perCall reports whether an effect is counted by how often its function is called.
func perCall(k effects.Kind) bool { return k.Family() == effects.Query || k.Family() == effects.Slow }

// guarded reports whether an effect is told apart by whether a cache stands before it.
func guarded(k effects.Kind) bool {
	return perCall(k) || k.Family() == effects.File || k.Family() == effects.Make
}

// carries reports whether an effect passes through e to the caller.
func (e *edge) carries(k key) bool {
	if e.mode == effects.Once {
		return false
	}
	if e.src != nil && e.src.Cleans && k.kind.Family() == effects.File {
		return false
	}
	if e.src != nil && (e.src.Worker || e.src.Batch) && perCall(k.kind) {
		return false
	}
	if k.kind == effects.State+"/cache" && e.cached && e.from.memoizes() {
		return false
	}
	if e.mode == effects.Async && k.kind.Family() == effects.Slow {
		return false // nobody waits for it
	}
	if e.cached && !k.cached {
		return !guarded(k.kind)
	}
	return true
}

func (e *edge) pos() int {
	if e.src != nil && e.src.Call != nil {
		return int(e.src.Call.Expr.Pos())
	}
	return 0
}
