package perrequest

import (
	_ "embed"
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/report"
)

//go:embed doc.go
var doc string

// Analyzer reports what is made anew for each request.
var Analyzer = &analysis.Analyzer{
	Name:             "perrequest",
	Doc:              report.MustDoc(doc, "perrequest"),
	URL:              report.URL("perrequest"),
	Requires:         []*analysis.Analyzer{link.Analyzer},
	RunDespiteErrors: true,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) {
	report.All(pass, Judge(pass.ResultOf[link.Analyzer].(*link.Program)))
	return nil, nil
}

// Judge returns the findings of the packages of p: one for each fault.
func Judge(p *link.Program) []*report.Finding {
	mend := fixer{}
	return p.Findings(effects.Make, func(s *link.Site) *report.Finding {
		f := finding(s)
		f.Fixes = mend.fixes(s)
		return f
	})
}

func finding(s *link.Site) *report.Finding {
	f := &report.Finding{
		Rule: "perrequest", Category: s.Path.Kind.Category(), Place: s.Place(), Chain: s.Places(),
		Message: fmt.Sprintf("%s for each request (%s)%s", made(s), link.Arrow(s.Chain()), s.Others()),
	}
	if s.Aside() || s.Path.Detail == effects.Content {
		f.Severity = report.Low
	}
	return f
}

// made says what is done anew.
func made(s *link.Site) string {
	if _, name, ok := strings.Cut(s.Path.Subject, "."); ok && strings.HasPrefix(name, "Read") {
		return "file is read"
	}
	if category := s.Path.Kind.Category(); category != "config" {
		return category + " is made"
	}
	return s.Path.Subject + " is called anew" // a validator, a policy, a certificate: no one word fits
}
