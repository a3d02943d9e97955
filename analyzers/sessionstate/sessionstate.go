package sessionstate

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/report"
)

//go:embed doc.go
var doc string

// Analyzer reports state that requests keep in the process.
var Analyzer = &analysis.Analyzer{
	Name:             "sessionstate",
	Doc:              report.MustDoc(doc, "sessionstate"),
	URL:              report.URL("sessionstate"),
	Requires:         []*analysis.Analyzer{link.Analyzer},
	RunDespiteErrors: true,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) {
	report.All(pass, Judge(pass.ResultOf[link.Analyzer].(*link.Program)))
	return nil, nil
}

// Judge returns the findings of the packages of p: one for each variable, field or library.
func Judge(p *link.Program) []*report.Finding {
	var fs []*report.Finding
	byState := map[string]*report.Finding{}
	elsewhere, limits := librariesWithStore(p), map[*link.Unit]bool{}
	for _, s := range p.Sites(effects.State) {
		if e := s.Path.Effect; e != nil && e.Row != nil && said[e.Row.Kind] != "" && elsewhere[e.Row.Pkg] {
			continue
		}
		id := s.Path.Var + s.Path.Subject
		if s.Path.Chosen != "" {
			id = s.Path.Chosen + " " + s.Path.Kind.Category() // whatever it keeps: it is one choice
		}
		if f := byState[id]; f != nil {
			f.AlsoAt(s.Place(), "written here too")
			continue
		}
		if s.Path.Kind.Category() == "limiter" {
			limits[s.Node.Unit], limits[s.Path.Unit] = true, true
		}
		f := finding(p, s)
		if e := s.Path.Effect; e != nil && e.Var != nil {
			f.AlsoAt(report.Place{Pos: e.Var.Pos(), End: e.Var.Pos()}, "declared here")
		}
		for _, at := range p.Changes(s.Path.Var) {
			f.AlsoAt(at, "written here")
		}
		byState[id] = f
		fs = append(fs, f)
	}
	for _, u := range p.Units {
		for _, f := range made(p, u, elsewhere, byState) {
			if f.Category != "limiter" || !limits[u] { // what the package limits is known already
				fs = append(fs, f)
			}
		}
	}
	return fs
}

func finding(p *link.Program, s *link.Site) *report.Finding {
	category := s.Path.Kind.Category()
	f := &report.Finding{
		Rule: "sessionstate", Category: category, Place: s.Place(), Chain: s.Places(),
		Message: fmt.Sprintf("request %s %s: %s (%s)%s%s", verb(s), s.Path.Subject, consequence(category), link.Arrow(s.Chain()), s.Others(), s.Among()),
	}
	switch {
	case s.Path.Choice, s.Chore(), category == "limiter":
		f.Severity = report.Low
	case category == "cache" && !copies(p, s):
		f.Severity = report.Low // what is lost is loaded again
	}
	return f
}

// verb says what the request does with the state.
func verb(s *link.Site) string {
	if e := s.Path.Effect; e != nil && e.Row != nil && e.Row.Op == "read" {
		return "reads"
	}
	return "writes to"
}

// copies reports whether the function that writes to a cache writes to a store as well: then other
// instances keep the old copy.
func copies(p *link.Program, s *link.Site) bool {
	if len(s.Path.Steps) > 2 || s.Path.Effect != nil && s.Path.Effect.Cached {
		return false
	}
	for _, path := range p.Does(s.Node, effects.Query) {
		if path.Kind.Category() == "write" && len(path.Steps) <= 3 {
			return true
		}
	}
	return false
}

// consequence says what goes wrong with a second instance.
func consequence(category string) string {
	switch category {
	case "job":
		return "what waits in it is lost when the process ends"
	case "hub":
		return "what other instances publish does not arrive"
	case "limiter":
		return "each instance allows as much"
	}
	return "other instances do not see it"
}
