package unindexed

import (
	_ "embed"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/queries"
	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sql/filter"
	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
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

// reportable reports whether r is worth a word in s.
func (j *judge) reportable(s *sqljoin.Statement, r *filter.Relation) bool {
	if r.Kind == "" || r.Table == nil || r.Table.Uncertain != "" || r.Table.View != nil {
		return false
	}
	if r.Kind == "sort" && (s.Unknown&queries.Order != 0 || len(r.Suggest) == 0) {
		return false // the keys of the sort are not known, or no index has them
	}
	return !j.Lookup(r.Table) && !customOnly(r) && !exists(r)
}

// exists reports whether the table has an index that begins with the keys of the one suggested:
// PostgreSQL then has a reason to leave it, such as a join by merging, and another is of no help.
func exists(r *filter.Relation) bool {
	if len(r.Suggest) == 0 || r.Suggest[0].Method != "" {
		return false
	}
	keys := r.Suggest[0].Keys
	return slices.ContainsFunc(r.Table.Indexes, func(x *schema.Index) bool {
		if x.Where != nil || x.Invalid || x.Method != "btree" || len(x.Keys) < len(keys) {
			return false
		}
		for i, k := range keys {
			if x.Keys[i].Column == "" || parse.Quote(x.Keys[i].Column) != k {
				return false
			}
		}
		return true
	})
}

// customOnly reports whether an index of r's table serves r for every value that it is asked for,
// only not for a parameter whose value is unknown: the index's predicate speaks of the column
// compared and of nothing else, such as code <> ”. PostgreSQL then plans for each value anew.
func customOnly(r *filter.Relation) bool {
	for _, w := range r.Wants {
		if w.Op != "eq" || w.Column == "" || w.Join {
			continue
		}
		for _, x := range r.Table.Indexes {
			if x.Where != nil && len(x.Keys) > 0 && x.Keys[0].Column == w.Column && onlyOf(x.Where, w.Column) {
				return true
			}
		}
	}
	return false
}

// onlyOf reports whether column is the only one in e.
func onlyOf(e *parse.Expr, column string) bool {
	only := true
	e.Walk(func(x *parse.Expr) bool {
		only = only && x.Sub == nil && (x.Kind != parse.Column || x.Name == column)
		return only
	})
	return only
}

// findings writes one finding for each fault.
func (j *judge) findings() []*report.Finding {
	var fs []*report.Finding
	for _, f := range j.faults {
		slices.SortStableFunc(f.uses, func(a, b *use) int { return weight(a) - weight(b) })
		first := f.uses[0]
		fd := &report.Finding{
			Rule: "unindexed", Category: first.rel.Kind, Place: first.Place, Message: message(first.rel),
			Suggest: suggestion(f),
		}
		if first.low {
			fd.Severity = report.Low
		}
		fd.Related = related(f)
		fs = append(fs, fd)
	}
	return fs
}

// weight puts what matters first.
func weight(u *use) int {
	if u.low {
		return 1
	}
	return 0
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
	}
	return sqljoin.Distinct(ps)
}
