package driver

import (
	"cmp"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

// A Result is what one run found.
type Result struct {
	Dir      string // paths are shown relative to it
	Findings []*Found
	Problems []string // what could not be analyzed, one line each
	Notes    []string // what is said beside, one line each

	roots   []string // the modules
	sources *sources // what findings stand in
	files   []string // the Go files that the rules were asked about
	rules   []string // that were asked

	baselines []baselineFile

	packages int // analyzed
	broken   int // that could not be analyzed
	unread   int // statements of migrations, and files, that could not be read
	low      int // findings of low severity that are not shown
	ignored  int // findings that comments silence
	known    int // findings that the baseline knows
	old      int // findings on lines that have not changed
	fixed    int // findings that have been fixed

	diff *mend // shown in place of the findings
}

// A Found is a finding with its places resolved.
type Found struct {
	Rule, Category string
	Severity       report.Severity
	Message        string
	Suggest        string // what to write instead; may be empty
	At, To         token.Position
	Chain, Related []Spot
	Fixes          []Fix

	Func        string // the function around At; "" outside of functions and Go
	Fingerprint string // the same after lines have moved; tells all findings of a run apart
}

// A Spot is another place of a finding.
type Spot struct {
	At, To token.Position
	Text   string
}

// A Fix is a change of the source that mends a finding.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces what stands from At to To.
type Edit struct {
	At, To token.Position
	New    string
}

// Line returns the message, and the suggestion after a semicolon.
func (f *Found) Line() string {
	if f.Suggest == "" {
		return f.Message
	}
	return f.Message + "; " + f.Suggest
}

// resolve looks up the positions of f.
func resolve(fset *token.FileSet, f *report.Finding) *Found {
	at := spot(fset, f.Place)
	out := &Found{
		Rule: f.Rule, Category: f.Category, Severity: f.Severity, Message: f.Message, Suggest: f.Suggest,
		At: at.At, To: at.To,
	}
	for _, p := range f.Chain {
		out.Chain = append(out.Chain, spot(fset, p))
	}
	for _, p := range f.Related {
		out.Related = append(out.Related, spot(fset, p))
	}
	for _, fix := range f.Fixes {
		x := Fix{Message: fix.Message}
		for _, e := range fix.TextEdits {
			s := spot(fset, report.Place{Pos: e.Pos, End: e.End})
			x.Edits = append(x.Edits, Edit{s.At, s.To, string(e.NewText)})
		}
		out.Fixes = append(out.Fixes, x)
	}
	return out
}

func spot(fset *token.FileSet, p report.Place) Spot {
	if !p.Pos.IsValid() {
		return Spot{p.Position, p.Position, p.Text}
	}
	s := Spot{fset.Position(p.Pos), fset.Position(p.End), p.Text}
	if !p.End.IsValid() {
		s.To = s.At
	}
	return s
}

// sort orders the findings by place and drops those that come twice: a package and its test variant.
func (r *Result) sort() {
	slices.SortStableFunc(r.Findings, func(a, b *Found) int {
		return cmp.Or(
			cmp.Compare(a.At.Filename, b.At.Filename), cmp.Compare(a.At.Line, b.At.Line),
			cmp.Compare(a.At.Column, b.At.Column), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message),
		)
	})
	r.Findings = slices.CompactFunc(r.Findings, func(a, b *Found) bool {
		return a.At == b.At && a.Rule == b.Rule && a.Message == b.Message
	})
}

// rel returns path as the user would type it in the working directory.
func (r *Result) rel(path string) string { return relative(r.Dir, path) }

// fromTop returns path for the reports that services read: relative to the checkout's root, wherever in
// it the command runs.
func (r *Result) fromTop(path string) string { return relative(sqljoin.Repository(r.Dir), path) }

// inModule returns path relative to the module that it lies in.
func (r *Result) inModule(path string) string {
	for _, root := range r.roots {
		if rel, err := filepath.Rel(root, path); err == nil && !strings.HasPrefix(rel, "..") {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(path)
}

// drop removes the findings that gone says, and returns how many.
func (r *Result) drop(gone func(*Found) bool) int {
	n := len(r.Findings)
	r.Findings = slices.DeleteFunc(r.Findings, gone)
	return n - len(r.Findings)
}
