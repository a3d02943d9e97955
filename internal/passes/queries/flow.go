package queries

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sort"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// A flow follows one local variable through the statements of its function up to a use.
type flow struct {
	*evaluator
	v     *types.Var
	use   token.Pos
	depth int
	found []value
	hit   bool
}

// local returns the variants of local variable or parameter v at x.
func (e *evaluator) local(v *types.Var, x ast.Expr, depth int) []value {
	f := e.around(v.Pos())
	if f == nil || f.Body() == nil {
		return e.unset(v, x)
	}
	st := []value{{at: spanOf(x)}}
	w := &flow{evaluator: e, v: v, use: x.Pos(), depth: depth}
	list := f.Body().List
	if f.Param(e.Info, v) >= 0 {
		st = e.param(v, f, x, depth)
	} else {
		list = list[w.anew(list):]
	}
	st, _ = w.block(list, st)
	if w.hit {
		st = w.found
	}
	if len(st) == 0 {
		return e.unset(v, x)
	}
	return bounded(st)
}

// anew returns the index in list of the last statement before the use that gives v a value made of
// other things: what came before it has no part in that.
func (w *flow) anew(list []ast.Stmt) int {
	i := sort.Search(len(list), func(i int) bool { return list[i].End() > w.use })
	for i--; i > 0; i-- {
		if s, ok := list[i].(*ast.AssignStmt); ok && w.sets(s) {
			return i
		}
	}
	return 0
}

// sets reports whether s is v = x, where x does not name v.
func (w *flow) sets(s *ast.AssignStmt) bool {
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE || !slices.ContainsFunc(s.Lhs, func(e ast.Expr) bool { return gosrc.VarOf(w.Info, e) == w.v }) {
		return false
	}
	named := false
	for _, x := range s.Rhs {
		ast.Inspect(x, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			named = named || ok && w.Info.Uses[id] == w.v
			return !named
		})
	}
	return !named
}

// around returns the innermost function around pos.
func (e *evaluator) around(pos token.Pos) *calls.Func {
	if f := e.funcs.At(pos); f != nil {
		return *f
	}
	return nil
}

func (w *flow) holds(n ast.Node) bool { return n.Pos() <= w.use && w.use < n.End() }

// block runs list from state st. exit reports that what follows the list is not reached.
func (w *flow) block(list []ast.Stmt, st []value) (out []value, exit bool) {
	for _, s := range list {
		if w.holds(s) {
			w.enter(s, st)
			return st, true
		}
		if st, exit = w.stmt(s, st); exit {
			return st, true
		}
	}
	return st, false
}

// enter runs the part of s before the use in it.
func (w *flow) enter(s ast.Stmt, st []value) {
	switch s := s.(type) {
	case *ast.BlockStmt:
		w.block(s.List, st)
	case *ast.LabeledStmt:
		w.enter(s.Stmt, st)
	case *ast.IfStmt:
		if s.Init != nil && !w.holds(s.Init) {
			st, _ = w.stmt(s.Init, st)
		}
		switch {
		case w.holds(s.Body):
			w.block(s.Body.List, st)
		case s.Else != nil && w.holds(s.Else):
			w.enter(s.Else, st)
		}
	case *ast.ForStmt:
		if w.holds(s.Body) {
			w.block(s.Body.List, st)
		}
	case *ast.RangeStmt:
		if w.holds(s.Body) {
			w.block(s.Body.List, w.ranged(s, st))
		}
	case *ast.SwitchStmt:
		w.clauses(s.Body, st)
	case *ast.TypeSwitchStmt:
		w.clauses(s.Body, st)
	case *ast.SelectStmt:
		w.clauses(s.Body, st)
	}
	if !w.hit {
		w.found, w.hit = st, true
	}
}

// ranged returns what v is within the body of s: one element of a list where it ranges over one.
func (w *flow) ranged(s *ast.RangeStmt, st []value) []value {
	switch {
	case s.Key != nil && gosrc.VarOf(w.Info, s.Key) == w.v:
		return unknown(s.Key)
	case s.Value == nil || gosrc.VarOf(w.Info, s.Value) != w.v:
		return st
	}
	var out []value
	for _, list := range w.expr(s.X, w.depth+1) {
		for _, el := range strings.Split(list.s, elem)[1:] {
			out = append(out, value{s: el, at: list.at, from: list.from})
		}
	}
	if len(out) == 0 {
		return unknown(s.Value)
	}
	return bounded(out)
}

// clauses enters the clause of a switch that holds the use.
func (w *flow) clauses(body *ast.BlockStmt, st []value) {
	for _, c := range body.List {
		if w.holds(c) {
			w.block(clauseBody(c), st)
		}
	}
}

func clauseBody(s ast.Stmt) []ast.Stmt {
	switch c := s.(type) {
	case *ast.CaseClause:
		return c.Body
	case *ast.CommClause:
		return c.Body
	}
	return nil
}

// stmt runs s, which does not hold the use.
func (w *flow) stmt(s ast.Stmt, st []value) (out []value, exit bool) {
	switch s := s.(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return st, true
	case *ast.BlockStmt:
		return w.block(s.List, st)
	case *ast.LabeledStmt:
		return w.stmt(s.Stmt, st)
	case *ast.IfStmt:
		return w.branch(s, st)
	case *ast.ForStmt:
		return w.loop(s.Body, st), false
	case *ast.RangeStmt:
		return w.loop(s.Body, st), false
	case *ast.SwitchStmt:
		return w.cases(s.Body, st)
	case *ast.TypeSwitchStmt:
		return w.cases(s.Body, st)
	case *ast.SelectStmt:
		return w.cases(s.Body, st)
	case *ast.AssignStmt:
		return w.assign(s, st), false
	case *ast.DeclStmt:
		return w.declare(s, st), false
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return st, false
		}
		if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "panic" {
			return st, true
		}
		return w.effect(call, st), false
	}
	return st, false
}

func (w *flow) branch(s *ast.IfStmt, st []value) (out []value, exit bool) {
	if s.Init != nil {
		st, _ = w.stmt(s.Init, st)
	}
	then, exits := w.block(s.Body.List, st)
	if s.Else != nil {
		other, otherExits := w.stmt(s.Else, st)
		switch {
		case exits:
			return other, otherExits
		case otherExits:
			return then, false
		}
		return bounded(append(then[:len(then):len(then)], other...)), false
	}
	if exits {
		return st, false
	}
	return w.sometimes(then, st), false
}

// sometimes merges the state after an addition with the state without it.
func (w *flow) sometimes(with, without []value) []value {
	if same(with, without) {
		return without
	}
	var out []value
	for _, v := range with {
		v.taken = true
		out = append(out, v)
	}
	for _, v := range without {
		v.passed = true
		out = append(out, v)
	}
	return bounded(out)
}

func same(a, b []value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].s != b[i].s {
			return false
		}
	}
	return true
}

// loop runs the body of a loop once, and not at all.
func (w *flow) loop(body *ast.BlockStmt, st []value) []value {
	once, exit := w.block(body.List, st)
	if exit && same(once, st) {
		return st
	}
	return w.sometimes(once, st)
}

// cases merges the clauses of a switch.
func (w *flow) cases(body *ast.BlockStmt, st []value) (out []value, exit bool) {
	whole := false
	for _, c := range body.List {
		list := clauseBody(c)
		if cc, ok := c.(*ast.CaseClause); ok && cc.List == nil {
			whole = true
		}
		if n := len(list); n > 0 {
			if b, ok := list[n-1].(*ast.BranchStmt); ok && b.Tok == token.BREAK {
				list = list[:n-1]
			}
		}
		if s, exits := w.block(list, st); !exits {
			out = append(out, s...)
		}
	}
	if !whole {
		return w.sometimes(bounded(out), st), false
	}
	return bounded(out), len(out) == 0
}
