// Package report holds what a rule says: a finding with its evidence, and the ways it leaves
// through a pass. It judges nothing.
package report

import (
	"fmt"
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"sync/atomic"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/config"
)

// Severity grades a finding.
type Severity uint8

// High is shown always, Low with -low only.
const (
	High Severity = iota
	Low
)

func (s Severity) String() string {
	if s == Low {
		return "low"
	}
	return "high"
}

// A Place is a position with a word on what stands there. Pos is set for Go files of the program
// under analysis; Position is set instead for other files, such as SQL.
type Place struct {
	Pos, End token.Pos
	Position token.Position
	Text     string
}

// A Finding is one fault with its evidence.
type Finding struct {
	Rule     string // the analyzer's name
	Category string
	Severity Severity
	Place    // where the user would edit
	Message  string
	Chain    []Place // the steps from Place to the effect, those whose position is known
	Related  []Place
	Suggest  string // what to write instead, such as an index; may be empty
	Fixes    []analysis.SuggestedFix
}

// URL returns the page of a rule.
func URL(rule string) string {
	return "https://github.com/scalevet/scalevet/blob/main/docs/analyzers.md#" + rule
}

// showLow is the -low flag.
var showLow atomic.Bool

// ShowLow makes All report findings of low severity too.
func ShowLow(show bool) { showLow.Store(show) }

// labelled and hosted are what the driver around us shows, and does by itself.
var labelled, hosted atomic.Bool

// Label makes All end messages with rule and category, for a driver that shows neither.
func Label(on bool) { labelled.Store(on) }

// Host makes All leave to golangci-lint what it does by itself: the comments //nolint and
// //nolint:scalevet, which it tells used from unused. Related places are left out, since it shows
// each as an issue of its own.
func Host(on bool) { hosted.Store(on) }

// All reports fs through a modular driver's pass: those that the configuration wants and that no
// comment silences, those of low severity only when asked for.
func All(pass *analysis.Pass, fs []*Finding) {
	g := gate{pass: pass, ignores: map[*ast.File][]*Ignore{}}
	for _, f := range fs {
		if !f.Pos.IsValid() || !wired.Load() && !g.lets(f) {
			continue // a driver that cannot point into other files is told at a Go place by the rule
		}
		d := analysis.Diagnostic{
			Pos: f.Pos, End: f.End, Category: f.Category, Message: f.Line(), URL: URL(f.Rule), SuggestedFixes: f.Fixes,
		}
		switch {
		case wired.Load():
			d.Message = f.wire(config.Root(filepath.Dir(pass.Fset.Position(f.Pos).Filename)))
		case labelled.Load():
			d.Message = f.tagged()
		}
		for _, r := range f.Related {
			if !hosted.Load() && r.Pos.IsValid() && pass.Fset.File(r.Pos) != nil {
				d.Related = append(d.Related, analysis.RelatedInformation{Pos: r.Pos, End: r.End, Message: r.Text})
			}
		}
		pass.Report(d)
	}
}

// A gate holds back findings that nobody wants of one package.
type gate struct {
	pass    *analysis.Pass
	ignores map[*ast.File][]*Ignore
}

// lets reports whether f is wanted.
func (g *gate) lets(f *Finding) bool {
	at := g.pass.Fset.Position(f.Pos)
	root := config.Root(filepath.Dir(at.Filename))
	c, _ := config.For(root) // the driver has reported the error
	if rel, err := filepath.Rel(root, at.Filename); err == nil && c.Excludes(filepath.ToSlash(rel)) {
		return false
	}
	if !f.Apply(c.Level(f.Rule)) || f.Severity == Low && !showLow.Load() {
		return false
	}
	i := slices.IndexFunc(g.pass.Files, func(file *ast.File) bool { return file.FileStart <= f.Pos && f.Pos < file.FileEnd })
	if i < 0 {
		return true
	}
	file := g.pass.Files[i]
	igs, ok := g.ignores[file]
	if !ok {
		igs = Ignores(g.pass.Fset, file)
		g.ignores[file] = igs
	}
	return !slices.ContainsFunc(igs, func(ig *Ignore) bool {
		return ig.Covers(f.Rule, f.Category, at.Line) && !(hosted.Load() && ig.everyones())
	})
}

// Apply gives f the severity of level, and reports whether f is wanted at all.
func (f *Finding) Apply(level config.Level) bool {
	switch level {
	case config.Off:
		return false
	case config.Low:
		f.Severity = Low
	case config.High:
		f.Severity = High
	}
	return true
}

// most is how many related places a finding shows.
const most = 8

// AlsoAt adds a related place, unless there are many already.
func (f *Finding) AlsoAt(at Place, text string) {
	if len(f.Related) < most && at.Pos != f.Pos {
		at.Text = text
		f.Related = append(f.Related, at)
	}
}

// Line returns the whole line of f: the message, and the suggestion after a semicolon.
func (f *Finding) Line() string { return f.line("") }

// tagged is Line with rule and category behind the message, as the command prints them.
func (f *Finding) tagged() string {
	if f.Severity == Low {
		return f.line(fmt.Sprintf(" (%s/%s, %s)", f.Rule, f.Category, f.Severity))
	}
	return f.line(fmt.Sprintf(" (%s/%s)", f.Rule, f.Category))
}

func (f *Finding) line(label string) string {
	if f.Suggest == "" {
		return f.Message + label
	}
	return f.Message + label + "; " + f.Suggest
}
