package driver

import (
	"go/token"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/scalevet/scalevet/analyzers"
	"github.com/scalevet/scalevet/internal/report"
)

// homepage is where people learn about the tool.
const homepage = "https://github.com/scalevet/scalevet"

// printSARIF writes a log of one run, as GitHub code scanning reads it.
func (r *Result) printSARIF(w io.Writer) error {
	run := sarifRun{Results: []sarifResult{}, ColumnKind: "unicodeCodePoints"}
	run.Tool.Driver = sarifDriver{Name: "scalevet", InformationURI: homepage, Rules: sarifRules()}
	inv := sarifInvocation{ExecutionSuccessful: len(r.Problems) == 0}
	for _, p := range r.Problems {
		inv.ToolExecutionNotifications = append(inv.ToolExecutionNotifications, sarifNotification{"error", sarifText{p}})
	}
	run.Invocations = []sarifInvocation{inv}
	for _, f := range r.Findings {
		run.Results = append(run.Results, r.sarif(f))
	}
	return writeJSON(w, sarifLog{
		Version: "2.1.0", Schema: "https://json.schemastore.org/sarif-2.1.0.json", Runs: []sarifRun{run},
	})
}

func sarifRules() []sarifRule {
	var rules []sarifRule
	for _, rule := range analyzers.Rules {
		summary, page, _ := strings.Cut(rule.Doc, "\n\n")
		rules = append(rules, sarifRule{
			ID: rule.Name, ShortDescription: sarifText{summary}, FullDescription: sarifText{summary},
			Help: sarifText{page}, HelpURI: rule.URL, DefaultConfiguration: sarifConfig{"error"},
		})
	}
	return append(rules, sarifRule{
		ID: ignoreRule, ShortDescription: sarifText{"find comments that ignore what is not there"},
		FullDescription: sarifText{"find comments that ignore what is not there"}, HelpURI: homepage,
		Help: sarifText{"Asked for by -unused-ignores."}, DefaultConfiguration: sarifConfig{"error"},
	})
}

// ruleIndex returns the index of a rule in what sarifRules returns.
func ruleIndex(rule string) int { return slices.Index(append(ruleNames(), ignoreRule), rule) }

func (r *Result) sarif(f *Found) sarifResult {
	res := sarifResult{
		RuleID: f.Rule, RuleIndex: ruleIndex(f.Rule), Level: "error", Message: sarifText{f.Line()},
		Locations:           []sarifLocation{r.location(Spot{f.At, f.To, ""})},
		PartialFingerprints: map[string]string{"scalevet/v1": f.Fingerprint},
		Properties:          sarifProperties{f.Category, f.Severity.String(), f.Suggest},
	}
	if f.Severity == report.Low {
		res.Level = "note"
	}
	if f.Func != "" {
		res.Locations[0].LogicalLocations = []sarifLogical{{f.Func, "function"}}
	}
	for i, s := range f.Related {
		loc := r.location(s)
		loc.ID = i + 1
		res.RelatedLocations = append(res.RelatedLocations, loc)
	}
	var steps []sarifStep
	for _, s := range f.Chain {
		steps = append(steps, sarifStep{r.location(s)})
	}
	if len(steps) > 0 {
		res.CodeFlows = []sarifFlow{{[]sarifThread{{steps}}}}
	}
	for _, fix := range f.Fixes {
		res.Fixes = append(res.Fixes, r.sarifFix(fix))
	}
	return res
}

// sarifFix writes each edit as a change of its own.
func (r *Result) sarifFix(fix Fix) sarifFix {
	out := sarifFix{Description: sarifText{fix.Message}}
	for _, e := range fix.Edits {
		loc := r.location(Spot{e.At, e.To, ""}).PhysicalLocation
		loc.Region.EndLine, loc.Region.EndColumn = e.To.Line, r.column(e.To)
		out.ArtifactChanges = append(out.ArtifactChanges, sarifChange{
			loc.ArtifactLocation, []sarifReplacement{{loc.Region, sarifText{e.New}}},
		})
	}
	return out
}

// location writes s: a file of the repository is relative to its root.
func (r *Result) location(s Spot) sarifLocation {
	name := r.fromTop(s.At.Filename)
	loc := sarifLocation{PhysicalLocation: sarifPhysical{
		ArtifactLocation: sarifArtifact{URI: (&url.URL{Path: name}).String(), URIBaseID: "%SRCROOT%"},
		Region:           sarifRegion{StartLine: max(s.At.Line, 1), StartColumn: r.column(s.At)},
	}}
	if filepath.IsAbs(name) {
		loc.PhysicalLocation.ArtifactLocation = sarifArtifact{URI: (&url.URL{Scheme: "file", Path: filepath.ToSlash(name)}).String()}
	}
	if s.To.IsValid() && s.To.Offset > s.At.Offset {
		loc.PhysicalLocation.Region.EndLine, loc.PhysicalLocation.Region.EndColumn = s.To.Line, r.column(s.To)
	}
	if s.Text != "" {
		loc.Message = &sarifText{s.Text}
	}
	return loc
}

// column returns a column counted in characters, where Go counts bytes.
func (r *Result) column(at token.Position) int {
	line := r.sources.file(at.Filename).line(at.Line)
	if at.Column < 1 || at.Column-1 > len(line) {
		return at.Column
	}
	return utf8.RuneCountInString(line[:at.Column-1]) + 1
}
