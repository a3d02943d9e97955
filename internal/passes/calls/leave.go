package calls

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// classifyEndless judges for { … }: it waits for work, retries, or pages until its own query is dry.
func (x *Index) classifyEndless(s *ast.ForStmt) Kind {
	if x.leaves(s.Body) && sleeps(x, s.Body) {
		return Retry
	}
	if waits(x, s.Body) {
		return Consume
	}
	if x.drivenBy(s.Body, nil) {
		return Page
	}
	if x.leaves(s.Body) || exits(s.Body) && sleeps(x, s.Body) {
		return Retry
	}
	if exits(s.Body) {
		return Each
	}
	return Consume // never ends: a worker
}

// always reports whether the body's last statement leaves the loop whatever happened.
func always(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	switch s := body.List[len(body.List)-1].(type) {
	case *ast.ReturnStmt:
		return !continues(body)
	case *ast.BranchStmt:
		return s.Tok == token.BREAK && !continues(body)
	}
	return false
}

// continues reports whether the body may go on to the next turn by a continue.
func continues(body *ast.BlockStmt) bool {
	return branches(body, func(n ast.Stmt) bool {
		b, ok := n.(*ast.BranchStmt)
		return ok && b.Tok == token.CONTINUE
	})
}

// leaves reports whether the body leaves the loop when what it tried went well: a return or break
// under err == nil or in the else of err != nil, or as its last word after going on with continue.
func (x *Index) leaves(body *ast.BlockStmt) bool {
	if leavesLast(body) {
		return true
	}
	for _, s := range body.List {
		f, ok := s.(*ast.IfStmt)
		if !ok {
			continue
		}
		if x.compares(f.Cond, token.EQL) && ends(f.Body.List, true) || x.compares(f.Cond, token.NEQ) && !exits(f.Body) && leavesElse(f.Else) {
			return true
		}
	}
	return false
}

// leavesElse reports whether a branch after else leaves the loop at its end.
func leavesElse(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.BlockStmt:
		return ends(s.List, true)
	case *ast.IfStmt:
		return ends(s.Body.List, true) || leavesElse(s.Else)
	}
	return false
}

// leavesLast reports whether the body's last statement leaves the loop.
func leavesLast(body *ast.BlockStmt) bool {
	n := len(body.List)
	return n > 0 && leaving(body.List[n-1], true)
}

// leaving reports whether s leaves the loop around it; a break counts only where it is the loop's.
func leaving(s ast.Stmt, breaks bool) bool {
	switch s := s.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok == token.BREAK && (breaks || s.Label != nil) || s.Tok == token.GOTO
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		id, ok := call.Fun.(*ast.Ident)
		return ok && id.Name == "panic"
	}
	return false
}

// leavesAfter reports whether l is left once n has run: n stands in a return statement, or in a
// block within the loop that ends by leaving it.
func (x *Index) leavesAfter(l *Loop, n ast.Node) bool {
	t := x.turnOf(l.body())
	if t.leaving == nil {
		v := &leaver{body: l.body(), breaks: true, found: &stretches{}}
		ast.Walk(v, v.body)
		t.leaving = gosrc.NewNest(*v.found)
	}
	return t.leaving.At(n.Pos()) != nil
}

// A leaver finds the stretches of a loop's body after which the loop is left.
type leaver struct {
	body   *ast.BlockStmt
	breaks bool // a break is the loop's
	found  *stretches
}

// Visit implements ast.Visitor.
func (v *leaver) Visit(n ast.Node) ast.Visitor {
	left := false
	switch n := n.(type) {
	case *ast.FuncLit:
		return nil
	case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
		return &leaver{v.body, false, v.found} // a break in there is not the loop's
	case *ast.ReturnStmt:
		left = true
	case *ast.BlockStmt:
		left = n != v.body && ends(n.List, v.breaks)
	case *ast.CaseClause:
		left = ends(n.Body, v.breaks)
	case *ast.CommClause:
		left = ends(n.Body, v.breaks)
	}
	if left {
		*v.found = append(*v.found, stretch{From: n.Pos(), To: n.End()})
	}
	return v
}

func ends(list []ast.Stmt, breaks bool) bool {
	return len(list) > 0 && leaving(list[len(list)-1], breaks)
}

// compares reports whether cond compares an error with nil by op, possibly among other conditions:
// by == it asks for success.
func (x *Index) compares(cond ast.Expr, op token.Token) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return false
	}
	if b.Op == token.LAND || b.Op == token.LOR {
		return x.compares(b.X, op) || x.compares(b.Y, op)
	}
	t := x.Info.TypeOf(b.X)
	return b.Op == op && t != nil && gosrc.IsError(t) && x.Info.Types[b.Y].IsNil()
}

// Fails reports whether n stands in f where an error is found, after which f ends.
func (x *Index) Fails(f *Func, n ast.Node) bool {
	failed := false
	ast.Inspect(f.Body(), func(m ast.Node) bool {
		if m == nil || failed || !gosrc.Within(n, m) {
			return false
		}
		s, ok := m.(*ast.IfStmt)
		failed = ok && gosrc.Within(n, s.Body) && x.compares(s.Cond, token.NEQ) && x.givesUp(s.Body.List)
		return true
	})
	return failed
}

// givesUp reports whether list ends in the return of an error, or of nothing.
func (x *Index) givesUp(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	r, ok := list[len(list)-1].(*ast.ReturnStmt)
	return ok && (len(r.Results) == 0 || slices.ContainsFunc(r.Results, func(e ast.Expr) bool {
		t := x.Info.TypeOf(e)
		return t != nil && gosrc.IsError(t) && !x.Info.Types[e].IsNil()
	}))
}

// exits reports whether a return or break stands anywhere in the body.
func exits(body *ast.BlockStmt) bool {
	return branches(body, func(n ast.Stmt) bool {
		switch s := n.(type) {
		case *ast.ReturnStmt:
			return true
		case *ast.BranchStmt:
			return s.Tok == token.BREAK
		}
		return false
	})
}

// branches reports whether a statement of body, not of its closures and inner loops, fits.
func branches(body *ast.BlockStmt, fits func(ast.Stmt) bool) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.ForStmt, *ast.RangeStmt:
			return false
		case ast.Stmt:
			found = found || fits(n)
		}
		return !found
	})
	return found
}

// waits reports whether n, a loop's body or condition, blocks for work: a receive, a select, a
// catalogued consumer or the Recv of a generated stream.
func waits(x *Index, n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectStmt:
			found = true
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			c := x.calls[n]
			found = found || c != nil && (c.Row != nil && c.Row.Word == "consume" || streams(c))
		}
		return !found
	})
	return found
}

// streams reports whether c has the shape of a generated stream's receiving method:
// Recv() (*Message, error).
func streams(c *Call) bool {
	if c.Callee == nil || c.Callee.Name() != "Recv" {
		return false
	}
	sig := c.Callee.Signature()
	return sig.Recv() != nil && sig.Params().Len() == 0 && sig.Results().Len() == 2 && gosrc.IsError(sig.Results().At(1).Type())
}

// sleeps reports whether the body pauses between its turns.
func sleeps(x *Index, body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			c := x.calls[call]
			found = found || c != nil && c.Row != nil && c.Row.Kind == "sleep"
		}
		return !found
	})
	return found
}

// drivenBy reports whether the loop ends by what a call in its body returned: the call's result is
// a list, a cursor or a count that the condition (or an if that leaves) looks at.
func (x *Index) drivenBy(body *ast.BlockStmt, cond ast.Expr) bool {
	results := x.results(body)
	if cond != nil && x.mentions(cond, results) {
		return true
	}
	return branches(body, func(n ast.Stmt) bool {
		f, ok := n.(*ast.IfStmt)
		return ok && exits(f.Body) && x.mentions(f.Cond, results)
	})
}

// results returns the variables of body that hold what a call returned, save errors, or that a
// call fills through a pointer.
func (x *Index) results(body *ast.BlockStmt) map[*types.Var]bool {
	vars := map[*types.Var]bool{}
	branches(body, func(n ast.Stmt) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 {
			return false
		}
		call, isCall := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
		if !isCall && !x.mentions(a.Rhs[0], vars) {
			return false
		}
		for _, lhs := range a.Lhs {
			if v := gosrc.VarOf(x.Info, lhs); v != nil && !gosrc.IsError(v.Type()) {
				vars[v] = true
			}
		}
		if isCall {
			x.filled(call, vars)
		}
		return false
	})
	return vars
}

// filled adds the variables that call may fill through a pointer.
func (x *Index) filled(call *ast.CallExpr, vars map[*types.Var]bool) {
	for _, arg := range call.Args {
		if u, ok := arg.(*ast.UnaryExpr); ok && u.Op == token.AND {
			arg = u.X
		} else if t := x.Info.TypeOf(arg); t == nil || !isPointer(t) {
			continue
		}
		if v := gosrc.VarOf(x.Info, arg); v != nil {
			vars[v] = true
		}
	}
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

func (x *Index) mentions(e ast.Expr, vars map[*types.Var]bool) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v, _ := x.Info.ObjectOf(id).(*types.Var)
			found = found || vars[v]
		}
		return !found
	})
	return found
}
