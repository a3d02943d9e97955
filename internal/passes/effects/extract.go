package effects

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// An extractor fills the functions of one unit.
type extractor struct {
	*Unit
	*calls.Index
	faces map[face]*catalog.Row

	// What one look at a function shows, kept for the many questions that are asked of it.
	guards map[*calls.Func]guards
	memos  map[*calls.Func]memos
	wholes map[*calls.Func]map[whole]token.Pos // where each is given a value first
	uses   map[*calls.Func]map[types.Object]int
	waits  map[*calls.Func][]token.Pos
	undoes map[undo]bool // of the package

	edges map[*types.Var]int // taken by calls of what a variable holds
}

// mostEdges is how many edges the calls of one variable may take. A hundred places that each call what
// a hundred others assign are no program that people write.
const mostEdges = 10_000

// call adds what c does and whom it reaches to f.
func (e *extractor) call(f *Func, c *calls.Call) {
	if c.Callee == nil {
		e.dynamic(f, c)
		return
	}
	if c.Row == nil {
		c.Row = e.unlisted(c)
	}
	cached := e.cached(c.In, c.Expr)
	if c.Row != nil {
		e.row(f, c, cached)
		e.callbacks(f, c)
		return
	}
	edge := &Edge{Fn: c.Callee, Mode: e.mode(c), Cached: cached, Cleans: e.cleans(c)}
	edge.at(e, c)
	f.Edges = append(f.Edges, edge)
	e.callbacks(f, c)
}

// at sets the call that edge is taken by, and what the place of the call says.
func (edge *Edge) at(e *extractor, c *calls.Call) {
	edge.Call, edge.Worker, edge.Batch, edge.Memo = c, e.InWorker(c), e.WhenFull(c), e.memoOf(c.In, c.Expr)
}

// unlisted recognises by shape what has no row of its own: the user's own database interfaces and
// generated clients.
func (e *extractor) unlisted(c *calls.Call) *catalog.Row {
	if !c.Iface() {
		return e.Catalog.LibraryCall(c.Callee) // one's own method is judged by its body
	}
	if row := e.Catalog.Shape(c.Callee); row != nil {
		return row
	}
	if row := e.Catalog.ClientCall(c.Callee); row != nil {
		return row
	}
	return e.borrowed(c)
}

// row adds the effect that the catalog knows c to have.
func (e *extractor) row(f *Func, c *calls.Call, cached bool) {
	kind := e.kind(c)
	if kind == "" || kind.Family() == Slow && e.mode(c) == Async {
		return
	}
	eff := &Effect{
		Kind: kind, Subject: subject(c),
		Node: c.Expr, Call: c, Row: c.Row, Cached: cached, Worker: e.InWorker(c), Batch: e.WhenFull(c), Memo: e.memoOf(c.In, c.Expr),
	}
	if kind == Query+"/write" {
		eff.Inserts = inserts(e.text(c), c.Callee.Name())
	}
	if !e.keep(f, eff) {
		return
	}
	f.Effects = append(f.Effects, eff)
	if c.Row.Word == catalog.Query && c.Row.Arg >= 0 && c.Row.Arg < len(c.Expr.Args) {
		if i := e.param(f.Src, c.Expr.Args[c.Row.Arg]); i >= 0 && !slices.Contains(f.SQL, i) {
			f.SQL = append(f.SQL, i)
		}
	}
}

// subject names what c calls by the receiver that its row speaks of.
func subject(c *calls.Call) string {
	if n := gosrc.Named(c.Recv); n != nil && n.Obj().Name() == c.Row.Recv {
		return gosrc.Qualified(c.Callee, c.Recv)
	}
	return gosrc.Qualified(c.Callee, nil)
}

// kind translates c's row into an effect; "" when the call has none.
func (e *extractor) kind(c *calls.Call) Kind {
	switch c.Row.Word {
	case catalog.Query, catalog.Batch:
		return Kind(Query + "/" + e.direction(c))
	case catalog.RPC:
		return Query + "/rpc"
	case catalog.Slow:
		return Kind(Slow + "/" + c.Row.Kind)
	case catalog.FSWrite:
		return Kind(File + "/" + fileCategory(c.Row.Kind))
	case catalog.State:
		if c.Row.Op == "write" || c.Row.Op == "read" && c.Row.Kind == "session" {
			return Kind(State + "/" + c.Row.Kind)
		}
	case catalog.Background:
		if c.Row.Kind == "cron" {
			return State + "/job"
		}
	case catalog.Make, catalog.Open:
		return Kind(Make + "/" + makeCategory(c.Row))
	}
	return ""
}

func fileCategory(kind string) string {
	switch kind {
	case "upload":
		return "upload"
	case "embedded":
		return "embedded-db"
	}
	return "write"
}

func makeCategory(row *catalog.Row) string {
	if row.Word == catalog.Open || row.Kind == "" {
		return "pool"
	}
	return row.Kind
}

// keep drops what the place of the call excuses.
func (e *extractor) keep(f *Func, eff *Effect) bool {
	switch eff.Kind.Family() {
	case File:
		return e.keepFile(f, eff)
	case Make:
		return e.keepMake(f, eff)
	case State:
		return e.keepState(f, eff)
	case Slow:
		return !e.loopback(eff.Call)
	}
	return true
}

// dynamic adds the edge of a call through a function value.
func (e *extractor) dynamic(f *Func, c *calls.Call) {
	mode := e.mode(c)
	if c.Lit != nil {
		edge := &Edge{Src: e.Closure(c.Lit), Mode: mode}
		edge.at(e, c)
		f.Edges = append(f.Edges, edge)
		return
	}
	if c.Var == nil {
		return // a function out of a map, a channel or another call: unknown
	}
	if row := e.Catalog.Type(c.Var.Type()); row != nil && perCall(row.Word) {
		e.typed(f, c, row)
		return
	}
	if i := e.paramIndex(f.Src, c.Var); i >= 0 {
		p := ParamCall{
			Index: i, Each: e.PerElement(c) != nil, Async: mode == Async || e.gone(c.In, c.Var), Cached: e.cached(c.In, c.Expr),
		}
		owner := e.owner(f, c.Var)
		if !slices.Contains(owner.Params, p) {
			owner.Params = append(owner.Params, p)
		}
		return
	}
	if e.edges[c.Var] > mostEdges {
		return
	}
	for _, a := range e.Assigns(c.Var) {
		e.edges[c.Var]++
		if edge := e.value(a.Expr); edge != nil {
			edge.Mode = mode
			edge.at(e, c)
			f.Edges = append(f.Edges, edge)
		}
	}
}

// typed adds the effect of calling a function of a type that the catalog knows: the clients of some
// libraries are structs of functions.
func (e *extractor) typed(f *Func, c *calls.Call, row *catalog.Row) {
	kind := Kind(Slow + "/" + row.Kind)
	if row.Word != catalog.Slow {
		kind = Kind(Query + "/" + cmp.Or(row.Op, "read"))
	}
	if kind.Family() == Slow && e.mode(c) == Async {
		return
	}
	f.Effects = append(f.Effects, &Effect{
		Kind: kind, Subject: c.Var.Pkg().Name() + "." + c.Var.Name(), Node: c.Expr, Call: c, Row: row,
		Cached: e.cached(c.In, c.Expr), Worker: e.InWorker(c), Batch: e.WhenFull(c), Memo: e.memoOf(c.In, c.Expr),
	})
}

// perCall reports whether a word means that calling is what costs.
func perCall(w catalog.Word) bool {
	return w == catalog.Query || w == catalog.Batch || w == catalog.Slow
}

// gone reports whether a closure around f, inside the function that declares v, runs in a goroutine
// that nobody waits for.
func (e *extractor) gone(f *calls.Func, v *types.Var) bool {
	for ; f != nil && f.Param(e.Info, v) < 0; f = f.Parent {
		if f.Use == calls.Gone && !e.joined(f.By) {
			return true
		}
	}
	return false
}

// owner returns the function among f and those around it that declares parameter v.
func (e *extractor) owner(f *Func, v *types.Var) *Func {
	for src := f.Src; src != nil; src = src.Parent {
		if src.Param(e.Info, v) >= 0 {
			return e.of[src]
		}
	}
	return f
}

// value returns an edge to the function that x denotes, or nil.
func (e *extractor) value(x ast.Expr) *Edge {
	if x == nil {
		return nil
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.FuncLit:
		if src := e.Closure(x); src != nil {
			return &Edge{Src: src}
		}
	case *ast.CallExpr: // a conversion
		if e.Info.Types[x.Fun].IsType() && len(x.Args) == 1 {
			return e.value(x.Args[0])
		}
	default:
		if fn := gosrc.FuncOf(e.Info, x); fn != nil {
			return &Edge{Fn: fn}
		}
		if v := gosrc.VarOf(e.Info, x); v != nil && !v.IsField() {
			return e.value(e.Value(v))
		}
	}
	return nil
}

// mode tells how the caller of c waits for it.
func (e *extractor) mode(c *calls.Call) Mode {
	if c.Go && !e.joined(c) || c.Defer && e.flushes(c.In) {
		return Async
	}
	return Sync
}

// flushes reports whether f sends its answer before it ends: who asked does not wait for what is
// deferred.
func (e *extractor) flushes(f *calls.Func) bool {
	return f != nil && slices.ContainsFunc(f.Calls, func(c *calls.Call) bool {
		return c.Row != nil && c.Row.Word == catalog.Flush
	})
}

// joined reports whether the function around go statement c waits for what it started: a Wait call or a
// receive after it, in a loop around it, or deferred.
func (e *extractor) joined(c *calls.Call) bool {
	f := c.In
	if f == nil || f.Body() == nil {
		return false
	}
	waits, ok := e.waits[f]
	if !ok {
		waits = e.waitsOf(f)
		e.waits[f] = waits
	}
	loop := c.Loop
	for loop != nil && loop.Outer != nil {
		loop = loop.Outer
	}
	return slices.ContainsFunc(waits, func(at token.Pos) bool {
		return at > c.Expr.Pos() || loop != nil && loop.Stmt.Pos() <= at && at < loop.Stmt.End()
	})
}

// waitsOf returns where f waits: its Wait calls and receives, and its end for what is deferred.
func (e *extractor) waitsOf(f *calls.Func) []token.Pos {
	var at []token.Pos
	for _, c := range f.Calls {
		switch {
		case c.Row == nil || c.Row.Word != catalog.Wait:
		case c.Defer:
			at = append(at, f.Body().End())
		default:
			at = append(at, c.Expr.Pos())
		}
	}
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				at = append(at, n.Pos())
			}
		case *ast.RangeStmt:
			if t := e.Info.TypeOf(n.X); t != nil {
				if _, ok := t.Underlying().(*types.Chan); ok {
					at = append(at, n.Pos())
				}
			}
		}
		return true
	})
	return at
}
