package sessionstate

import (
	"fmt"
	"go/types"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/report"
)

// made returns the findings on session stores, limiters, schedulers and hubs of libraries that keep
// everything in this process, where they are made: one for each library and package. A limiter in a
// package that serves nothing limits what goes out. Of sessions that requests are found to use, in
// byState, the place is noted there.
func made(p *link.Program, u *link.Unit, elsewhere map[string]bool, byState map[string]*report.Finding) []*report.Finding {
	if u.TestSupport() {
		return nil
	}
	var fs []*report.Finding
	byRow := map[*catalog.Row]*report.Finding{}
	for _, c := range u.Calls.Calls {
		switch {
		case !keeps(c.Row), c.In != nil && c.In.Generated, elsewhere[c.Row.Pkg], storesElsewhere(p, u, c):
			continue
		case c.Row.Kind == "job" && len(p.Handlers) == 0:
			continue // a worker
		case c.Row.Kind == "limiter" && len(u.Handlers.Handlers) == 0 && !adapts(u.Calls.Catalog, c.Callee.Pkg()):
			continue
		}
		at := report.Place{Pos: c.Expr.Pos(), End: c.Expr.End()}
		if f := byState["sessions of "+gosrc.ShortPath(c.Callee.Pkg())]; f != nil && c.Row.Kind == "session" {
			f.AlsoAt(at, "kept here")
			continue
		}
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
