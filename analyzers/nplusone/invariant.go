package nplusone

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/passes/effects"
)

// picked reports whether loop l looks for one element, for which c then runs: it compares the
// element with something, and c names nothing of it.
//
//	for _, ch := range channels { if ch.Key == email { send(ctx, user) } }
func (j *judgement) picked(u *link.Unit, c *calls.Call, l *calls.Loop) bool {
	return l != nil && !changes(u.Calls, c.Expr, l) && j.chosen(u, l).one.At(c.Expr.Pos()) != nil
}

// matched reports whether c runs for those elements of l only that equal something else than a
// constant, as where two lists are joined: if user.Name == mention { notify(user) }.
func (j *judgement) matched(u *link.Unit, c *calls.Call, l *calls.Loop) bool {
	return j.chosen(u, l).few.At(c.Expr.Pos()) != nil
}

// A choice is where a loop is for some of its elements only, or as long as it has no value for a variable.
type choice struct {
	one, few gosrc.Nest[struct{}]
	lazy     gosrc.Nest[*types.Var]
}

// chosen returns the choices of l.
func (j *judgement) chosen(u *link.Unit, l *calls.Loop) *choice {
	c := j.choices[l]
	if c == nil {
		c = choose(u.Calls, l)
		j.choices[l] = c
	}
	return c
}

// choose finds the choices of l.
func choose(x *calls.Index, l *calls.Loop) *choice {
	var one, few []gosrc.Stretch[struct{}]
	var lazy []gosrc.Stretch[*types.Var]
	ast.Inspect(l.Stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			body := gosrc.Stretch[struct{}]{From: n.Body.Pos(), To: n.Body.End()}
			if equates(x, n.Cond, l, false) {
				one = append(one, body)
			}
			if equates(x, n.Cond, l, true) {
				few = append(few, body)
			}
			if v := missing(x.Info, n.Cond); v != nil && !v.IsField() && !gosrc.IsError(v.Type()) && !inside(v, l) {
				lazy = append(lazy, gosrc.Stretch[*types.Var]{From: body.From, To: body.To, Is: v})
			}
		case *ast.SwitchStmt:
			if n.Tag == nil || !changes(x, n.Tag, l) {
				break
			}
			for _, s := range n.Body.List {
				if c, ok := s.(*ast.CaseClause); ok && c.List != nil {
					one = append(one, gosrc.Stretch[struct{}]{From: c.Pos(), To: c.End()})
				}
			}
		}
		return true
	})
	return &choice{gosrc.NewNest(one), gosrc.NewNest(few), gosrc.NewNest(lazy)}
}

// lazily reports whether c runs in loop l until it has given a value, which is kept:
//
//	for … { if roles == nil { roles, err = load() } }
func (j *judgement) lazily(u *link.Unit, c *calls.Call, l *calls.Loop) bool {
	if l == nil {
		return false
	}
	v := j.chosen(u, l).lazy.At(c.Expr.Pos())
	return v != nil && fills(u.Calls, c, *v)
}

// missing returns the variable of which cond says that it is nil, among other conditions, or nil.
func missing(info *types.Info, cond ast.Expr) *types.Var {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	switch {
	case !ok:
		return nil
	case b.Op == token.LAND:
		return cmp.Or(missing(info, b.X), missing(info, b.Y))
	case b.Op == token.EQL && info.Types[b.Y].IsNil():
		return gosrc.VarOf(info, b.X)
	}
	return nil
}

// fills reports whether v is set to what c returns.
func fills(x *calls.Index, c *calls.Call, v *types.Var) bool {
	return slices.ContainsFunc(x.Assigns(v), func(a calls.Assign) bool { return gosrc.Within(c.Expr, a.Node) })
}

// inside reports whether v is declared in l: new in each turn.
func inside(v *types.Var, l *calls.Loop) bool {
	return l.Stmt.Pos() <= v.Pos() && v.Pos() < l.Stmt.End()
}

// equates reports whether cond holds for an element that equals something which stays the same, and
// is no constant where variable says so.
func equates(x *calls.Index, cond ast.Expr, l *calls.Loop, variable bool) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return false
	}
	if b.Op == token.LAND {
		return equates(x, b.X, l, variable) || equates(x, b.Y, l, variable)
	}
	element, other := b.X, b.Y
	if !changes(x, element, l) {
		element, other = other, element
	}
	if b.Op != token.EQL || !changes(x, element, l) || changes(x, other, l) {
		return false
	}
	tv := x.Info.Types[other]
	if tv.IsNil() || tv.Value != nil && tv.Value.Kind() == constant.Bool {
		return false // err == nil, done == true: as many as there are
	}
	v := gosrc.VarOf(x.Info, other)
	return !variable || tv.Value == nil && (v == nil || !gosrc.IsPackageVar(v)) // uuid.Nil stays the same
}

// invariant reports whether c, a read in loop l, asks the same thing in every turn: nothing that
// it names changes in the loop, and the loop writes nothing.
func (j *judgement) invariant(u *link.Unit, c *calls.Call, l *calls.Loop) bool {
	if l == nil || changes(u.Calls, c.Expr, l) {
		return false
	}
	key := looped{c.In, l}
	reads, ok := j.quiet[key]
	if !ok {
		reads = onlyReads(j.Program, u, c.In, l)
		j.quiet[key] = reads
	}
	return reads
}

type looped struct {
	in   *calls.Func
	loop *calls.Loop
}

// onlyReads reports whether no call of f in l writes.
func onlyReads(p *link.Program, u *link.Unit, f *calls.Func, l *calls.Loop) bool {
	n := p.Node(u, f)
	for _, other := range f.Calls {
		if !gosrc.Within(other.Expr, l.Stmt) {
			continue
		}
		for _, path := range p.CallDoes(n, other, effects.Query) {
			if path.Kind != effects.Query+"/read" {
				return false
			}
		}
	}
	return true
}

// changes reports whether e names a variable that loop l sets, or calls a function for a value.
func changes(x *calls.Index, e ast.Expr, l *calls.Loop) bool {
	found := false
	var key ast.Expr // of the literal's element that is looked at: it names a field, and reads none
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found = found || ast.Expr(n) != e && !x.Info.Types[n.Fun].IsType()
		case *ast.FuncLit:
			found = true
		case *ast.KeyValueExpr:
			key = n.Key
		case *ast.Ident:
			v, _ := x.Info.ObjectOf(n).(*types.Var)
			found = found || v != nil && (n != key || !v.IsField()) && setIn(x, v, l)
		}
		return !found
	})
	return found
}

// setIn reports whether v or a part of it may change within l, or is new in each turn.
func setIn(x *calls.Index, v *types.Var, l *calls.Loop) bool {
	if !v.IsField() && inside(v, l) {
		return true
	}
	for _, a := range x.Assigns(v) {
		if gosrc.Within(a.Node, l.Stmt) {
			return true
		}
	}
	for _, w := range x.WritesTo(v) {
		if w.Root == v && gosrc.Within(w.Node, l.Stmt) {
			return true
		}
	}
	return false
}
