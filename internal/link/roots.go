package link

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/passes/handlers"
)

// A Root is an entry point and its node.
type Root struct {
	*handlers.Entry
	Node *Node
	Unit *Unit // the package that registers it
}

// findRoots resolves the entries of all units.
func (p *Program) findRoots() {
	var all []*Root
	for _, u := range p.Units {
		if u.TestSupport() {
			continue
		}
		all = append(all, p.roots(u, u.Handlers.Handlers)...)
		p.Background = append(p.Background, p.roots(u, u.Handlers.Background)...)
	}
	p.rank(all)
	p.served, p.asked, p.seldom = map[*Node]bool{}, map[*Node]bool{}, map[*Node]bool{}
	for _, r := range append(p.helpers, p.Handlers...) {
		p.mark(r.Node, p.served)
		if r.Node.chore() || r.Node.admin() {
			p.mark(r.Node, p.seldom)
			continue
		}
		p.mark(r.Node, p.asked)
	}
	for _, n := range p.idle {
		p.mark(n, p.seldom)
	}
	p.started = map[*Node]bool{}
	p.once = map[*Node]bool{}
	for _, r := range p.Background {
		if r.Kind == "cli" {
			p.markOnce(r.Node)
			continue
		}
		p.mark(r.Node, p.started)
	}
	for _, n := range p.order {
		if n.Fn != nil && n.Obj != nil && p.oneShotRoot(n) {
			p.markOnce(n)
		}
	}
	p.behind = map[*Node]bool{}
	for n := range p.once {
		for _, f := range n.handed {
			p.mark(f, p.behind) // what a start hands over, and no request is known to come to, works beside them
		}
	}
	for _, n := range p.order {
		for _, e := range n.out {
			if n.works(e) || p.once[n] && n.detaches(e) {
				p.mark(e.to, p.behind)
			}
		}
	}
}

// bare reports whether n takes nothing, or a context alone: then no request comes in by it.
func (n *Node) bare() bool {
	if n.Fn == nil {
		return false
	}
	params := n.Fn.Src.Type().Params
	return params.NumFields() == 0 || params.NumFields() == 1 && gosrc.IsContext(n.Unit.Calls.Info.TypeOf(params.List[0].Type))
}

// detaches reports whether n starts e beside itself, or runs it for each piece of work that comes.
func (n *Node) detaches(e *edge) bool { return e.mode == effects.Async || n.works(e) }

// works reports whether n runs e for each piece of work that comes.
func (n *Node) works(e *edge) bool { return e.src != nil && n.Unit.Calls.InWorker(e.src.Call) }

// markOnce marks what n reaches before it waits for work or starts somebody who does.
func (p *Program) markOnce(n *Node) {
	if p.once[n] {
		return
	}
	p.once[n] = true
	for _, e := range n.out {
		if !n.detaches(e) {
			p.markOnce(e.to)
		}
	}
}

// roots resolves the entries of u: what constructors return, and who implements interfaces.
func (p *Program) roots(u *Unit, entries []*handlers.Entry) []*Root {
	var rs []*Root
	for _, e := range entries {
		for _, n := range p.entryNodes(u, e) {
			rs = append(rs, &Root{Entry: e, Node: n, Unit: u})
		}
	}
	return rs
}

func (p *Program) entryNodes(u *Unit, e *handlers.Entry) []*Node {
	if e.Func != nil {
		return []*Node{p.Node(u, e.Func)}
	}
	n := p.callee(e.Obj, nil)
	switch {
	case n == nil:
		return nil
	case n.Fn == nil && n.summary == nil: // an interface's method
		var ns []*Node
		for _, impl := range n.out {
			if impl.to.Fn == nil || !impl.to.Fn.Src.Generated {
				ns = append(ns, impl.to)
			}
		}
		return ns
	case !e.Returned:
		return []*Node{n}
	case n.Fn == nil:
		return nil // a constructor elsewhere: its package knows what it returns
	}
	var ns []*Node
	for _, f := range n.Unit.Handlers.Returned(n.Fn.Src) {
		ns = append(ns, p.Node(n.Unit, f))
	}
	return ns
}

// rank sorts the roots into handlers and helpers. Of a function that is known in several ways the
// surest count, for it may be registered in another package than it stands in.
func (p *Program) rank(all []*Root) {
	best := map[*Node]handlers.How{}
	middleware := map[*Node]bool{}
	for _, r := range all {
		if how, ok := best[r.Node]; !ok || r.How < how {
			best[r.Node] = r.How
		}
		middleware[r.Node] = middleware[r.Node] || r.Middleware && r.How == handlers.Signature
	}
	type route struct {
		n             *Node
		method, route string
	}
	seen := map[route]bool{}
	for _, r := range all {
		k := route{r.Node, r.Method, r.Route}
		switch {
		case r.How != best[r.Node] || seen[k] || r.How == handlers.Signature && r.Node.alwaysGone():
			continue
		case r.Helper || r.How == handlers.Signature && r.Node.calledDirectly():
			e := *r.Entry // the extract itself stays as it is
			e.Helper, r.Entry = true, &e
			p.helpers = append(p.helpers, r)
		default:
			p.Handlers = append(p.Handlers, r)
		}
		seen[k] = true
		if middleware[r.Node] && r.Route == "" && !r.Middleware {
			e := *r.Entry // the extract itself stays as it is
			e.Middleware, r.Entry = true, &e
		}
	}
}

// calledDirectly reports whether a function of n's package calls n by its name.
func (n *Node) calledDirectly() bool {
	for _, e := range n.in {
		if e.from.Unit == n.Unit && e.src != nil && e.src.Fn == n.Obj && n.Obj != nil && e.src.Call.Callee == n.Obj {
			return true
		}
	}
	return false
}

// alwaysGone reports whether n is only ever called by go statements: no request waits for it.
func (n *Node) alwaysGone() bool {
	return len(n.in) > 0 && !slices.ContainsFunc(n.in, func(e *edge) bool { return e.mode != effects.Async })
}

// mark adds n and all that it reaches to set.
func (p *Program) mark(n *Node, set map[*Node]bool) {
	if set[n] {
		return
	}
	set[n] = true
	for _, e := range n.out {
		p.mark(e.to, set)
	}
}

// Served reports whether a request is known to reach n.
func (p *Program) Served(n *Node) bool { return p.served[n] }

// Seldom reports whether n is known to run no more often for more users: what reaches it are chores,
// handlers for administrators and messages that nobody sends, and no other handler.
func (p *Program) Seldom(n *Node) bool { return p.seldom[n] && !p.asked[n] }

// Behind reports whether n is known to run only in what the program starts beside its requests: jobs,
// consumers and workers. Of a program without requests that says nothing: it is what it is for.
func (p *Program) Behind(n *Node) bool {
	return len(p.Handlers) > 0 && !p.served[n] && (p.started[n] || p.behind[n])
}

// OneShot reports whether n is known to run only in commands that end: migrations, seeders, tools.
func (p *Program) OneShot(n *Node) bool {
	if p.served[n] || p.started[n] {
		return false
	}
	return p.once[n] || n.passing()
}

// oneShotRoot reports whether n is the start of a command.
func (p *Program) oneShotRoot(n *Node) bool {
	if n.passing() {
		return true
	}
	if n.Obj.Signature().Recv() != nil {
		return false
	}
	return n.Obj.Name() == "main" && n.Unit.Pkg.Name() == "main" || n.Obj.Name() == "init"
}

// passing reports whether the name of n, its file or its package says that it runs once and never
// again.
func (n *Node) passing() bool {
	names := []string{n.Unit.Pkg.Path()[strings.LastIndexByte(n.Unit.Pkg.Path(), '/')+1:]}
	if f := n.Unit.Fset.File(n.Fn.Src.Node().Pos()); f != nil {
		names = append(names, filepath.Base(f.Name()))
	}
	if d := n.Fn.Src.Declared(); d != nil {
		names = append(names, d.Obj.Name())
	}
	for _, name := range names {
		lower := strings.ToLower(name)
		if strings.Contains(lower, "migrat") || strings.HasPrefix(lower, "seed") || strings.Contains(lower, "fixture") {
			return true
		}
	}
	return false
}

// InTest reports whether n is a test or a helper of tests: it takes a *testing.T or the like, or its
// package is named for that.
func (p *Program) InTest(n *Node) bool {
	if n.Unit.forTests() {
		return true
	}
	d := n.Fn.Src.Declared()
	if d == nil {
		return false
	}
	params := d.Obj.Signature().Params()
	for i := range params.Len() {
		if r := n.Unit.Calls.Catalog.Type(params.At(i).Type()); r != nil && r.Word == catalog.WorkType && r.Kind == "testing" {
			return true
		}
	}
	return false
}
