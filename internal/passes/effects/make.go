package effects

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// keepMake drops what is made once and kept, and what depends on the request.
func (e *extractor) keepMake(f *Func, eff *Effect) bool {
	needs := append([]ast.Expr{}, eff.Call.Expr.Args...)
	if sel, ok := ast.Unparen(eff.Call.Expr.Fun).(*ast.SelectorExpr); ok {
		needs = append(needs, sel.X)
	}
	if len(needs) > 0 && e.ofKernel(needs[0]) {
		return false
	}
	if isBytes(eff.Call) && !e.parsed(f.Src, eff.Call.Expr) {
		eff.Detail = Content
	}
	return e.anew(f, eff, needs)
}

// literal adds what is made by writing it down, as &http.Transport{} is.
func (e *extractor) literal(f *Func, l *calls.Lit) {
	row := e.Catalog.Type(l.Type)
	if row == nil || row.Word != catalog.Make {
		return
	}
	eff := &Effect{
		Kind: Kind(Make + "/" + makeCategory(row)), Subject: gosrc.ShortPath(l.Type.Obj().Pkg()) + "." + l.Type.Obj().Name(),
		Node: l.Expr, Row: row, Cached: e.cached(f.Src, l.Expr), Memo: e.memoOf(f.Src, l.Expr),
	}
	if e.anew(f, eff, []ast.Expr{l.Expr}) {
		f.Effects = append(f.Effects, eff)
	}
}

// anew reports whether eff makes the same anew in each call of f, out of what it needs.
func (e *extractor) anew(f *Func, eff *Effect, needs []ast.Expr) bool {
	if eff.Cached || e.kept(f, eff.Node) {
		return false
	}
	for _, x := range needs {
		if !e.independent(f.Src, x, 0) {
			return false
		}
		if recv := e.receiverIn(f.Src, x); recv != nil {
			eff.Owner = recv // made once only if the receiver lives on
		}
	}
	return true
}

// ofKernel reports whether path names what the kernel says anew at each reading.
func (e *extractor) ofKernel(path ast.Expr) bool {
	name, ok := gosrc.ConstString(e.Info, path)
	return ok && (strings.HasPrefix(name, "/proc/") || strings.HasPrefix(name, "/sys/"))
}

// isBytes reports whether c gives bytes, which mean nothing yet.
func isBytes(c *calls.Call) bool {
	res := c.Callee.Signature().Results()
	if res.Len() == 0 {
		return false
	}
	s, ok := res.At(0).Type().Underlying().(*types.Slice)
	return ok && types.Identical(s.Elem(), types.Typ[types.Byte])
}

// parsed reports whether f reads meaning out of the bytes that x gives: it hands them, or what it
// made of them, to a function of such a name.
func (e *extractor) parsed(f *calls.Func, x *ast.CallExpr) bool {
	vars := map[*types.Var]bool{}
	assigns := e.localAssigns(f)
	for _, a := range assigns {
		v := gosrc.VarOf(e.Info, a.lhs)
		if v == nil || gosrc.IsError(v.Type()) || a.Expr == nil {
			continue
		}
		if a.Node.Pos() <= x.Pos() && x.End() <= a.Node.End() || e.mentions(a.Expr, vars) {
			vars[v] = true
		}
	}
	for _, c := range f.Calls {
		if c.Callee == nil || !parses(c.Callee.Name()) {
			continue
		}
		for _, arg := range c.Expr.Args {
			if e.mentions(arg, vars) || arg.Pos() <= x.Pos() && x.End() <= arg.End() {
				return true
			}
		}
	}
	return false
}

// parses reports whether a function of that name makes sense of what it is given.
func parses(name string) bool {
	lower := strings.ToLower(name)
	for _, verb := range []string{"unmarshal", "parse", "decode", "compile", "load"} {
		if strings.Contains(lower, verb) {
			return true
		}
	}
	return false
}

// receiverIn returns the type of the receiver of f, or of a function around it, if x reads it.
func (e *extractor) receiverIn(f *calls.Func, x ast.Expr) *types.Named {
	d := f.Declared()
	if d == nil || d.Obj.Signature().Recv() == nil {
		return nil
	}
	recv, found := d.Obj.Signature().Recv(), false
	ast.Inspect(x, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			found = found || e.Info.ObjectOf(id) == recv
		}
		return !found
	})
	if !found {
		return nil
	}
	return gosrc.Named(recv.Type())
}

// kept reports whether what n makes is stored where the next request finds it.
func (e *extractor) kept(f *Func, n ast.Node) bool {
	for _, w := range f.Src.Writes {
		if w.Node.Pos() <= n.Pos() && n.End() <= w.Node.End() {
			return true
		}
	}
	return e.storedLater(f, n)
}

// storedLater reports whether the variable that n's result is assigned to is stored in a field or
// package variable afterwards.
func (e *extractor) storedLater(f *Func, n ast.Node) bool {
	for _, w := range f.Src.Writes {
		if w.Expr == nil {
			continue
		}
		v := gosrc.VarOf(e.Info, w.Expr)
		if v == nil {
			continue
		}
		for _, a := range e.Assigns(v) {
			if a.Node.Pos() <= n.Pos() && n.End() <= a.Node.End() {
				return true
			}
		}
	}
	return false
}

// independent reports whether x has the same value in every call of f: constants, package
// variables, fields of the receiver, and what is computed from these. A context may differ, but
// what is made does not depend on it.
func (e *extractor) independent(f *calls.Func, x ast.Expr, depth int) bool {
	if depth > 6 {
		return false
	}
	if t := e.Info.TypeOf(x); t != nil && gosrc.IsContext(t) {
		return true
	}
	ok := true
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.KeyValueExpr:
			ok = ok && e.independent(f, n.Value, depth+1)
			return false
		case *ast.Ident:
			if v, isVar := e.Info.ObjectOf(n).(*types.Var); isVar && !v.IsField() {
				ok = ok && e.constantVar(f, v, depth)
			}
		}
		return ok
	})
	return ok
}

// constantVar reports whether v is the same in every call of f.
func (e *extractor) constantVar(f *calls.Func, v *types.Var, depth int) bool {
	if gosrc.IsPackageVar(v) || v.Pkg() == nil {
		return true
	}
	for g := f; g != nil; g = g.Parent {
		if g.Decl != nil && g.Obj.Signature().Recv() == v {
			return true
		}
		if g != f && g.Param(e.Info, v) >= 0 {
			return true // captured: a constructor's parameter
		}
		if g.Param(e.Info, v) >= 0 {
			return gosrc.IsContext(v.Type())
		}
	}
	val := e.Value(v)
	return val != nil && e.independent(f, val, depth+1)
}
