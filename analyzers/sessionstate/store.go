package sessionstate

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// storesElsewhere reports whether c is given a store of its own, or one is set afterwards.
func storesElsewhere(p *link.Program, u *link.Unit, c *calls.Call) bool {
	for _, arg := range c.Expr.Args {
		if setIn(p, u, c.In, arg, 0) {
			return true
		}
	}
	for _, w := range u.Calls.Writes {
		if n := len(w.Fields); n > 0 && isStore(w.Fields[n-1].Name()) && w.Fields[n-1].Pkg() != nil && w.Fields[n-1].Pkg() == c.Callee.Pkg() {
			return true
		}
	}
	return false
}

// setIn reports whether x, in function f of u, says where things are kept, or a variable in it does,
// or what one caller of f passes for a parameter in it.
func setIn(p *link.Program, u *link.Unit, f *calls.Func, x ast.Expr, depth int) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				found = found || isStore(id.Name)
			}
		case *ast.CallExpr:
			in := u.Calls.CallOf(n)
			found = found || in != nil && (in.Row != nil && in.Row.Word == catalog.Safe || setsStore(in))
		case *ast.Ident:
			if v, ok := u.Calls.Info.Uses[n].(*types.Var); ok && depth < 4 {
				found = found || setInVar(p, u, f, v, depth+1)
			}
		}
		return !found
	})
	return found
}

func setInVar(p *link.Program, u *link.Unit, f *calls.Func, v *types.Var, depth int) bool {
	for _, a := range u.Calls.Assigns(v) {
		if a.Expr != nil && setIn(p, u, a.In, a.Expr, depth) {
			return true
		}
	}
	if f == nil || f.Obj == nil || f.Param(u.Calls.Info, v) < 0 {
		return false
	}
	at := f.Param(u.Calls.Info, v)
	for _, caller := range p.Units {
		for _, c := range caller.Calls.Calls {
			if c.Callee != f.Obj || caller.TestSupport() {
				continue
			}
			for i, arg := range c.Expr.Args {
				if (i == at || i > at && f.Obj.Signature().Variadic()) && setIn(p, caller, c.In, arg, depth) {
					return true
				}
			}
		}
	}
	return false
}

// librariesWithStore returns the packages of which a call of p sets where they keep things. Where p
// makes what keeps sessions itself, one of these must be given a store.
func librariesWithStore(p *link.Program) map[string]bool {
	set := map[string]bool{}
	for _, u := range p.Units {
		for _, c := range u.Calls.Calls {
			if setsStore(c) || joins(c) {
				set[c.Callee.Pkg().Path()] = true
			}
		}
	}
	given := map[string]bool{}
	for _, u := range p.Units {
		for _, c := range u.Calls.Calls {
			if keeps(c.Row) && c.Row.Kind == "session" && !u.TestSupport() {
				path := c.Callee.Pkg().Path()
				given[path] = given[path] || storesElsewhere(p, u, c)
			}
		}
	}
	for path, ok := range given {
		set[path] = ok
	}
	return set
}

// joins reports whether c is a method or option that lets a library's instances know of each other,
// as a distributed lock or a broker does.
func joins(c *calls.Call) bool {
	if c.Row == nil || c.Row.Word != catalog.Safe || c.Callee == nil || c.Callee.Pkg() == nil {
		return false
	}
	return c.Row.Recv != "" || strings.HasPrefix(c.Row.Name, "With")
}

// setsStore reports whether c is an option that says where a library keeps things.
func setsStore(c *calls.Call) bool {
	if c.Callee == nil || c.Callee.Pkg() == nil || len(c.Expr.Args) == 0 {
		return false
	}
	name := c.Callee.Name()
	return (strings.HasPrefix(name, "Set") || strings.HasPrefix(name, "With")) && isStore(name)
}

// isStore reports whether a field or option of that name says where things are kept.
func isStore(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasSuffix(lower, "store") || strings.HasSuffix(lower, "storage")
}
