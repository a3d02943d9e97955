package unindexed

import (
	_ "embed"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/queries"
	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sql/filter"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

//go:embed doc.go
var doc string

// Analyzer reports what no index serves.
var Analyzer = &analysis.Analyzer{
	Name:             "unindexed",
	Doc:              report.MustDoc(doc, "unindexed"),
	URL:              report.URL("unindexed"),
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
	j := &judge{World: w}
	for _, s := range w.Statements {
		if s.Verdict == nil || s.Unknown&queries.Filter != 0 || w.Migrates(s) || s.Covered() {
			continue // what is not known may be what an index serves; what runs once needs none
		}
		for _, r := range s.Verdict.Relations {
			if j.reportable(s, r) {
				j.add(s, r)
			}
		}
	}
	fs := j.findings()
	return append(fs, j.foreignKeys()...)
}

// A judge collects the faults by the index that is missing.
type judge struct {
	*sqljoin.World
	faults []*fault
}

// A fault is one index that is missing, and the statements that need it.
type fault struct {
	*filter.Missing
	uses []*use
}

// A use is one statement that needs the index.
type use struct {
	*sqljoin.Statement
	rel *filter.Relation
	low bool
}

// add enters r of s: with the fault whose index would serve it as well, if there is one.
func (j *judge) add(s *sqljoin.Statement, r *filter.Relation) {
	u := &use{Statement: s, rel: r, low: r.Low != "" || s.Some || j.Seldom(s) || j.Exports(s) || j.Small(r.Table)}
	for _, f := range j.faults {
		if f.Add(r) {
			f.uses = append(f.uses, u)
			return
		}
	}
	j.faults = append(j.faults, &fault{&filter.Missing{Relation: r, All: []*filter.Relation{r}}, []*use{u}})
}

// reportable reports whether r is worth a word in s.
func (j *judge) reportable(s *sqljoin.Statement, r *filter.Relation) bool {
	if r.Kind == "" || r.Table == nil || r.Table.Uncertain != "" || r.Table.View != nil || strings.HasPrefix(r.Table.Name.Name, "pg_") {
		return false // pg_ is PostgreSQL's own, which a schema may declare for its tools
	}
	if r.Kind == "sort" && (s.Unknown&queries.Order != 0 || len(r.Suggest) == 0) {
		return false // the keys of the sort are not known, or no index has them
	}
	return !j.Lookup(r.Table) && !r.Indexed() && !slices.ContainsFunc(r.Through, j.Lookup)
}

// findings writes one finding for each fault.
func (j *judge) findings() []*report.Finding {
	var fs []*report.Finding
	for _, f := range j.faults {
		slices.SortStableFunc(f.uses, func(a, b *use) int { return j.weight(f, a) - j.weight(f, b) })
		first := f.uses[0]
		fd := &report.Finding{
			Rule: "unindexed", Category: first.rel.Kind, Place: first.Place, Message: message(first.rel),
			Suggest: j.Portable(f.Suggestion()),
		}
		if first.low {
			fd.Severity = report.Low
		}
		fd.Related = related(f)
		fs = append(fs, fd)
	}
	return fs
}

// weight puts what matters first: what requests run, and of that the statement that the index is
// suggested for.
func (j *judge) weight(f *fault, u *use) int {
	n := 0
	if u.low {
		n = 4
	}
	if !j.Served(u.Statement) {
		n += 2
	}
	if u.rel != f.Relation {
		n++
	}
	return n
}

// related returns the other places of f: where the first statement is run, and the others.
func related(f *fault) []report.Place {
	var ps []report.Place
	for i, u := range f.uses {
		if i > 0 && u.Place.Pos != f.uses[0].Place.Pos || i > 0 && !u.Place.Pos.IsValid() {
			place := u.Place
			place.Text = "needs the index too"
			ps = append(ps, place)
		}
		ps = append(ps, u.Calls...)
		for _, w := range u.rel.Wants {
			if w.Column != "" && !w.Join {
				ps = append(ps, u.Written(w.Column)...)
			}
		}
	}
	return sqljoin.Distinct(ps)
}
