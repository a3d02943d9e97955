package effects

import (
	"go/ast"
	"go/types"
	"net/url"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// The bits of os.OpenFile's flags that write or create, on every system that Go runs on but Plan 9.
const writeFlags = 0x1 | 0x2 | 0x40 | 0x200 | 0x400

// keepFile drops what leaves nothing behind on the disk: reading, removing, devices, directories,
// and files that the function removes again.
func (e *extractor) keepFile(f *Func, eff *Effect) bool {
	c, row := eff.Call, eff.Row
	name := row.Name
	switch {
	case strings.HasPrefix(name, "Remove"), strings.HasPrefix(name, "Ch"), strings.HasPrefix(name, "Mkdir"), name == "Sync", name == "Close":
		return false
	case row.Arg < 0 && row.Kind == "" && row.Recv == "File":
		return false // its opening counts
	case row.Flags >= 0 && row.Flags < len(c.Expr.Args):
		if n, ok := gosrc.ConstInt(e.Info, c.Expr.Args[row.Flags]); ok && n&writeFlags == 0 {
			return false
		}
	}
	var path ast.Expr
	if row.Arg >= 0 && row.Arg < len(c.Expr.Args) {
		path = c.Expr.Args[row.Arg]
		if s, ok := gosrc.ConstString(e.Info, path); ok && nowhere(s) {
			return false
		}
		eff.Detail = e.origin(f.Src, path)
	}
	return !e.removes(f.Src, c.Expr, path)
}

// nowhere reports whether a constant path is no file that anybody misses: a device, memory, a log.
func nowhere(path string) bool {
	return strings.HasPrefix(path, "/dev/") || strings.HasPrefix(path, "/proc/") || strings.HasPrefix(path, "/sys/") ||
		strings.Contains(path, ":memory:") || path == "NUL" || strings.HasSuffix(path, ".log")
}

// origin says where a path comes from.
func (e *extractor) origin(f *calls.Func, x ast.Expr) string {
	if s, ok := gosrc.ConstString(e.Info, x); ok {
		return s
	}
	switch {
	case e.independent(f, x, 0):
		return "a configured path"
	}
	return "a path made for the request"
}

// keepMake drops what is made once and kept, and what depends on the request.
func (e *extractor) keepMake(f *Func, eff *Effect) bool {
	if eff.Cached || e.kept(f, eff.Node) {
		return false
	}
	needs := append([]ast.Expr{}, eff.Call.Expr.Args...)
	if sel, ok := ast.Unparen(eff.Call.Expr.Fun).(*ast.SelectorExpr); ok {
		needs = append(needs, sel.X)
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
	for _, w := range e.Writes {
		if w.In == f.Src && w.Node.Pos() <= n.Pos() && n.End() <= w.Node.End() {
			return true
		}
	}
	return e.storedLater(f, n)
}

// storedLater reports whether the variable that n's result is assigned to is stored in a field or
// package variable afterwards.
func (e *extractor) storedLater(f *Func, n ast.Node) bool {
	for _, w := range e.Writes {
		if w.In != f.Src || w.Expr == nil {
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

// loopback reports whether c calls a constant address of this machine.
func (e *extractor) loopback(c *calls.Call) bool {
	for _, arg := range c.Expr.Args {
		s, ok := gosrc.ConstString(e.Info, arg)
		if !ok {
			continue
		}
		host := s
		if u, err := url.Parse(s); err == nil && u.Host != "" {
			host = u.Hostname()
		}
		host, _, _ = strings.Cut(host, ":")
		if host == "localhost" || strings.HasPrefix(host, "127.") {
			return true
		}
	}
	return false
}
