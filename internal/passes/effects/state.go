package effects

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// keepState sets what a call on a cache, map or limiter writes to, and drops what dies with the
// function: a value made in it, or handed to it. Sessions of a library are where it keeps them.
func (e *extractor) keepState(f *Func, eff *Effect) bool {
	sel, ok := ast.Unparen(eff.Call.Expr.Fun).(*ast.SelectorExpr)
	switch {
	case !ok || eff.Row.Kind == "counter":
		return false // counters count for metrics
	case eff.Row.Kind == "session":
		eff.Subject = "sessions of " + gosrc.ShortPath(eff.Call.Callee.Pkg())
		return true
	case eff.Row.Recv == "":
		return false
	}
	root, fields := gosrc.Root(e.Info, sel.X)
	if !e.outlives(f.Src, root, fields) {
		return false
	}
	eff.setState(root, fields)
	category := eff.Row.Kind
	if kept := e.keptKind(eff.Call); kept != "" {
		category = kept
	} else if category == "state" && (eff.Cached || strings.Contains(strings.ToLower(eff.name(e.Pkg)), "cache")) {
		category = "cache"
	}
	if eff.Row.Word == catalog.Background {
		eff.Subject = "schedule " + eff.name(e.Pkg)
		return true
	}
	eff.Kind = Kind(State + "/" + category)
	eff.Subject = eff.Row.Kind + " " + eff.name(e.Pkg)
	if eff.Row.Kind == "state" {
		eff.Subject = "map " + eff.name(e.Pkg)
	}
	return true
}

// keptKind returns what kind of state the values are that c puts away: limiters in a cache.
func (e *extractor) keptKind(c *calls.Call) string {
	for _, arg := range c.Expr.Args {
		if r := e.Catalog.Type(e.Info.TypeOf(arg)); r != nil && r.Word == catalog.State {
			return r.Kind
		}
		if t := e.Info.TypeOf(arg); t != nil && strings.Contains(strings.ToLower(gosrc.TypeName(t)), "limiter") {
			return "limiter"
		}
	}
	return ""
}

// setState notes which variable or field an effect changes.
func (eff *Effect) setState(root *types.Var, fields []*types.Var) {
	eff.Var, eff.root = root, root
	if n := len(fields); n > 0 {
		eff.Var, eff.Owner = fields[n-1], owner(root, fields)
	}
}

// owner returns the type that the last field belongs to.
func owner(root *types.Var, fields []*types.Var) *types.Named {
	if n := len(fields); n > 1 {
		return gosrc.Named(fields[n-2].Type())
	}
	return gosrc.Named(root.Type())
}

// name is how a message calls the state: pkg.var or Type.field.
func (eff *Effect) name(from *types.Package) string {
	pkg := from.Name()
	if p := eff.Var.Pkg(); p != nil {
		pkg = p.Name()
	}
	switch {
	case eff.Owner != nil:
		return pkg + "." + eff.Owner.Obj().Name() + "." + eff.Var.Name()
	case eff.root != nil && eff.root != eff.Var: // of a struct whose type has no name
		return pkg + "." + eff.root.Name() + "." + eff.Var.Name()
	}
	return pkg + "." + eff.Var.Name()
}

// outlives reports whether what root and fields lead to may live longer than a call of f: package
// variables, fields of the receiver, and what a closure that serves requests captured.
func (e *extractor) outlives(f *calls.Func, root *types.Var, fields []*types.Var) bool {
	switch {
	case root == nil:
		return false
	case gosrc.IsPackageVar(root):
		return true
	}
	perRequest := false
	for g := f; g != nil; g = g.Parent {
		if g.Decl != nil && g.Obj.Signature().Recv() == root {
			return len(fields) > 0
		}
		if n := g.Node(); n.Pos() <= root.Pos() && root.Pos() < n.End() {
			return perRequest
		}
		perRequest = perRequest || e.serves(g)
	}
	return false
}

// serves reports whether closure g is one that requests run: it takes one, or what is returned
// with it is a type of handlers.
func (e *extractor) serves(g *calls.Func) bool {
	if g.Lit == nil {
		return false
	}
	for _, field := range g.Type().Params.List {
		if r := e.Catalog.Type(e.Info.TypeOf(field.Type)); r != nil && r.Word == catalog.ContextType {
			return true
		}
	}
	if g.Use != calls.Returned || g.Parent == nil || g.Parent.Type().Results == nil {
		return false
	}
	for _, field := range g.Parent.Type().Results.List {
		r := e.Catalog.Type(e.Info.TypeOf(field.Type))
		if r != nil && (r.Word == catalog.HandlerType || r.Word == catalog.HandlerFace) {
			return true
		}
	}
	return false
}

// write adds a change of state that outlives the call: an element of a map or slice, a counter, a
// job put into a channel.
func (e *extractor) write(f *Func, w *calls.Write) {
	if !e.outlives(f.Src, w.Root, w.Fields) || e.rebuilt(f.Src, w) {
		return
	}
	eff := &Effect{Node: w.Node, Cached: e.cached(f.Src, w.Node), Memo: e.memoOf(f.Src, w.Node)}
	eff.setState(w.Root, w.Fields)
	if eff.Owner != nil && locks(eff.Owner) {
		return // who waits in which process is what it is there for
	}
	what, category := e.stateOf(eff, w)
	if what == "" || category != "hub" && e.undone(f.Src, w) {
		return
	}
	eff.Kind, eff.Subject = Kind(State+"/"+category), what+" "+eff.name(e.Pkg)
	f.Effects = append(f.Effects, eff)
}

// locks reports whether t is a lock by methods of its own.
func locks(t *types.Named) bool {
	found := 0
	for m := range t.Methods() {
		if m.Name() == "Lock" || m.Name() == "Unlock" {
			found++
		}
	}
	return found == 2
}

// stateOf says what kind of thing w changes; "" when it is none that a request leaves behind.
func (e *extractor) stateOf(eff *Effect, w *calls.Write) (what, category string) {
	switch u := eff.Var.Type().Underlying().(type) {
	case *types.Map:
		if _, deletes := w.Node.(*ast.CallExpr); deletes {
			return "", "" // what was put there is reported
		}
		if _, counts := w.Node.(*ast.IncDecStmt); !w.Elem || counts && !e.readBeside(w, eff.Var) {
			return "", "" // replaced whole, or only counted
		}
		return "map", e.elementCategory(eff, u, w)
	case *types.Chan:
		if send, ok := w.Node.(*ast.SendStmt); ok && isJob(u, send) {
			return "queue", "job"
		}
	case *types.Slice:
		switch {
		case w.Elem || !grows(w):
		case listens(u.Elem(), true):
			return "slice", "hub"
		default:
			return "slice", "state"
		}
	case *types.Basic:
		inc, ok := w.Node.(*ast.IncDecStmt)
		if ok && inc.Tok == token.INC && u.Info()&types.IsInteger != 0 && e.readBeside(w, eff.Var) && limits(eff) {
			return "counter", "limiter"
		}
	}
	return "", ""
}

// limits reports whether a counter's name or owner says that it limits something: others count for
// metrics.
func limits(eff *Effect) bool {
	name := strings.ToLower(eff.Var.Name())
	if eff.Owner != nil {
		name += " " + strings.ToLower(eff.Owner.Obj().Name())
	}
	return strings.Contains(name, "limit") || strings.Contains(name, "rate") || strings.Contains(name, "quota")
}

// readBeside reports whether the function that counts v up reads it as well: then it gives out
// numbers, and does not only count.
func (e *extractor) readBeside(w *calls.Write, v *types.Var) bool {
	uses := e.uses[w.In]
	if uses == nil {
		uses = map[types.Object]int{}
		e.uses[w.In] = uses
		ast.Inspect(w.In.Body(), func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				uses[e.Info.ObjectOf(id)]++
			}
			return true
		})
	}
	return uses[v] > 1
}

// elementCategory tells sessions, hubs, limiters and caches among the maps.
func (e *extractor) elementCategory(eff *Effect, m *types.Map, w *calls.Write) string {
	for _, t := range []types.Type{m.Key(), m.Elem()} {
		if listens(t, t == m.Key()) {
			return "hub"
		}
		r := e.Catalog.Type(t)
		switch {
		case r == nil:
		case r.Word == catalog.State:
			return r.Kind
		case r.Word == catalog.ContextType || r.Kind == "ws":
			return "hub"
		}
	}
	name := strings.ToLower(eff.name(e.Pkg) + " " + gosrc.TypeName(m.Elem()))
	for _, word := range []string{"session", "token", "cart", "otp", "captcha", "nonce", "login"} {
		if strings.Contains(name, word) {
			return "session"
		}
	}
	for _, word := range []string{"limit", "visitor", "bucket"} {
		if strings.Contains(name, word) {
			return "limiter"
		}
	}
	if d := w.In.Declared(); d != nil && strings.Contains(strings.ToLower(d.Obj.Name()), "limit") {
		return "limiter" // func RateLimit: whatever it calls the hits
	}
	if eff.Cached || strings.Contains(name, "cache") {
		return "cache"
	}
	return "state"
}

// listens reports whether a value of type t is somebody to tell: a channel, a struct with one that
// carries something, several of these, or, as a key, a function.
func listens(t types.Type, key bool) bool {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Chan:
		return true
	case *types.Slice:
		return listens(u.Elem(), key)
	case *types.Signature:
		return key
	case *types.Struct:
		for fd := range u.Fields() {
			// A timer's channel only tells its owner, an empty one that something is done.
			if c, ok := fd.Type().Underlying().(*types.Chan); ok && c.Dir() != types.RecvOnly && !isEmpty(c.Elem()) {
				return true
			}
		}
	}
	return false
}

func isEmpty(t types.Type) bool {
	st, ok := t.Underlying().(*types.Struct)
	return ok && st.NumFields() == 0
}

// isJob tells work put into a channel from signals and results.
func isJob(ch *types.Chan, send *ast.SendStmt) bool {
	switch t := ch.Elem().Underlying().(type) {
	case *types.Struct:
		return t.NumFields() > 0
	case *types.Pointer:
		return true
	case *types.Signature:
		return true
	}
	return false
}

// grows reports whether w appends to the slice it changes.
func grows(w *calls.Write) bool {
	call, ok := ast.Unparen(exprOr(w.Expr)).(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := call.Fun.(*ast.Ident)
	return ok && id.Name == "append"
}

func exprOr(x ast.Expr) ast.Expr {
	if x == nil {
		return &ast.BadExpr{}
	}
	return x
}

// rebuilt reports whether f makes the whole anew and then fills it: it is loaded, not added to. Made
// only where there was none it is added to all the same.
func (e *extractor) rebuilt(f *calls.Func, w *calls.Write) bool {
	if !w.Elem {
		return false
	}
	wholes, ok := e.wholes[f]
	if !ok {
		wholes = map[whole]token.Pos{}
		e.wholes[f] = wholes
		for _, other := range f.Writes { // the first of each comes first
			if k := wholeOf(other, e.memoOf(f, other.Node) != nil); !other.Elem && wholes[k] == token.NoPos {
				wholes[k] = other.Node.Pos()
			}
		}
	}
	made := func(again bool) bool {
		at := wholes[wholeOf(w, again)]
		return at.IsValid() && at < w.Node.Pos()
	}
	return made(false) || e.memoOf(f, w.Node) != nil && made(true)
}

// A whole is something that a function gives a value.
type whole struct {
	root, v *types.Var
	fields  int
	memo    bool // only where there was none
}

func wholeOf(w *calls.Write, memo bool) whole { return whole{w.Root, w.Of(), len(w.Fields), memo} }

// undone reports whether f takes the change back when it returns, as for calls in flight.
func (e *extractor) undone(f *calls.Func, w *calls.Write) bool {
	if e.undoes == nil {
		e.undoes = map[undo]bool{}
		for _, other := range e.Writes {
			call, ok := other.Node.(*ast.CallExpr)
			if !ok || !other.Elem || other.In == nil {
				continue
			}
			if c := e.CallOf(call); c != nil && c.Defer {
				e.undoes[undo{other.In, other.Root}] = true
			}
			if other.In.Use == calls.Deferred {
				e.undoes[undo{other.In.Parent, other.Root}] = true
			}
		}
	}
	return e.undoes[undo{f, w.Root}]
}

// An undo is a function that takes elements out of a variable when it returns.
type undo struct {
	by   *calls.Func
	root *types.Var
}
