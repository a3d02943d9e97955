package perrequest

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

// Judge returns the findings of the packages of p.
func Judge(p *link.Program) []*report.Finding {
	var fs []*report.Finding
	byPlace := map[string]*report.Finding{}
	for _, s := range p.Sites(effects.Make) {
		id := s.ID()
		if f := byPlace[id]; f != nil {
			f.AlsoAt(s.Place(), "here too")
			continue // one finding for each fault of a package
		}
		byPlace[id] = finding(s)
		fs = append(fs, byPlace[id])
	}
	return fs
}

func finding(s *link.Site) *report.Finding {
	category := s.Path.Kind.Category()
	f := &report.Finding{
		Rule: "perrequest", Category: category, Place: s.Place(), Chain: s.Places(),
		Message: fmt.Sprintf("%s is made for each request (%s)%s", category, link.Arrow(s.Chain()), s.Others()),
	}
	if s.Aside() {
		f.Severity = report.Low
	}
	return f
}
