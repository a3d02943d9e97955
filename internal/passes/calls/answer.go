package calls

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// Answers reports whether the function that c stands in uses what c tells it beyond whether all went
// well: a result that is no error, or a variable that c was given to fill. Of a response to an HTTP
// request that is its body: the status says whether all went well.
func (x *Index) Answers(c *Call) bool {
	if c.Go || c.Defer || c.In == nil {
		return false
	}
	if x.fills(c) {
		return true
	}
	if c.dropped || !x.tells(c.Expr) {
		return false
	}
	t := x.Info.TypeOf(c.Expr)
	if all, ok := t.(*types.Tuple); ok {
		t = all.At(0).Type()
	}
	return !gosrc.Is(t, "net/http", "Response") || x.readsBody(c)
}

// tells reports whether a call has a result that is no error.
func (x *Index) tells(call *ast.CallExpr) bool {
	switch t := x.Info.TypeOf(call).(type) {
	case nil:
		return false
	case *types.Tuple:
		for i := range t.Len() {
			if !gosrc.IsError(t.At(i).Type()) {
				return true
			}
		}
		return false
	default:
		return !gosrc.IsError(t)
	}
}

// fills reports whether c is given something empty to fill: the address of a variable that was declared
// without a value, a new value, or what the function itself was given as any.
func (x *Index) fills(c *Call) bool {
	return slices.ContainsFunc(c.Expr.Args, func(arg ast.Expr) bool {
		switch arg := ast.Unparen(arg).(type) {
		case *ast.UnaryExpr:
			id, ok := arg.X.(*ast.Ident)
			return ok && arg.Op == token.AND && x.empty(gosrc.VarOf(x.Info, id))
		case *ast.Ident:
			v := gosrc.VarOf(x.Info, arg)
			if v == nil || v.IsField() {
				return false
			}
			if t, ok := v.Type().(*types.Interface); ok && t.Empty() {
				return c.In.Param(x.Info, v) >= 0
			}
			return x.fresh(x.Value(v))
		}
		return false
	})
}

// empty reports whether v never has a value given by an expression, but T{}.
func (x *Index) empty(v *types.Var) bool {
	if v == nil || v.IsField() {
		return false
	}
	return !slices.ContainsFunc(x.assigns[v], func(a Assign) bool {
		lit, ok := a.Expr.(*ast.CompositeLit)
		return a.Expr != nil && !(ok && len(lit.Elts) == 0)
	})
}

// fresh reports whether e is &T{} or new(T).
func (x *Index) fresh(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.UnaryExpr:
		lit, ok := e.X.(*ast.CompositeLit)
		return ok && e.Op == token.AND && len(lit.Elts) == 0
	case *ast.CallExpr:
		return gosrc.Builtin(x.Info, e) == "new"
	}
	return false
}

// readsBody reports whether the response that c returns is looked at beyond its status. A body that is
// thrown away is none that is read.
func (x *Index) readsBody(c *Call) bool {
	v := x.result(c)
	if v == nil {
		return true // handed on as it is
	}
	read := false
	var stack []ast.Node
	ast.Inspect(c.In.Body(), func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if id, ok := n.(*ast.Ident); ok && x.Info.Uses[id] == v && x.bodyAt(stack) {
			read = true
		}
		stack = append(stack, n)
		return !read
	})
	return read
}

// bodyAt reports whether a response, of whose name stack holds the nodes around, is read there.
func (x *Index) bodyAt(stack []ast.Node) bool {
	at := func(i int) ast.Node {
		if i < len(stack) {
			return stack[len(stack)-1-i]
		}
		return nil
	}
	field, ok := at(0).(*ast.SelectorExpr)
	if !ok {
		_, compared := at(0).(*ast.BinaryExpr) // resp != nil
		_, again := at(0).(*ast.AssignStmt)
		return !compared && !again
	}
	if field.Sel.Name != "Body" {
		return false // Status, StatusCode, Header
	}
	switch outer := at(1).(type) {
	case *ast.SelectorExpr:
		return outer.Sel.Name != "Close"
	case *ast.BinaryExpr:
		return false
	case *ast.CallExpr:
		return len(outer.Args) == 0 || types.ExprString(outer.Args[0]) != "io.Discard"
	}
	return true
}

// result returns the variable that the first result of c is assigned to, or nil.
func (x *Index) result(c *Call) *types.Var {
	var v *types.Var
	ast.Inspect(c.In.Body(), func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Rhs) == 1 && ast.Unparen(a.Rhs[0]) == c.Expr {
			v = gosrc.VarOf(x.Info, a.Lhs[0])
		}
		return v == nil
	})
	return v
}

// onlyErrors reports whether of what is assigned to lhs only errors are kept.
func (x *Index) onlyErrors(lhs []ast.Expr) bool {
	for _, e := range lhs {
		if id, ok := e.(*ast.Ident); ok && id.Name == "_" {
			continue
		}
		if t := x.Info.TypeOf(e); t == nil || !gosrc.IsError(t) {
			return false
		}
	}
	return true
}
