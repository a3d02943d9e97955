package sessionstate

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/report"
)

// made returns the findings on session stores, limiters, schedulers and hubs of libraries that keep
// everything in this process, where they are made: one for each library and package. A limiter in a
// package that serves nothing limits what goes out.
func made(p *link.Program, u *link.Unit, elsewhere map[string]bool) []*report.Finding {
	if u.TestSupport() {
		return nil
	}
	var fs []*report.Finding
	byRow := map[*catalog.Row]*report.Finding{}
	for _, c := range u.Calls.Calls {
		switch {
		case !keeps(c.Row), c.In != nil && c.In.Generated, elsewhere[c.Row.Pkg], storesElsewhere(u.Calls, c):
			continue
		case c.Row.Kind == "job" && len(p.Handlers) == 0:
			continue // a worker
		case c.Row.Kind == "limiter" && len(u.Handlers.Handlers) == 0 && !adapts(u.Calls.Catalog, c.Callee.Pkg()):
			continue
		}
		at := report.Place{Pos: c.Expr.Pos(), End: c.Expr.End()}
		if f := byRow[c.Row]; f != nil {
			f.AlsoAt(at, "made here too")
			continue
		}
		f := &report.Finding{Rule: "sessionstate", Category: c.Row.Kind, Place: at}
		f.Message = fmt.Sprintf("%s (%s)", said[c.Row.Kind], gosrc.Qualified(c.Callee, c.Recv))
		if c.Row.Kind == "limiter" || c.Row.Kind == "job" {
			f.Severity = report.Low // who limits or schedules may mean each instance
		}
		byRow[c.Row] = f
		fs = append(fs, f)
	}
	return fs
}

// said is what making such a thing means for other instances.
var said = map[string]string{
	"session": "sessions are kept in this process: other instances do not see them",
	"limiter": "limits are counted in this process: each instance allows as much",
	"job":     "jobs are kept in this process: each instance runs its own",
	"hub":     "who listens is known to this process alone: what other instances publish does not arrive",
}

func keeps(r *catalog.Row) bool {
	return r != nil && r.Word == catalog.State && r.Op == "make" && said[r.Kind] != ""
}

// storesElsewhere reports whether c is given a store of its own, or one is set afterwards.
func storesElsewhere(x *calls.Index, c *calls.Call) bool {
	found := false
	for _, arg := range c.Expr.Args {
		ast.Inspect(arg, func(n ast.Node) bool {
			if kv, ok := n.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok {
					found = found || isStore(id.Name)
				}
			}
			if call, ok := n.(*ast.CallExpr); ok {
				in := x.CallOf(call)
				found = found || in != nil && (in.Row != nil && in.Row.Word == catalog.Safe || setsStore(in))
			}
			return !found
		})
	}
	for _, w := range x.Writes {
		if n := len(w.Fields); n > 0 && isStore(w.Fields[n-1].Name()) && w.Fields[n-1].Pkg() != nil && w.Fields[n-1].Pkg() == c.Callee.Pkg() {
			return true
		}
	}
	return found
}

// librariesWithStore returns the packages of which a call of p sets where they keep things.
func librariesWithStore(p *link.Program) map[string]bool {
	set := map[string]bool{}
	for _, u := range p.Units {
		for _, c := range u.Calls.Calls {
			if setsStore(c) || joins(c) {
				set[c.Callee.Pkg().Path()] = true
			}
		}
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

// adapts reports whether a library wraps handlers: then what it limits comes in.
func adapts(t *catalog.Table, pkg *types.Package) bool {
	for _, name := range pkg.Scope().Names() {
		fn, ok := pkg.Scope().Lookup(name).(*types.Func)
		if !ok {
			continue
		}
		if r := t.Lookup(fn, nil); r != nil && (r.Word == catalog.Adapter || r.Word == catalog.Middleware) {
			return true
		}
	}
	return false
}

// isStore reports whether a field or option of that name says where things are kept.
func isStore(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasSuffix(lower, "store") || strings.HasSuffix(lower, "storage")
}
