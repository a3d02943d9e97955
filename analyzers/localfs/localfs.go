package localfs

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

// Analyzer reports requests that write to the local disk.
var Analyzer = &analysis.Analyzer{
	Name:             "localfs",
	Doc:              report.MustDoc(doc, "localfs"),
	URL:              report.URL("localfs"),
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
	fs := p.Findings(effects.File, finding)
	var embedded *report.Finding
	for _, f := range fs {
		if f.Category == "embedded-db" && embedded == nil {
			embedded = f
		}
	}
	if f := opened(p, embedded); f != nil {
		fs = append(fs, f)
	}
	return fs
}

func finding(s *link.Site) *report.Finding {
	what := "writes to this machine's disk"
	switch s.Path.Kind.Category() {
	case "upload":
		what = "saves an upload to this machine's disk"
	case "embedded-db":
		what = "writes to a database in a file"
	}
	path := ""
	if s.Path.Detail != "" {
		path = ": " + s.Path.Detail
	}
	f := &report.Finding{
		Rule: "localfs", Category: s.Path.Kind.Category(), Place: s.Place(), Chain: s.Places(),
		Message: fmt.Sprintf("%s %s%s (%s)%s%s", s.Who(), what, path, link.Arrow(s.Chain()), s.Others(), s.Among()),
	}
	if s.Aside() || s.Path.Detail == effects.Scratch {
		f.Severity = report.Low
	}
	return f
}
