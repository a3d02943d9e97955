package fullscan

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

//go:embed doc.go
var doc string

// Analyzer reports requests that read whole tables.
var Analyzer = &analysis.Analyzer{
	Name:             "fullscan",
	Doc:              report.MustDoc(doc, "fullscan"),
	URL:              report.URL("fullscan"),
	Requires:         []*analysis.Analyzer{link.Analyzer},
	RunDespiteErrors: true,
	Run:              run,
}

func run(pass *analysis.Pass) (any, error) {
	p := pass.ResultOf[link.Analyzer].(*link.Program)
	report.All(pass, sqljoin.InGo(Judge(p)))
	return nil, nil
}

// Judge returns the findings of the statements of p.
func Judge(p *link.Program) []*report.Finding {
	w := sqljoin.Of(p)
	var fs []*report.Finding
	seen := map[report.Place]bool{} // one finding for all variants of a text
	for _, s := range w.Statements {
		if s.Verdict == nil || s.Verdict.Err != "" || s.Unknown != 0 || !w.Served(s) {
			continue
		}
		f := judge(w, s)
		if f == nil || seen[f.Place] {
			continue
		}
		seen[f.Place] = true
		fs = append(fs, f)
	}
	return fs
}

// judge returns the finding of s, or nil.
func judge(w *sqljoin.World, s *sqljoin.Statement) *report.Finding {
	all, paged := w.Whole(s), w.Pages(s)
	t := all
	if t == nil {
		t = paged
	}
	if t == nil || t.Uncertain != "" || !w.Grows(t) {
		return nil
	}
	way, steps := w.Request(s)
	if slices.ContainsFunc(way, whole) {
		return nil
	}
	f := &report.Finding{Rule: "fullscan", Place: s.Place, Chain: steps, Related: s.Calls}
	if paged != nil {
		f.Category, f.Severity = "offset", report.Low
		f.Message = fmt.Sprintf("request pages through %s by OFFSET: it reads all rows before the page", t.Name.Name)
	} else {
		f.Category = "scan"
		if !w.Large(t) || w.Seldom(s) {
			f.Severity = report.Low
		}
		f.Message = fmt.Sprintf("request reads all of %s: no filter and no limit", t.Name.Name)
	}
	f.Message += " (" + link.Arrow(way) + ")"
	return f
}

// whole reports whether the name of a function on the way to a statement says that everything is
// wanted.
func whole(name string) bool {
	lower := strings.ToLower(name)
	return slices.ContainsFunc([]string{"backup", "export", "dump", "archive"}, func(w string) bool { return strings.Contains(lower, w) })
}
