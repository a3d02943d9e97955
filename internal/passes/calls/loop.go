package calls

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// Kind says how often a loop runs its body, as far as the syntax shows.
type Kind uint8

// The kinds of loops. Only Each grows with the data, one turn per element.
const (
	Each    Kind = iota // one turn per element
	Chunk               // one turn per batch of elements
	Page                // driven by its own query's result: one turn per page
	Retry               // leaves at the first success
	Consume             // waits for work: a queue, a channel, a ticker
	Once                // leaves in its first turn
	Short               // a few turns, known when compiled
)

func (k Kind) String() string {
	return [...]string{"each", "chunk", "page", "retry", "consume", "once", "short"}[k]
}

// few is the most turns that a loop with a constant bound may take and still be no growing one.
const few = 16

// KindOf classifies l.
func (x *Index) KindOf(l *Loop) Kind {
	if !l.judged {
		l.judged = true // the list may grow in the loop itself: then it is Each
		l.kind = x.classify(l)
	}
	return l.kind
}

// PerElement returns the innermost loop that makes c run once per element, or nil: loops of other
// kinds are passed over, a loop that waits for work ends the search, and a call after which the
// loop is left runs once, and one that waits until a batch is full once per batch.
func (x *Index) PerElement(c *Call) *Loop { return x.PerElementFrom(c.Loop, c) }

// PerElementFrom is PerElement, from l or a loop around it on.
func (x *Index) PerElementFrom(l *Loop, c *Call) *Loop {
	for ; l != nil; l = l.Outer {
		switch x.KindOf(l) {
		case Consume:
			return nil
		case Each:
			if !x.leavesAfter(l, c.Expr) && !x.whenFull(l.body(), c.Expr) {
				return l
			}
		}
	}
	return nil
}

func (l *Loop) body() *ast.BlockStmt {
	switch s := l.Stmt.(type) {
	case *ast.ForStmt:
		return s.Body
	case *ast.RangeStmt:
		return s.Body
	}
	return nil
}

// InWorker reports whether c stands in a loop that waits for work.
func (x *Index) InWorker(c *Call) bool {
	for l := c.Loop; l != nil; l = l.Outer {
		if x.KindOf(l) == Consume {
			return true
		}
	}
	return false
}

func (x *Index) classify(l *Loop) Kind {
	switch s := l.Stmt.(type) {
	case *ast.RangeStmt:
		return x.classifyRange(l, s)
	case *ast.ForStmt:
		return x.classifyFor(s)
	}
	return Each
}

func (x *Index) classifyRange(l *Loop, s *ast.RangeStmt) Kind {
	if always(s.Body) {
		return Once
	}
	if x.leaves(s.Body) {
		return Retry // tries one after the other
	}
	if n, ok := gosrc.ConstInt(x.Info, s.X); ok && n <= few || x.overFields(s.X) {
		return Short // range 3
	}
	if text, ok := gosrc.ConstString(x.Info, s.X); ok && len(text) <= written {
		return Short
	}
	t := x.Info.TypeOf(s.X)
	if t == nil {
		return Each
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsInteger != 0 && exits(s.Body) && sleeps(x, s.Body) {
			return Retry // range attempts
		}
	case *types.Chan:
		return Consume
	case *types.Array:
		if u.Len() <= few {
			return Short
		}
	}
	if x.Short(s.X) || x.services(s.X) || x.capped(l, s) {
		return Short
	}
	if x.chunks(s) {
		return Chunk
	}
	return Each
}

// chunks reports whether s walks batches: a [][]T, or what a chunking function yields.
func (x *Index) chunks(s *ast.RangeStmt) bool {
	call, ok := ast.Unparen(s.X).(*ast.CallExpr)
	if ok {
		if c := x.calls[call]; c != nil && c.Row != nil && c.Row.Kind == "chunk" {
			return true
		}
	}
	v := s.Value
	if v == nil {
		v = s.Key // iter.Seq
	}
	if v == nil {
		return false
	}
	t := x.Info.TypeOf(v)
	if t == nil {
		return false
	}
	elem, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, isBytes := elem.Elem().Underlying().(*types.Basic)
	if isBytes && b.Kind() == types.Byte {
		return false // a list of byte strings
	}
	_, isMap := x.Info.TypeOf(s.X).Underlying().(*types.Map)
	return !isMap // m[k] []T holds one group per key
}

func (x *Index) classifyFor(s *ast.ForStmt) Kind {
	if always(s.Body) {
		return Once
	}
	if s.Cond == nil && s.Post == nil {
		return x.classifyEndless(s)
	}
	if s.Post == nil && s.Init == nil {
		return x.classifyWhile(s)
	}
	return x.classifyCounted(s)
}

// classifyCounted judges for i := a; cond; post.
func (x *Index) classifyCounted(s *ast.ForStmt) Kind {
	bound, known := x.bound(s.Cond)
	succeeds := x.leaves(s.Body)
	switch {
	case known && bound <= few && succeeds, exits(s.Body) && sleeps(x, s.Body), leavesLast(s.Body):
		return Retry
	case known && bound <= few, x.overFields(s.Cond):
		return Short
	case s.Cond == nil:
		return x.classifyEndless(s)
	case stride(x, s.Post), x.divided(s.Cond), x.steps(s):
		return Chunk
	}
	return Each
}

// overFields reports whether e is, or is compared with, the number of a struct's fields.
func (x *Index) overFields(e ast.Expr) bool {
	if b, ok := e.(*ast.BinaryExpr); ok {
		e = b.Y
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn, _ := gosrc.Callee(x.Info, call)
	return fn != nil && fn.Name() == "NumField" && fn.Pkg() != nil && fn.Pkg().Path() == "reflect"
}

// divided reports whether cond compares with a quotient, such as a number of pages.
func (x *Index) divided(cond ast.Expr) bool {
	b, ok := cond.(*ast.BinaryExpr)
	if !ok {
		return false
	}
	bound := b.Y
	if v := gosrc.VarOf(x.Info, bound); v != nil && x.Value(v) != nil {
		bound = x.Value(v)
	}
	found := false
	ast.Inspect(bound, func(n ast.Node) bool {
		q, ok := n.(*ast.BinaryExpr)
		found = found || ok && q.Op == token.QUO
		return !found
	})
	return found
}

// bound returns the constant that the condition compares with.
func (x *Index) bound(cond ast.Expr) (int64, bool) {
	b, ok := cond.(*ast.BinaryExpr)
	if !ok {
		return 0, false
	}
	if n, ok := gosrc.ConstInt(x.Info, b.Y); ok && (b.Op == token.LSS || b.Op == token.LEQ || b.Op == token.NEQ) {
		return n, true
	}
	return 0, false
}

// stride reports whether the loop advances by more than one element: i += n, i += 100.
func stride(x *Index, post ast.Stmt) bool {
	a, ok := post.(*ast.AssignStmt)
	if !ok || len(a.Rhs) != 1 {
		return false
	}
	step := a.Rhs[0]
	if a.Tok == token.ASSIGN {
		b, ok := step.(*ast.BinaryExpr)
		if !ok || b.Op != token.ADD {
			return false
		}
		step = b.Y
	} else if a.Tok != token.ADD_ASSIGN {
		return false
	}
	n, ok := gosrc.ConstInt(x.Info, step)
	return !ok || n != 1
}

// steps reports whether s takes a stretch of a list in each turn: for i < n { … xs[i:end] …; i += size }.
func (x *Index) steps(s *ast.ForStmt) bool {
	b, ok := s.Cond.(*ast.BinaryExpr)
	if !ok {
		return false
	}
	v := gosrc.VarOf(x.Info, b.X)
	if v == nil || !slices.ContainsFunc(x.assigns[v], func(a Assign) bool { return within(a.Node.Pos(), s.Body) }) {
		return false
	}
	found := false
	ast.Inspect(s.Body, func(n ast.Node) bool {
		cut, ok := n.(*ast.SliceExpr)
		found = found || ok && cut.Low != nil && cut.High != nil && gosrc.VarOf(x.Info, cut.Low) == v && !x.next(cut.High, v)
		return !found
	})
	return found
}

// next reports whether e is v+1.
func (x *Index) next(e ast.Expr, v *types.Var) bool {
	b, ok := ast.Unparen(e).(*ast.BinaryExpr)
	if !ok || b.Op != token.ADD || gosrc.VarOf(x.Info, b.X) != v {
		return false
	}
	n, known := gosrc.ConstInt(x.Info, b.Y)
	return known && n == 1
}

// classifyWhile judges for cond { … }.
func (x *Index) classifyWhile(s *ast.ForStmt) Kind {
	if v := x.drained(s); v != nil {
		return x.drains(s.Body, v)
	}
	if x.steps(s) {
		return Chunk
	}
	if bound, ok := x.bound(s.Cond); ok && bound > 0 && bound <= few && x.leaves(s.Body) {
		return Retry
	}
	if waits(x, s.Cond) || waits(x, s.Body) || x.untilCanceled(s.Cond) {
		return Consume
	}
	if x.advances(s.Cond) {
		return Each // for rows.Next()
	}
	if x.drivenBy(s.Body, s.Cond) {
		return Page
	}
	return Each
}

// untilCanceled reports whether cond goes on until a context ends, whatever the body finds.
func (x *Index) untilCanceled(cond ast.Expr) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.EQL {
		return false
	}
	call, ok := ast.Unparen(b.X).(*ast.CallExpr)
	if !ok {
		return false
	}
	c := x.calls[call]
	return c != nil && c.Callee != nil && c.Callee.Name() == "Err" && c.Recv != nil && gosrc.IsContext(c.Recv)
}

// advances reports whether cond calls a method that moves to the next row: rows.Next().
func (x *Index) advances(cond ast.Expr) bool {
	call, ok := ast.Unparen(cond).(*ast.CallExpr)
	if !ok {
		return false
	}
	c := x.calls[call]
	return c != nil && c.Callee != nil && c.Callee.Signature().Recv() != nil && c.Callee.Signature().Params().Len() <= 1
}
