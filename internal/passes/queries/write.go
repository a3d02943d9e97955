package queries

import (
	"go/ast"
	"go/token"

	"github.com/scalevet/scalevet/internal/gosrc"
)

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
		if len(call.Args) != 1 {
			return st // broken code
		}
		if n, ok := gosrc.ConstInt(w.Info, call.Args[0]); ok && n >= ' ' {
			return w.cross(st, []value{{s: string(rune(n))}})
		}
		return w.cross(st, []value{{s: " "}})
	case "Reset":
		return []value{{at: spanOf(call)}}
	}
	return st
}
