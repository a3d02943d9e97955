package queries

import (
	"go/ast"
	"go/token"
	"go/types"

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
	if i := paramAt(e.Info, f, v); i >= 0 {
		st = e.param(v, f, i, x, depth)
	}
	w := &flow{evaluator: e, v: v, use: x.Pos(), depth: depth}
	st, _ = w.block(f.Body().List, st)
	if w.hit {
		st = w.found
	}
	if len(st) == 0 {
		return e.unset(v, x)
	}
	return bounded(st)
}

// around returns the innermost function around pos.
func (e *evaluator) around(pos token.Pos) *calls.Func {
	var best *calls.Func
	for _, f := range e.Funcs {
		if n := f.Node(); n.Pos() <= pos && pos < n.End() && (best == nil || n.Pos() >= best.Node().Pos()) {
			best = f
		}
	}
	return best
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
			w.block(s.Body.List, st)
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

// assign runs s: v = x, v += x, v, err = f(), and the calls in it that change v.
func (w *flow) assign(s *ast.AssignStmt, st []value) []value {
	for i, lhs := range s.Lhs {
		if gosrc.VarOf(w.Info, lhs) == w.v {
			return w.set(s, i, st)
		}
		if x, ok := lhs.(*ast.IndexExpr); ok && i < len(s.Rhs) && gosrc.VarOf(w.Info, x.X) == w.v {
			return w.element(x, s.Rhs[i], st)
		}
	}
	for _, r := range s.Rhs {
		if call, ok := ast.Unparen(r).(*ast.CallExpr); ok {
			st = w.effect(call, st)
		}
	}
	return st
}

// set gives v its new state; the old one is what v means on the right.
func (w *flow) set(s *ast.AssignStmt, i int, st []value) []value {
	old, had := w.bound[w.v]
	w.bound[w.v] = st
	defer func() {
		delete(w.bound, w.v)
		if had {
			w.bound[w.v] = old
		}
	}()
	if len(s.Rhs) != len(s.Lhs) {
		call, ok := ast.Unparen(s.Rhs[0]).(*ast.CallExpr)
		if !ok {
			return w.unset(w.v, s.Lhs[i])
		}
		return w.call(call, i, w.depth)
	}
	vs := w.expr(s.Rhs[i], w.depth)
	switch s.Tok {
	case token.ASSIGN, token.DEFINE:
		return vs
	case token.ADD_ASSIGN:
		return w.cross(st, vs)
	}
	return unknown(s.Rhs[i])
}

// element adds v[key] = x: a further condition of a map that builders take.
func (w *flow) element(x *ast.IndexExpr, rhs ast.Expr, st []value) []value {
	if !w.isPredicate(w.v.Type()) {
		return st
	}
	cond := w.equals(x.Index, rhs, w.v.Type(), w.depth)
	return w.cross(w.cross(st, []value{{s: and}}), cond)
}

func (w *flow) declare(s *ast.DeclStmt, st []value) []value {
	d, ok := s.Decl.(*ast.GenDecl)
	if !ok {
		return st
	}
	for _, spec := range d.Specs {
		vs, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for i, name := range vs.Names {
			if w.Info.Defs[name] != w.v {
				continue
			}
			if i < len(vs.Values) && len(vs.Values) == len(vs.Names) {
				return w.expr(vs.Values[i], w.depth)
			}
			return []value{{at: spanOf(name)}}
		}
	}
	return st
}

// effect runs a call that may write to v: v.WriteString(x), fmt.Fprintf(&v, …), f(&v).
func (w *flow) effect(call *ast.CallExpr, st []value) []value {
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok && gosrc.VarOf(w.Info, sel.X) == w.v {
		return w.written(call, sel.Sel.Name, st)
	}
	for i, arg := range call.Args {
		if u, ok := arg.(*ast.UnaryExpr); ok && u.Op == token.AND {
			arg = u.X
		} else if !isPointer(w.Info.TypeOf(arg)) {
			continue
		}
		if gosrc.VarOf(w.Info, arg) != w.v {
			continue
		}
		if fn, _ := gosrc.Callee(w.Info, call); i == 0 && isPrinter(fn) {
			return w.cross(st, w.printed(fn.Name(), call.Args[1:], w.depth))
		}
		if isString(deref(w.v.Type())) || isBuffer(w.v.Type()) {
			return w.cross(st, unknown(call)) // somebody else adds to it
		}
	}
	return st
}

// written runs a method of v that adds text.
func (w *flow) written(call *ast.CallExpr, method string, st []value) []value {
	if !isBuffer(w.v.Type()) {
		return st
	}
	switch method {
	case "WriteString", "Write":
		if len(call.Args) == 1 {
			return w.cross(st, w.expr(call.Args[0], w.depth))
		}
	case "WriteByte", "WriteRune":
		if n, ok := gosrc.ConstInt(w.Info, call.Args[0]); ok && n >= ' ' {
			return w.cross(st, []value{{s: string(rune(n))}})
		}
		return w.cross(st, []value{{s: " "}})
	case "Reset":
		return []value{{at: spanOf(call)}}
	}
	return st
}
