package effects

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// removes reports whether what call x makes, at the path that x is given or returns, is removed
// on every way out of f or of a function around it.
func (e *extractor) removes(f *calls.Func, x *ast.CallExpr, path ast.Expr) bool {
	vars := e.involved(f, x, path)
	if len(vars) == 0 {
		return false
	}
	for ; f != nil; f = f.Parent {
		for _, c := range f.Calls {
			switch {
			case c.Defer && (e.removal(c, vars) || c.Lit != nil && e.removesIn(e.Closure(c.Lit), vars)):
				return true
			case !c.Defer && e.removal(c, vars) && c.Expr.Pos() > x.End() && straight(f, x, c.Expr):
				return true
			}
		}
	}
	return false
}

func (e *extractor) removesIn(f *calls.Func, vars map[*types.Var]bool) bool {
	if f == nil {
		return false
	}
	for _, c := range f.Calls {
		if e.removal(c, vars) {
			return true
		}
	}
	return false
}

// cleans reports whether the caller of c removes the file that c returns.
func (e *extractor) cleans(c *calls.Call) bool {
	res := c.Callee.Signature().Results()
	if res.Len() == 0 || !isText(res.At(0).Type()) && gosrc.TypeName(res.At(0).Type()) != "File" {
		return false
	}
	return e.removes(c.In, c.Expr, nil)
}

// removal reports whether c removes a file or directory that vars lead to.
func (e *extractor) removal(c *calls.Call, vars map[*types.Var]bool) bool {
	if c.Row == nil || c.Row.Word != catalog.FSWrite || !strings.HasPrefix(c.Row.Name, "Remove") {
		return false
	}
	for _, arg := range c.Expr.Args {
		if e.mentions(arg, vars) {
			return true
		}
	}
	return false
}

// involved returns the local variables that hold what x makes or the path it makes it at, and
// those that these come from or lead to.
func (e *extractor) involved(f *calls.Func, x *ast.CallExpr, path ast.Expr) map[*types.Var]bool {
	vars := map[*types.Var]bool{}
	if path != nil {
		e.locals(f, path, vars)
	}
	assigns := e.localAssigns(f)
	for _, a := range assigns {
		if a.Node.Pos() <= x.Pos() && x.End() <= a.Node.End() {
			e.locals(f, a.lhs, vars)
		}
	}
	for range 3 { // name := file.Name(); path := filepath.Join(dir, name)
		for _, a := range assigns {
			v := gosrc.VarOf(e.Info, a.lhs)
			switch {
			case a.Expr == nil || v == nil || gosrc.IsError(v.Type()):
			case vars[v]:
				e.locals(f, a.Expr, vars)
			case e.mentions(a.Expr, vars) && isText(v.Type()):
				vars[v] = true
			}
		}
	}
	return vars
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// A localAssign is an assignment with what it assigns to.
type localAssign struct {
	calls.Assign
	lhs ast.Expr
}

// localAssigns returns the assignments in f and in the functions around it.
func (e *extractor) localAssigns(f *calls.Func) []localAssign {
	for f.Parent != nil {
		f = f.Parent
	}
	var as []localAssign
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, lhs := range a.Lhs {
			la := localAssign{calls.Assign{Node: a}, lhs}
			if len(a.Rhs) == len(a.Lhs) {
				la.Expr = a.Rhs[i]
			} else if i == 0 {
				la.Expr = a.Rhs[0]
			}
			as = append(as, la)
		}
		return true
	})
	return as
}

// locals adds the variables in x that are declared in f or around it, save its receiver and errors.
func (e *extractor) locals(f *calls.Func, x ast.Expr, vars map[*types.Var]bool) {
	for f.Parent != nil {
		f = f.Parent
	}
	ast.Inspect(x, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, _ := e.Info.ObjectOf(id).(*types.Var)
		if v == nil || v.IsField() || gosrc.IsError(v.Type()) || v.Pos() < f.Node().Pos() || f.Node().End() < v.Pos() {
			return true
		}
		if f.Obj != nil && f.Obj.Signature().Recv() == v || gosrc.IsContext(v.Type()) {
			return true
		}
		if isText(v.Type()) || gosrc.TypeName(v.Type()) == "File" {
			vars[v] = true
		}
		return true
	})
}

func (e *extractor) mentions(x ast.Expr, vars map[*types.Var]bool) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v, _ := e.Info.ObjectOf(id).(*types.Var)
			found = found || vars[v]
		}
		return !found
	})
	return found
}

// straight reports whether f cannot return between from and to, save where from itself failed.
func straight(f *calls.Func, from, to ast.Node) bool {
	var check *ast.IfStmt // the first if after from
	found := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.IfStmt:
			if check == nil && n.End() > from.End() {
				check = n
			}
		case *ast.ReturnStmt:
			inCheck := check != nil && check.Pos() <= n.Pos() && n.End() <= check.End()
			found = found || !inCheck && from.End() < n.Pos() && n.Pos() < to.Pos()
		}
		return true
	})
	return !found && between(f, from, to)
}

// between reports whether to runs whenever from did: the block it stands in holds from as well.
func between(f *calls.Func, from, to ast.Node) bool {
	var inner ast.Node
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n.(type) {
		case *ast.BlockStmt, *ast.CaseClause:
			if n.Pos() <= to.Pos() && to.End() <= n.End() {
				inner = n
			}
		}
		return n != nil && n.Pos() <= to.Pos() && to.End() <= n.End()
	})
	return inner != nil && inner.Pos() <= from.Pos() && from.End() <= inner.End()
}

// scratch reports whether c makes a file or folder under a name of its own where the system keeps
// such: nobody else looks for it.
func (e *extractor) scratch(c *calls.Call) bool {
	if c == nil || c.Row == nil || !strings.Contains(c.Row.Name, "Temp") || len(c.Expr.Args) == 0 {
		return false
	}
	if dir, ok := gosrc.ConstString(e.Info, c.Expr.Args[0]); ok {
		return dir == ""
	}
	call, ok := ast.Unparen(c.Expr.Args[0]).(*ast.CallExpr)
	return ok && strings.HasSuffix(types.ExprString(call.Fun), "TempDir")
}

// inScratch reports whether path leads into a folder that f made for scratch.
func (e *extractor) inScratch(f *calls.Func, path ast.Expr) bool {
	vars := map[*types.Var]bool{}
	e.locals(f, path, vars)
	assigns := e.localAssigns(f)
	for range 3 {
		for _, a := range assigns {
			if a.Expr == nil || !vars[gosrc.VarOf(e.Info, a.lhs)] {
				continue
			}
			if call, ok := ast.Unparen(a.Expr).(*ast.CallExpr); ok && e.scratch(e.CallOf(call)) {
				return true
			}
			e.locals(f, a.Expr, vars)
		}
	}
	return false
}
