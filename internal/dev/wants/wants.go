// Package wants holds an analyzer to the comments of its testdata. They are those of x/tools' analysistest:
//
//	os.Create(name) // want "writes to disk"
//	func Save() {   // want Save:"writes-file"
//
// the first for a diagnostic of that line, the second for a fact about what the line declares. What is
// different is what it costs: analysistest type-checks the standard library from source on each call, which
// took most of the time of our tests. Here it comes from the compiler's export data, as it does in the
// command, and a test binary loads its testdata once.
package wants

import (
	"fmt"
	"go/token"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// Run runs a on packages of testdata/src, holds it to their comments, and returns what it did on each, in
// the order of paths. Facts of the packages that they import are there.
func Run(t *testing.T, a *analysis.Analyzer, paths ...string) []*checker.Action {
	t.Helper()
	all, err := load()
	if err != nil {
		t.Fatal(err)
	}
	var roots []*packages.Package
	for _, path := range paths {
		if all[path] == nil {
			t.Fatalf("there is no package %s", path)
		}
		roots = append(roots, all[path])
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, roots, &checker.Options{SanityCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatalf("%s: %v", act, act.Err)
		}
		for _, wrong := range check(act) {
			t.Error(wrong)
		}
	}
	return graph.Roots
}

// A line of a file.
type line struct {
	file string
	no   int
}

func lineOf(fset *token.FileSet, pos token.Pos) line {
	p := fset.Position(pos)
	return line{p.Filename, p.Line}
}

func (l line) String() string { return fmt.Sprintf("%s:%d", l.file, l.no) }

// check returns what is wrong: what act says where it is not wanted, and what is wanted and not said.
func check(act *checker.Action) []string {
	var wrong []string
	fset := act.Package.Fset
	left, err := wanted(fset, act.Package.Syntax)
	if err != nil {
		return []string{err.Error()}
	}
	say := func(pos token.Pos, about, text string) {
		at := lineOf(fset, pos)
		for i, w := range left[at] {
			if w.about == about && w.text.MatchString(text) {
				left[at] = slices.Delete(left[at], i, i+1)
				return
			}
		}
		wrong = append(wrong, fmt.Sprintf("%s: not wanted: %s%s", at, about, text))
	}
	for _, d := range act.Diagnostics {
		say(d.Pos, "", d.Message)
	}
	for _, f := range act.AllObjectFacts() {
		if f.Object.Pkg() == act.Package.Types {
			say(f.Object.Pos(), f.Object.Name()+":", fmt.Sprint(f.Fact))
		}
	}
	for at, ws := range left {
		for _, w := range ws {
			wrong = append(wrong, fmt.Sprintf("%s: wanted and not said: %s%s", at, w.about, w.text))
		}
	}
	slices.Sort(wrong)
	return wrong
}
