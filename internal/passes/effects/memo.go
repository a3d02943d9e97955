package effects

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sort"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// memos are the stretches of a function that fill a variable which outlives the call, because it holds
// nothing yet: they run once in the process.
type (
	memos = gosrc.Nest[Memo]
	memo  = gosrc.Stretch[Memo]
)

// memoOf returns the innermost memo of f that n stands in, or nil.
func (e *extractor) memoOf(f *calls.Func, n ast.Node) *Memo {
	if f == nil {
		return nil
	}
	ms, ok := e.memos[f]
	if !ok {
		ms = e.findMemos(f)
		e.memos[f] = ms
	}
	return ms.At(n.Pos())
}

// findMemos looks at each block of f for
//
//	if x == nil { x = … }          // this body
//	if x != nil { return x }       // the rest of the block, which sets x
//
// where x is a package variable or a field of the receiver, or was loaded from one.
func (e *extractor) findMemos(f *calls.Func) memos {
	var ms []memo
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BlockStmt:
			for _, s := range n.List {
				if s, ok := s.(*ast.IfStmt); ok {
					ms = append(ms, e.memosOf(f, s, n)...)
				}
			}
		}
		return true
	})
	return gosrc.NewNest(ms)
}

// memosOf returns the stretch that s, a statement of block, guards: its body, or what comes after it.
func (e *extractor) memosOf(f *calls.Func, s *ast.IfStmt, block *ast.BlockStmt) []memo {
	empty, full := e.emptiness(f, s.Cond), e.fullness(f, s.Cond)
	switch {
	case empty.v != nil && e.fills(f, empty, s.Body.Pos(), s.Body.End()):
		return []memo{{From: s.Body.Pos(), To: s.Body.End(), Is: Memo{empty.owner, empty.more}}}
	case full.v != nil && ends(s.Body) && e.fills(f, full, s.End(), block.End()):
		return []memo{{From: s.End(), To: block.End(), Is: Memo{full.owner, full.more}}}
	}
	return nil
}

// A holder is a variable that may hold something already.
type holder struct {
	v     *types.Var
	root  *types.Var // the variable at the bottom of a selector
	owner *types.Named
	more  bool // other conditions stand beside
}

// emptiness returns what cond says holds nothing: x == nil, len(x) == 0, x == "", !x.
func (e *extractor) emptiness(f *calls.Func, cond ast.Expr) holder {
	switch c := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if c.Op == token.NOT {
			return e.holder(f, c.X)
		}
	case *ast.BinaryExpr:
		switch c.Op {
		case token.EQL:
			if isZero(e.Info, c.Y) {
				return e.holder(f, c.X)
			}
		case token.LAND, token.LOR:
			return either(e.emptiness(f, c.X), e.emptiness(f, c.Y), c.Op == token.LOR)
		}
	}
	return holder{}
}

// fullness returns what cond says holds something.
func (e *extractor) fullness(f *calls.Func, cond ast.Expr) holder {
	switch c := ast.Unparen(cond).(type) {
	case *ast.Ident, *ast.SelectorExpr:
		if isBool(e.Info.TypeOf(c)) {
			return e.holder(f, c)
		}
	case *ast.BinaryExpr:
		switch c.Op {
		case token.NEQ, token.GTR:
			if isZero(e.Info, c.Y) {
				return e.holder(f, c.X)
			}
		case token.LAND, token.LOR:
			return either(e.fullness(f, c.X), e.fullness(f, c.Y), c.Op == token.LAND)
		}
	}
	return holder{}
}

// either returns the holder that one side of a condition speaks of. Where both must speak of it for
// the stretch to run only once, weak is set, and one alone may run again.
func either(x, y holder, weak bool) holder {
	if x.v == nil {
		x, y = y, x
	}
	x.more = x.more || weak && y.v == nil
	return x
}

// holder returns the long-lived variable that x names, asks the length of, loads, or was loaded into.
func (e *extractor) holder(f *calls.Func, x ast.Expr) holder {
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		if sel, ok := x.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Load" && len(x.Args) == 0 {
			return e.holder(f, sel.X)
		}
		if list := gosrc.LenOf(e.Info, x); list != nil {
			return e.holder(f, list)
		}
		return holder{}
	case *ast.Ident:
		if v := gosrc.VarOf(e.Info, x); v != nil && !gosrc.IsPackageVar(v) {
			val := e.Value(v)
			if val == nil {
				return holder{}
			}
			return e.loaded(f, val)
		}
	}
	return e.loaded(f, x)
}

// loaded returns the long-lived variable that x reads.
func (e *extractor) loaded(f *calls.Func, x ast.Expr) holder {
	if call, ok := ast.Unparen(x).(*ast.CallExpr); ok {
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Load" || len(call.Args) > 0 {
			return holder{}
		}
		x = sel.X
	}
	switch ast.Unparen(x).(type) {
	case *ast.Ident, *ast.SelectorExpr:
	default:
		return holder{}
	}
	root, fields := gosrc.Root(e.Info, x)
	t := e.Info.TypeOf(x)
	if root == nil || t == nil || !e.outlives(f, root, fields) || gosrc.IsError(t) {
		return holder{} // while there is no error yet, all goes on
	}
	if n := len(fields); n > 0 {
		h := holder{v: fields[n-1], root: root, owner: owner(root, fields)}
		if gosrc.IsPackageVar(root) {
			h.owner = nil
		}
		return h
	}
	return holder{v: root, root: root}
}

// fills reports whether f gives h a value in the stretch between from and to.
func (e *extractor) fills(f *calls.Func, h holder, from, to token.Pos) bool {
	for _, w := range part(f.Writes, func(w *calls.Write) token.Pos { return w.Node.Pos() }, from, to) {
		if !w.Elem && (w.Root == h.v || w.Of() == h.v) {
			return true
		}
	}
	within := part(f.Calls, func(c *calls.Call) token.Pos { return c.Expr.Pos() }, from, to)
	return slices.ContainsFunc(within, func(c *calls.Call) bool { return e.storesIn(c, h) || e.handsOut(c, h) })
}

// part returns those of list, which stands in the order of the source, that begin between from and to.
func part[T any](list []T, begin func(T) token.Pos, from, to token.Pos) []T {
	i := sort.Search(len(list), func(i int) bool { return begin(list[i]) >= from })
	j := i + sort.Search(len(list[i:]), func(j int) bool { return begin(list[i+j]) >= to })
	return list[i:j]
}

// storesIn reports whether c is x.Store(v).
func (e *extractor) storesIn(c *calls.Call, h holder) bool {
	sel, ok := c.Expr.Fun.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Store" && len(c.Expr.Args) == 1 && gosrc.VarOf(e.Info, sel.X) == h.v
}

// handsOut reports whether c is handed the address of h, or of what h is a part of, to fill it.
func (e *extractor) handsOut(c *calls.Call, h holder) bool {
	return slices.ContainsFunc(c.Expr.Args, func(arg ast.Expr) bool {
		u, ok := ast.Unparen(arg).(*ast.UnaryExpr)
		if !ok || u.Op != token.AND {
			return false
		}
		root, fields := gosrc.Root(e.Info, u.X)
		return root != nil && root == h.root && (len(fields) > 0 || root == h.v)
	})
}

func isBool(t types.Type) bool {
	if t == nil {
		return false // broken code
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// isZero reports whether x is nil or a constant that stands for nothing.
func isZero(info *types.Info, x ast.Expr) bool {
	if id, ok := ast.Unparen(x).(*ast.Ident); ok && id.Name == "nil" {
		return true
	}
	if s, ok := gosrc.ConstString(info, x); ok {
		return s == ""
	}
	n, ok := gosrc.ConstInt(info, x)
	return ok && n == 0
}
