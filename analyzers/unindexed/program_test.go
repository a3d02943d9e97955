package unindexed_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/scalevet/scalevet/analyzers/unindexed"
	"github.com/scalevet/scalevet/internal/dev/wants"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/report"
)

// TestProgram links packages of which one holds the schema and another the statements: what only
// the command sees.
func TestProgram(t *testing.T) {
	var units []*link.Unit
	for _, r := range wants.Run(t, link.Extract, "entapp", "entapp/ent/migrate") {
		units = append(units, r.Result.(*link.Unit))
	}
	slices.SortFunc(units, func(a, b *link.Unit) int { return strings.Compare(a.Pkg.Path(), b.Pkg.Path()) })
	p := link.Link(units, func(path string) bool { return strings.HasPrefix(path, "entapp") }, nil)
	p.Root = units[0].Dir
	fs := unindexed.Judge(p)
	if len(fs) != 2 {
		t.Fatalf("%d findings, want two", len(fs))
	}
	const edge = "filter on cars.user_cars has no index to serve it (cars has: (id))"
	if fs[1].Message != edge || len(fs[1].Related) != 2 {
		t.Errorf("got %q with %d related places, want %q with those of the other two statements", fs[1].Message, len(fs[1].Related), edge)
	}
	const want = "filter on users.name has no index to serve it (users has: (email), (id), (age, name))"
	if fs[0].Message != want || len(fs[0].Related) != 3 {
		t.Errorf("got %q with %d related places, want %q with those of the three statements", fs[0].Message, len(fs[0].Related), want)
	}
}

// TestSchemasApart links two packages that define tables of one name in Go, each its own.
func TestSchemasApart(t *testing.T) {
	var units []*link.Unit
	for _, r := range wants.Run(t, link.Extract, "inline/other", "inline/again") {
		units = append(units, r.Result.(*link.Unit))
	}
	slices.SortFunc(units, func(a, b *link.Unit) int { return strings.Compare(a.Pkg.Path(), b.Pkg.Path()) })
	p := link.Link(units, func(string) bool { return true }, nil)
	p.Root = strings.TrimSuffix(units[0].Dir, "again")
	fs := unindexed.Judge(p)
	if len(fs) != 1 || !strings.HasPrefix(fs[0].Message, "filter on feeds.title has no index") {
		t.Fatalf("got %d findings, want one on feeds.title of package again", len(fs))
	}
}

// TestLow holds which findings are of low severity: those of tables that a request reads whole, of
// exports, and of work that no request waits for.
func TestLow(t *testing.T) {
	var units []*link.Unit
	for _, r := range wants.Run(t, link.Extract, "little") {
		units = append(units, r.Result.(*link.Unit))
	}
	p := link.Link(units, func(string) bool { return true }, nil)
	p.Root = units[0].Dir
	low := map[string]bool{}
	for _, f := range unindexed.Judge(p) {
		subject, _, _ := strings.Cut(f.Message, " has no index")
		low[subject] = f.Severity == report.Low
	}
	want := map[string]bool{
		"filter on plans.name": true, "filter on visits.page": false, "filter on visits.lower(page)": true,
		"filter on visits.agent": true, "filter on visits.state": false,
	}
	if !maps.Equal(low, want) {
		t.Errorf("low severity: got %v, want %v", low, want)
	}
}
