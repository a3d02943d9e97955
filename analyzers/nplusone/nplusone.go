package nplusone

import (
	_ "embed"
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/report"
)

//go:embed doc.go
var doc string

// Analyzer reports queries in loops.
var Analyzer = &analysis.Analyzer{
	Name:             "nplusone",
	Doc:              report.MustDoc(doc, "nplusone"),
	URL:              report.URL("nplusone"),
	Requires:         []*analysis.Analyzer{link.Analyzer},
	RunDespiteErrors: true,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[link.Analyzer].(*link.Program)
	report.All(pass, Judge(p))
	return nil, nil
}

// Judge returns the findings of the packages of p.
func Judge(p *link.Program) []*report.Finding {
	var fs []*report.Finding
	j := &judgement{Program: p, quiet: map[looped]bool{}, choices: map[*calls.Loop]*choice{}}
	for _, u := range p.Units {
		for _, f := range u.Calls.Funcs {
			if f.Generated {
				continue // nobody edits it; the loop that calls it is judged
			}
			for _, c := range f.Calls {
				if fd := j.judge(u, c); fd != nil {
					fs = append(fs, fd)
				}
			}
		}
	}
	return fs
}

// A judgement keeps what is found out about a loop for all calls in it.
type judgement struct {
	*link.Program
	quiet   map[looped]bool // loops that write nothing
	choices map[*calls.Loop]*choice
}

// judge returns the finding at call c, or nil.
func (j *judgement) judge(u *link.Unit, c *calls.Call) *report.Finding {
	p := j.Program
	n := p.Node(u, c.In)
	turn := p.PerElement(n, c)
	if turn == nil || p.InTest(n) {
		return nil
	}
	path := worst(p.CallDoes(n, c, effects.Query, effects.Slow))
	switch {
	case path == nil || path.InClosure:
		return nil // the call inside the closure is judged
	case j.picked(u, c, turn.Loop), j.lazily(u, c, turn.Loop):
		return nil
	}
	f := finding(p, n, c, turn, path)
	if rare(p, n, path) || turn.Loop != nil && j.few(n, c, turn.Loop, f.Category) {
		f.Severity = report.Low
	}
	switch {
	case f.Category != "read":
	case j.invariant(u, c, turn.Loop):
		f.Category = "invariant"
		f.Message = strings.Replace(f.Message, "once per iteration", "once per iteration with the same arguments", 1)
	default:
		if sql := batched(p, path); sql != "" {
			f.Suggest = "one query for all: " + sql
		}
	}
	return f
}

// rare reports whether the loop runs no more often for more users, the round trip is only made when a
// cache has no answer, or other people's API may know no other way.
func rare(p *link.Program, n *link.Node, path *link.Path) bool {
	return path.Cached || path.Kind.Family() == effects.Slow || p.OneShot(n) || p.Seldom(n) || p.Behind(n)
}

// few reports whether l makes the round trip c for few elements: the program itself does something else
// where there are many, c is for those that are looked for, or the parts of one thing are written.
func (j *judgement) few(n *link.Node, c *calls.Call, l *calls.Loop, category string) bool {
	u := n.Unit
	parts := children(u, l) && (category == "write" || !onlyReads(j.Program, u, c.In, l))
	return parts || j.Capped(n, l) || j.matched(u, c, l) || u.Calls.Searches(l)
}

// worst returns the path to report: a remote call that runs whenever it is reached before one
// behind a cache, then the shortest, then one that writes.
func worst(paths []*link.Path) *link.Path {
	var best *link.Path
	for _, path := range paths {
		if !remote(path.Kind) {
			continue
		}
		if best == nil || less(path, best) {
			best = path
		}
	}
	return best
}

func less(a, b *link.Path) bool {
	if a.Cached != b.Cached {
		return !a.Cached
	}
	if len(a.Steps) != len(b.Steps) {
		return len(a.Steps) < len(b.Steps)
	}
	return category(a) == "write" && category(b) != "write"
}

// remote reports whether an effect of kind k is one round trip to somebody who could be asked for
// many things at once.
func remote(k effects.Kind) bool {
	switch k {
	case effects.Query + "/read", effects.Query + "/write", effects.Query + "/rpc",
		effects.Slow + "/http", effects.Slow + "/llm", effects.Slow + "/sms", effects.Slow + "/storage":
		return true
	}
	return false
}

func finding(p *link.Program, n *link.Node, c *calls.Call, turn *link.Turn, path *link.Path) *report.Finding {
	f := &report.Finding{
		Rule:     "nplusone",
		Category: categoryOf(p, path),
		Place:    report.Place{Pos: c.Expr.Pos(), End: c.Expr.End()},
		Chain:    p.Places(path),
		Related:  []report.Place{{Pos: turn.Pos, End: turn.Pos, Text: "the loop"}},
	}
	callee, where, times := path.Steps[0].Name, "loop", "once per iteration"
	switch {
	case turn.By != "":
		times = "once per element of " + turn.By
	case turn.Of != "":
		where, times = turn.Of, "once per element of a list"
		f.Related = nil // it stands in the function itself
	}
	switch {
	case path.Cached && turn.Of != "":
		times = "once per element that no cache or loader answers"
	case path.Cached:
		times = "at most once per distinct key"
	}
	f.Message = fmt.Sprintf("%s in %s: %s runs %s (%s)", noun(f.Category), where, callee, times, link.Arrow(path.Chain(n.Name())))
	if e := path.Effect; e != nil && e.Inserts && e.Row.Bulk != "" && len(path.Steps) <= 2 && !readsID(e.Call.In) {
		f.Suggest = "bulk form: " + strings.ReplaceAll(e.Row.Bulk, "_", " ")
	}
	return f
}

// readsID reports whether f asks for the number that the store gave a row, which a bulk form does
// not tell.
func readsID(f *calls.Func) bool {
	for _, c := range f.Calls {
		if c.Callee != nil && c.Callee.Name() == "LastInsertId" {
			return true
		}
	}
	return false
}

// categoryOf is category, where a statement's text that is handed on tells more.
func categoryOf(p *link.Program, path *link.Path) string {
	if c := category(path); c != "read" || !writes(p, path) {
		return c
	}
	return "write"
}

func category(path *link.Path) string {
	if path.Kind.Family() == effects.Slow {
		return "rpc"
	}
	return path.Kind.Category()
}

func noun(category string) string {
	switch category {
	case "write":
		return "write"
	case "rpc":
		return "remote call"
	}
	return "query"
}
