package link

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/passes/handlers"
)

// A Path is the shortest way from a call to an effect.
type Path struct {
	Kind    effects.Kind
	Steps   []Step          // the functions on the way; the last is the effect itself
	Effect  *effects.Effect // nil when only a fact knows it
	Subject string          // the effect's own name
	Detail  string
	Cached  bool
	Unit    *Unit // the package of Effect

	Var string // State: the identity of what is written

	From      *calls.Call // the call that the path begins with, when it is not the effect itself
	Answer    bool        // each caller on the way uses what it is told, beyond an error
	Failed    bool        // taken only when something else has failed
	InClosure bool        // the first step leads into a closure written at the call
	Choice    bool        // an interface on the way has other implementers without the effect, or a function other branches
	Few       bool        // … and these are most of them
	Others    []string    // their names
	Chosen    string      // the type that is the choice, for the shortest way
}

// A Step is one name on a way, and where it is called.
type Step struct {
	Name string
	Pos  token.Pos // of the call that takes this step; NoPos in packages known by facts
}

// Chain returns the names of the steps, at most five: the first, an ellipsis and the last ones.
func (p *Path) Chain(first ...string) []string {
	names := append([]string{}, first...)
	for _, s := range p.Steps {
		if n := len(names); n == 0 || names[n-1] != s.Name {
			names = append(names, s.Name)
		}
	}
	if len(names) <= 5 {
		return names
	}
	return append(append(names[:2:2], "…"), names[len(names)-2:]...)
}

// Arrow joins names as a message shows them.
func Arrow(names []string) string { return strings.Join(names, " → ") }

// Does returns the ways from node n to effects of the families, shortest first per kind, ordered
// by kind and subject.
func (p *Program) Does(n *Node, families ...string) []*Path {
	var ps []*Path
	for _, k := range n.keys(families) {
		ps = append(ps, p.path(n, k, token.NoPos))
	}
	return ps
}

// CallDoes returns the ways that begin with call c of function n: its own effect, or the effects
// of what it calls and of the callbacks that it is passed.
func (p *Program) CallDoes(n *Node, c *calls.Call, families ...string) []*Path {
	var ps []*Path
	does := n.does(c)
	for _, eff := range does.effects {
		if has(families, eff.Kind.Family()) {
			ps = append(ps, p.own(n, eff))
		}
	}
	for _, e := range does.edges {
		if e.mode == effects.Once {
			continue
		}
		for _, k := range e.to.keys(families) {
			path := p.path(e.to, k, c.Expr.Pos())
			if path.Few && k.kind.Family() == effects.Slow {
				continue // one choice of many is not what happens in a loop
			}
			path.Cached = path.Cached || e.cached
			path.InClosure = e.to.Obj == nil && e.to.Fn != nil
			ps = append(ps, path)
		}
	}
	return ps
}

// A doing is what one call does: effects of its own, and edges to what it runs.
type doing struct {
	effects []*effects.Effect
	edges   []*edge
}

// does returns what call c of n does.
func (n *Node) does(c *calls.Call) doing {
	n.index.Do(func() {
		n.doing = map[*calls.Call]doing{}
		for _, eff := range n.Fn.Effects {
			d := n.doing[eff.Call]
			d.effects = append(d.effects, eff)
			n.doing[eff.Call] = d
		}
		for _, e := range n.out {
			if e.src != nil {
				d := n.doing[e.src.Call]
				d.edges = append(d.edges, e)
				n.doing[e.src.Call] = d
			}
		}
	})
	return n.doing[c]
}

func has(families []string, f string) bool {
	for _, x := range families {
		if x == f {
			return true
		}
	}
	return false
}

// own is the path of one step of an effect that n has itself.
func (p *Program) own(n *Node, eff *effects.Effect) *Path {
	return &Path{
		Kind: eff.Kind, Effect: eff, Subject: eff.Subject, Detail: eff.Detail, Cached: eff.Cached, Unit: n.Unit,
		Var:    eff.VarID(),
		Answer: n.answers(eff.Call),
		Steps:  []Step{{eff.Subject, eff.Node.Pos()}},
	}
}

// choose notes which implementers of interface method n have no effect of k's family.
func (path *Path) choose(n *Node, k key) {
	with := 0
	for _, e := range n.out {
		if e.to.step(k) != nil || k.kind.Family() == effects.Slow && len(e.to.keys([]string{effects.Slow})) > 0 {
			with++
			continue
		}
		path.Choice = true
		path.Others = append(path.Others, e.to.Name())
	}
	path.Few = path.Few || with < n.need
}

// around notes what n says of a step on the way that it takes at a place: that another branch puts what is
// written to a file into a store that all share, or that the step is taken only when something has failed.
func (p *Program) around(path *Path, n *Node, at ast.Node) {
	switch {
	case n.Fn == nil:
	case path.Kind.Family() == effects.Slow:
		path.Failed = path.Failed || n.Unit.Calls.Fails(n.Fn.Src, at)
	case path.Kind.Family() == effects.File && !path.Choice:
		if name := p.shared(n, at); name != "" {
			path.Choice, path.Others = true, append(path.Others, name)
		}
	}
}

// shared returns what n calls for object storage in another branch than that of at, or "".
func (p *Program) shared(n *Node, at ast.Node) string {
	for _, c := range n.Fn.Src.Calls {
		if !calls.Apart(n.Fn.Src.Body(), at, c.Expr) {
			continue
		}
		for _, other := range p.CallDoes(n, c, effects.Slow) {
			if other.Kind == effects.Slow+"/storage" {
				return other.Steps[0].Name
			}
		}
	}
	return ""
}

// path follows the steps from n; at is where n is called.
func (p *Program) path(n *Node, k key, at token.Pos) *Path { return p.pathOf(n, k, at, nil) }

// pathOf is path where n was given values of types: of an interface's implementers one of these is
// meant. It is nil when that one has no such effect.
func (p *Program) pathOf(n *Node, k key, at token.Pos, given []*types.Named) *Path {
	path := &Path{Kind: k.kind, Cached: k.cached, Var: k.v, Answer: true}
	for n != nil {
		if name := n.name(); name != "" {
			path.Steps = append(path.Steps, Step{name, at})
		}
		s := n.step(k)
		if s == nil {
			return path
		}
		if s.edge == nil {
			if s.effect != nil {
				p.around(path, n, s.effect.Node)
			}
			p.end(path, n, s)
			return path
		}
		if s.edge.src != nil {
			p.around(path, n, s.edge.src.Call.Expr)
			at = s.edge.src.Call.Expr.Pos()
			path.Answer = path.Answer && s.edge.answers()
			n = s.edge.to
			continue
		}
		if meant := n.meant(given); meant != nil {
			// From here on the shortest way: the one that is meant may hand the call on to others of
			// the interface, and so around for ever.
			if n, given = meant, nil; n.step(k) == nil {
				return nil
			}
			path.Steps = path.Steps[:len(path.Steps)-1]
			continue
		}
		path.choose(n, k)
		if recv := s.edge.to.recv(); path.Choice && path.Chosen == "" && recv != nil {
			path.Chosen = typeID(recv)
		}
		n = s.edge.to // an interface method and its implementer are one name
		path.Steps = path.Steps[:len(path.Steps)-1]
	}
	return path
}

func (p *Program) end(path *Path, n *Node, s *step) {
	if eff := s.effect; eff != nil {
		path.Effect, path.Subject, path.Detail, path.Unit = eff, eff.Subject, eff.Detail, n.Unit
		path.Cached = path.Cached || eff.Cached
		path.Answer = path.Answer && n.answers(eff.Call)
		path.Steps = append(path.Steps, Step{eff.Subject, eff.Node.Pos()})
		return
	}
	for _, name := range s.entry.Chain {
		path.Steps = append(path.Steps, Step{Name: name})
	}
	path.Subject, path.Detail = s.entry.Subject, s.entry.Detail
	path.Answer = path.Answer && s.entry.Answer
	path.Steps = append(path.Steps, Step{Name: s.entry.Subject})
}

// answers reports whether n, where it waits for call c, uses what c tells it, or lets it answer the
// request.
func (n *Node) answers(c *calls.Call) bool {
	x := n.Unit.Calls
	return c != nil && (x.Answers(c) || c.Callee != nil && handlers.Answers(x.Catalog, c.Callee.Signature()))
}

// answers reports whether who takes e uses what he is told. What a closure is told its function has.
func (e *edge) answers() bool { return e.to.Obj == nil || e.from.answers(e.src.Call) }

// meant returns the implementer of interface method n whose type is among given, or nil.
func (n *Node) meant(given []*types.Named) *Node {
	for _, e := range n.out {
		if recv := e.to.recv(); recv != nil && slices.Contains(given, recv) {
			return e.to
		}
	}
	return nil
}

// given returns the declared types of the values that c passes on.
func given(u *Unit, c *calls.Call) []*types.Named {
	var ts []*types.Named
	for _, arg := range c.Expr.Args {
		if t := gosrc.Named(u.Calls.Info.TypeOf(arg)); t != nil && !types.IsInterface(t) {
			ts = append(ts, t)
		}
	}
	return ts
}

// recv returns the type whose method n is, or nil.
func (n *Node) recv() *types.Named {
	if n.Obj == nil || n.Obj.Signature().Recv() == nil {
		return nil
	}
	return gosrc.Named(n.Obj.Signature().Recv().Type())
}

// keys returns what is reached from n of the families, each once: without a cache where there is
// such a way. They are ordered by kind and identity.
func (n *Node) keys(families []string) []key {
	var ks []key
	for k := range n.reach {
		if has(families, k.kind.Family()) && !(k.cached && n.reach[key{k.kind, k.v, false}] != nil) {
			ks = append(ks, k)
		}
	}
	slices.SortFunc(ks, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.v, b.v))
	})
	return ks
}

// Name is how a chain shows n: a closure goes by the function around it, or by its package.
func (n *Node) Name() string {
	if n.Obj != nil {
		return n.name()
	}
	if d := n.Fn.Src.Declared(); d != nil {
		return gosrc.Display(d.Obj, nil)
	}
	return n.Unit.Pkg.Name() + ".init"
}

// name is how a chain shows n; closures have none of their own.
func (n *Node) name() string {
	if n.Obj == nil {
		return ""
	}
	return gosrc.Display(n.Obj, nil)
}
