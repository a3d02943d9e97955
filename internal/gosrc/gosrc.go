// Package gosrc answers pure questions about Go syntax and types: which function a call names,
// what an expression's root variable is, whether a value is a known constant. It knows no
// library and reports nothing.
package gosrc

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// Callee returns the function or method that call names, as declared (its generic origin), and
// the static receiver type as the user wrote it (nil for plain functions). fn is nil for calls of
// function values, conversions and builtins.
func Callee(info *types.Info, call *ast.CallExpr) (fn *types.Func, recv types.Type) {
	fn, _ = typeutil.Callee(info, call).(*types.Func)
	if fn == nil {
		return nil, nil
	}
	if sel, ok := Unwrap(call.Fun).(*ast.SelectorExpr); ok {
		if s := info.Selections[sel]; s != nil {
			recv = s.Recv()
		}
	}
	return fn.Origin(), recv
}

// CalleeVar returns the variable, parameter or field whose function value call runs, or nil.
func CalleeVar(info *types.Info, call *ast.CallExpr) *types.Var {
	return VarOf(info, call.Fun)
}

// VarOf returns the variable or field that e names directly (x, pkg.X, a.b.x), or nil.
func VarOf(info *types.Info, e ast.Expr) *types.Var {
	switch e := Unwrap(e).(type) {
	case *ast.Ident:
		v, _ := info.ObjectOf(e).(*types.Var)
		return origin(v)
	case *ast.SelectorExpr:
		v, _ := info.ObjectOf(e.Sel).(*types.Var)
		return origin(v)
	}
	return nil
}

func origin(v *types.Var) *types.Var {
	if v == nil {
		return nil
	}
	return v.Origin()
}

// FuncOf returns the declared function that e denotes as a value: f, pkg.F, x.Method or (*T).Method.
func FuncOf(info *types.Info, e ast.Expr) *types.Func {
	var id *ast.Ident
	switch e := Unwrap(e).(type) {
	case *ast.Ident:
		id = e
	case *ast.SelectorExpr:
		id = e.Sel
	default:
		return nil
	}
	fn, _ := info.Uses[id].(*types.Func)
	if fn == nil {
		return nil
	}
	return fn.Origin()
}

// Unwrap strips parentheses and the type arguments of an instantiated function.
func Unwrap(e ast.Expr) ast.Expr {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		case *ast.IndexExpr:
			// Only f[T] is an instantiation, but an index is no function's name either way.
			if _, ok := x.X.(*ast.Ident); !ok {
				if _, ok := x.X.(*ast.SelectorExpr); !ok {
					return e
				}
			}
			return unwrapIndex(x)
		default:
			return e
		}
	}
}

// unwrapIndex keeps a real index expression: xs[i] is not xs.
func unwrapIndex(x *ast.IndexExpr) ast.Expr {
	switch x.Index.(type) {
	case *ast.StarExpr, *ast.ArrayType, *ast.MapType, *ast.InterfaceType, *ast.FuncType, *ast.StructType:
		return x.X
	}
	return x
}

// Root returns the variable at the bottom of a chain of selectors, indexes and dereferences:
// s for s.cache[k].n and *s. The chain's fields come outermost last; nil when there is no variable.
func Root(info *types.Info, e ast.Expr) (root *types.Var, fields []*types.Var) {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.TypeAssertExpr:
			e = x.X
		case *ast.UnaryExpr:
			e = x.X
		case *ast.SelectorExpr:
			v, _ := info.ObjectOf(x.Sel).(*types.Var)
			if v == nil {
				return nil, nil
			}
			if !v.IsField() {
				return v, reversed(fields) // a package variable, pkg.X
			}
			fields = append(fields, v.Origin())
			e = x.X
		case *ast.Ident:
			v, _ := info.ObjectOf(x).(*types.Var)
			return v, reversed(fields)
		default:
			return nil, nil
		}
	}
}

func reversed(vs []*types.Var) []*types.Var {
	for i, j := 0, len(vs)-1; i < j; i, j = i+1, j-1 {
		vs[i], vs[j] = vs[j], vs[i]
	}
	return vs
}

// ConstString returns the constant string value of e.
func ConstString(info *types.Info, e ast.Expr) (string, bool) {
	tv, ok := info.Types[e]
	if !ok || tv.Value == nil || tv.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(tv.Value), true
}

// IsString reports whether t is a string type.
func IsString(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// ConstInt returns the constant integer value of e.
func ConstInt(info *types.Info, e ast.Expr) (int64, bool) {
	tv, ok := info.Types[e]
	if !ok || tv.Value == nil {
		return 0, false
	}
	v := constant.ToInt(tv.Value)
	if v.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(v)
}

// Builtin returns the name of the predeclared function that call is of, or "".
func Builtin(info *types.Info, call *ast.CallExpr) string {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return ""
	}
	if b, ok := info.Uses[id].(*types.Builtin); ok {
		return b.Name()
	}
	return ""
}

// LenOf returns list of len(list), or nil.
func LenOf(info *types.Info, e ast.Expr) ast.Expr {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || Builtin(info, call) != "len" {
		return nil
	}
	return call.Args[0]
}

// IsPackageVar reports whether v is declared at package level.
func IsPackageVar(v *types.Var) bool {
	return v != nil && !v.IsField() && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}

// Named returns the named type of t behind pointers and aliases, as declared, or nil.
func Named(t types.Type) *types.Named {
	if t == nil {
		return nil
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	n, _ := t.(*types.Named)
	if n == nil {
		return nil
	}
	return n.Origin()
}

// IsError reports whether t is the predeclared error.
func IsError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// IsContext reports whether t is context.Context.
func IsContext(t types.Type) bool { return Is(t, "context", "Context") }

// Is reports whether t, behind pointers and aliases, is the declared type pkg.name.
func Is(t types.Type, pkg, name string) bool {
	n := Named(t)
	return n != nil && n.Obj().Name() == name && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == pkg
}

// IsInterfaceMethod reports whether fn is declared by an interface.
func IsInterfaceMethod(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type())
}

// ID returns the name of fn that is the same in every package and every load:
// "import/path.Func" or "import/path.Type.Method".
func ID(fn *types.Func) string {
	fn = fn.Origin()
	pkg := ""
	if fn.Pkg() != nil {
		pkg = fn.Pkg().Path()
	}
	if recv := fn.Signature().Recv(); recv != nil {
		return pkg + "." + TypeName(recv.Type()) + "." + fn.Name()
	}
	return pkg + "." + fn.Name()
}

// TypeName returns the bare name of a named type behind pointers, or "" for others.
func TypeName(t types.Type) string {
	if n := Named(t); n != nil {
		return n.Obj().Name()
	}
	return ""
}

// Display returns fn as its caller would write it: pkg.Func, Type.Method for methods of package
// from, and pkg.Type.Method elsewhere.
func Display(fn *types.Func, from *types.Package) string {
	name := fn.Name()
	if recv := fn.Signature().Recv(); recv != nil {
		if t := TypeName(recv.Type()); t != "" {
			name = t + "." + name
		}
	}
	if fn.Pkg() == nil || fn.Pkg() == from {
		return name
	}
	return fn.Pkg().Name() + "." + name
}

// Qualified returns fn with its full receiver and the package's import path, as in
// (*database/sql.DB).QueryContext: how the end of a chain is written.
func Qualified(fn *types.Func, recv types.Type) string {
	pkg := ""
	if fn.Pkg() != nil {
		pkg = ShortPath(fn.Pkg())
	}
	t := recv
	if r := fn.Signature().Recv(); t == nil && r != nil {
		t = r.Type()
	}
	name := TypeName(t)
	if name == "" {
		return pkg + "." + fn.Name()
	}
	if n := Named(t); n.Obj().Pkg() != nil {
		pkg = ShortPath(n.Obj().Pkg())
	}
	if _, ptr := types.Unalias(t).(*types.Pointer); ptr {
		return "(*" + pkg + "." + name + ")." + fn.Name()
	}
	return pkg + "." + name + "." + fn.Name()
}

// ShortPath returns the name that a reader knows the package by: the import path when it is short
// (net/smtp, os), otherwise its name.
func ShortPath(p *types.Package) string {
	if !strings.Contains(strings.SplitN(p.Path(), "/", 2)[0], ".") {
		return p.Path()
	}
	return p.Name()
}

// Within reports whether n stands in outer.
func Within(n, outer ast.Node) bool { return outer.Pos() <= n.Pos() && n.End() <= outer.End() }
