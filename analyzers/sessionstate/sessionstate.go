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

// Judge returns the findings of the packages of p: one for each variable or field.
func Judge(p *link.Program) []*report.Finding {
	var fs []*report.Finding
	byState := map[string]*report.Finding{}
	for _, s := range p.Sites(effects.State) {
		if f := byState[s.Path.Var]; f != nil {
			f.AlsoAt(s.Place(), "written here too")
			continue
		}
		f := finding(s)
		for _, at := range p.Changes(s.Path.Var) {
			f.AlsoAt(at, "written here")
		}
		byState[s.Path.Var] = f
		fs = append(fs, f)
	}
	for _, u := range p.Units {
		fs = append(fs, made(u)...)
	}
	return fs
}

func finding(s *link.Site) *report.Finding {
	category := s.Path.Kind.Category()
	f := &report.Finding{
		Rule: "sessionstate", Category: category, Place: s.Place(), Chain: s.Places(),
		Message: fmt.Sprintf("request writes to %s: %s (%s)%s", s.Path.Subject, consequence(category), link.Arrow(s.Chain()), s.Others()),
	}
	if category == "cache" || category == "limiter" || s.Path.Choice {
		f.Severity = report.Low
	}
	return f
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
