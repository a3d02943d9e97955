package localfs

import (
	"fmt"
	"go/types"
	"path"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/report"
)

// An opening is a call that opens a database in a file.
type opening struct {
	unit *link.Unit
	call *calls.Call
	sure bool // its driver is written down
}

// opened returns the finding on the database in a file that a program which serves requests opens at
// its start, or nil. Where written is the finding on requests that write to it, the openings are
// noted there.
func opened(p *link.Program, written *report.Finding) *report.Finding {
	if len(p.Handlers) == 0 {
		return nil
	}
	drivers := drivers(p)
	var all []opening
	others := false // databases that are reached over the network
	for _, u := range p.Units {
		if u.TestSupport() {
			continue
		}
		for _, c := range u.Calls.Calls {
			o, other := openingOf(u, c, drivers)
			if others = others || other; o.call != nil {
				all = append(all, o)
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	if written != nil {
		for _, o := range all {
			written.AlsoAt(o.place(), "opened here")
		}
		return nil
	}
	return all[0].finding(all[1:], others)
}

func (o opening) place() report.Place {
	return report.Place{Pos: o.call.Expr.Pos(), End: o.call.Expr.End()}
}

func (o opening) finding(more []opening, others bool) *report.Finding {
	f := &report.Finding{
		Rule: "localfs", Category: "embedded-db", Place: o.place(),
		Message: fmt.Sprintf("the database is a file of this machine: one instance alone can serve (%s)", gosrc.Qualified(o.call.Callee, o.call.Recv)),
	}
	for _, m := range more {
		f.AlsoAt(m.place(), "opened here too")
	}
	if others || !o.sure {
		f.Severity = report.Low // it is one choice of several
	}
	return f
}

// openingOf returns c as an opening if it opens a database in a file, and reports whether it opens
// another one.
func openingOf(u *link.Unit, c *calls.Call, drivers []string) (o opening, other bool) {
	if c.Row == nil || c.In == nil || c.In.Generated || c.Callee == nil {
		return o, false
	}
	switch {
	case c.Row.Word == catalog.FSWrite && c.Row.Kind == "embedded" && c.Row.Recv == "" && !inMemory(u, c):
		return opening{u, c, true}, false
	case c.Row.Word == catalog.Safe && c.Row.Name == "Open" && strings.Contains(c.Row.Pkg, "/driver/"):
		return o, true // the dialect of a server
	case c.Row.Word != catalog.Open || len(drivers) == 0 || !named(c):
		return o, false
	}
	driver, ok := constant(u, c)
	switch {
	case !ok:
		return opening{u, c, false}, false
	case isEmbedded(driver, drivers):
		if inMemory(u, c) {
			return o, false
		}
		return opening{u, c, true}, false
	}
	return o, true
}

// named reports whether c is told the driver and its source by name: two strings stand side by side.
func named(c *calls.Call) bool {
	params := c.Callee.Signature().Params()
	for i := 1; i < params.Len(); i++ {
		if isText(params.At(i-1).Type()) && isText(params.At(i).Type()) {
			return true
		}
	}
	return false
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.String
}

// constant returns the first text among c's arguments, when it is written down.
func constant(u *link.Unit, c *calls.Call) (string, bool) {
	for _, arg := range c.Expr.Args {
		if t := u.Calls.Info.TypeOf(arg); t != nil && isText(t) {
			return gosrc.ConstString(u.Calls.Info, arg)
		}
	}
	return "", false
}

// inMemory reports whether an argument of c says that the database is no file.
func inMemory(u *link.Unit, c *calls.Call) bool {
	for _, arg := range c.Expr.Args {
		if s, ok := gosrc.ConstString(u.Calls.Info, arg); ok && (strings.Contains(s, ":memory:") || strings.Contains(s, "mode=memory")) {
			return true
		}
	}
	return false
}

// drivers returns the paths of the imported packages of which a row says that they are drivers of
// databases in files.
func drivers(p *link.Program) []string {
	var paths []string
	for _, u := range p.Units {
		for _, imp := range u.Pkg.Imports() {
			if r := u.Calls.Catalog.Driver(imp.Path()); r != nil && r.Word == catalog.FSWrite {
				paths = append(paths, imp.Path())
			}
		}
	}
	return paths
}

// isEmbedded reports whether a driver of that name is one of paths: drivers are called as their
// packages are, sqlite3 or sqlite.
func isEmbedded(driver string, paths []string) bool {
	stem := strings.TrimRight(driver, "0123456789")
	for _, p := range paths {
		if stem != "" && strings.Contains(path.Base(p), stem) {
			return true
		}
	}
	return false
}
