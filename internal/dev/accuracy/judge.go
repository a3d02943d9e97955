package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/scalevet/scalevet/internal/dev/projects"
)

// What can be said of a row.
const (
	found    = "found"    // a fault, and a finding of its rule is there
	missed   = "missed"   // a fault, and nothing is said
	silence  = "silent"   // a trap, and nothing is said
	hit      = "hit"      // a trap, and a finding of its rule is there
	unjudged = "unjudged" // see Why
	cleared  = "cleared"  // of a pair's fix: a finding is gone, and none came; see after
	still    = "still"    // of a pair's fix: the findings are the same, or there is another
)

// A Verdict is what scalevet says of a row.
type Verdict struct {
	*Row
	Result string   `json:"result"`          // found, missed, silent, hit or unjudged
	After  string   `json:"after,omitempty"` // of a pair that was found: cleared, still or unjudged
	Why    string   `json:"why,omitempty"`   // of what is unjudged
	Seen   []string `json:"seen,omitempty"`  // the findings that made it found or hit, and then those that made it still
}

// A judge runs scalevet and keeps what it said of each module.
type judge struct {
	trees *projects.Trees
	tool  *projects.Tool
	mysql named
	log   io.Writer
	runs  map[string]*analyzed // by project, commit and the module's directory
}

// An analyzed module, or why there is none.
type analyzed struct {
	root, dir string // of the tree and of the module
	report    *projects.Report
	err       error
}

// row judges one row.
func (j *judge) row(ctx context.Context, r *Row) Verdict {
	v := Verdict{Row: r, Result: unjudged}
	if strings.HasSuffix(r.Kind, "-nonhandler") {
		v.Why = "outside of requests, of which the rule does not speak"
		return v
	}
	at := j.analyze(ctx, r.Project, r.Commit, r.File)
	if at.err != nil {
		v.Why = at.err.Error()
		return v
	}
	src := readSource(filepath.Join(at.root, filepath.FromSlash(r.File)))
	where := smallest(src.stmts, r.Line)
	if r.Table == "pairs" {
		where = smallest(src.all, r.Line)
	}
	hits := at.hits(r.Rule, r.File, []span{where})
	for _, f := range hits {
		v.Seen = append(v.Seen, f.Message)
	}
	broken := at.broken(filepath.Dir(r.File))
	switch {
	case len(hits) > 0 && r.Trap:
		v.Result = hit
	case len(hits) > 0:
		v.Result = found
	case broken != "":
		v.Why = broken
	case r.Trap:
		v.Result = silence
	default:
		v.Result = missed
	}
	if v.Result == found && r.Fix != "" {
		target := at.hits(r.Rule, r.File, []span{smallest(src.stmts, r.Line)})
		if len(target) == 0 {
			target = hits
		}
		j.after(ctx, &v, at, hits, target)
	}
	return v
}

// after judges the fix of a pair that was found: one of the findings at the fault's line (target; of
// those in the function, was, when there is none at the line) must be gone, and what stands in the
// function must have been there before, and so be of another fault. A finding that stands elsewhere
// and only leads through the function may come.
func (j *judge) after(ctx context.Context, v *Verdict, before *analyzed, was, target []projects.Finding) {
	v.After = unjudged
	at := j.analyze(ctx, v.Project, v.Fix, v.File)
	if at.err != nil {
		v.Why = "at the fix: " + at.err.Error()
		return
	}
	src := readSource(filepath.Join(at.root, filepath.FromSlash(v.File)))
	left := at.hits(v.Rule, v.File, src.decls[v.Func])
	for _, f := range left {
		v.Seen = append(v.Seen, "at the fix: "+f.Message)
	}
	came := slices.DeleteFunc(lacking(left, was), func(f projects.Finding) bool { return !at.within(f.Place, f.EndLine, v.File, src.decls[v.Func]) })
	gone := lacking(target, left)
	if len(gone) == 0 || len(came) > 0 {
		v.After = still
		return
	}
	// Silence is worth nothing where a package that the finding spoke of could not be analyzed.
	for _, f := range gone {
		if v.Why = at.unsound(before, f); v.Why == "" {
			v.After = cleared
			return
		}
	}
	v.Why = "at the fix: " + v.Why
}

// unsound returns the first problem of the packages that a finding of before leads through.
func (a *analyzed) unsound(before *analyzed, f projects.Finding) string {
	for _, p := range append([]projects.Place{f.Place}, f.Chain...) {
		if why := a.broken(filepath.Dir(before.path(p.File))); why != "" {
			return why
		}
	}
	return ""
}

// lacking returns those of fs that say what none of others says. The parentheses at the end do not
// count: they hold the way there, or the indexes that a table has.
func lacking(fs, others []projects.Finding) []projects.Finding {
	same := func(a, b projects.Finding) bool {
		return a.Category == b.Category && evidence.ReplaceAllString(a.Message, "") == evidence.ReplaceAllString(b.Message, "")
	}
	var lack []projects.Finding
	for _, f := range fs {
		if !slices.ContainsFunc(others, func(o projects.Finding) bool { return same(f, o) }) {
			lack = append(lack, f)
		}
	}
	return lack
}

// evidence matches what ends a message in parentheses, with one pair inside.
var evidence = regexp.MustCompile(`( \((?:[^()]|\([^()]*\))*\))+$`)

// analyze runs scalevet on the module of a file, once.
func (j *judge) analyze(ctx context.Context, project, commit, file string) *analyzed {
	root, dir, err := j.trees.Module(ctx, project, commit, file)
	if err != nil {
		return &analyzed{err: err}
	}
	key := strings.Join([]string{project, commit, dir}, "\x00")
	if a := j.runs[key]; a != nil {
		return a
	}
	begin := time.Now()
	a := &analyzed{root: root, dir: dir}
	var args []string
	if file := j.mysql[project]; file != "" {
		args = []string{"-schema", translated}
		a.err = translate(filepath.Join(root, filepath.FromSlash(file)), dir)
	}
	if a.err == nil {
		a.report, a.err = j.tool.Run(ctx, dir, args...)
	}
	j.runs[key] = a
	said := "failed"
	if a.err == nil {
		said = fmt.Sprintf("%d findings, %d problems", len(a.report.Findings), len(a.report.Problems))
	}
	fmt.Fprintf(j.log, "%s %.10s: %s, %.0f s\n", project, commit, said, time.Since(begin).Seconds())
	return a
}

// hits returns the findings of a rule that name a place within one of the spans of file: where they
// stand, a step of their way, or what they relate to.
func (a *analyzed) hits(rule, file string, in []span) []projects.Finding {
	var fs []projects.Finding
	for _, f := range a.report.Findings {
		other := func(p projects.Place) bool { return a.within(p, p.Line, file, in) }
		if f.Rule == rule && (a.within(f.Place, f.EndLine, file, in) || slices.ContainsFunc(f.Chain, other) || slices.ContainsFunc(f.Related, other)) {
			fs = append(fs, f)
		}
	}
	return fs
}

// within reports whether what begins at p and ends in the line last is within one of the spans of file.
func (a *analyzed) within(p projects.Place, last int, file string, in []span) bool {
	return a.path(p.File) == file && slices.ContainsFunc(in, func(s span) bool { return s.overlaps(p.Line, last) })
}

// path returns the path in the project of a file that a report names.
func (a *analyzed) path(file string) string {
	if !filepath.IsAbs(file) {
		file = filepath.Join(a.dir, file)
	}
	rel, err := filepath.Rel(a.root, file)
	if err != nil {
		return file
	}
	return filepath.ToSlash(rel)
}

// broken says what is wrong with the package in dir: its own problem, or one that names no place; "" if
// nothing is.
func (a *analyzed) broken(dir string) string {
	for _, p := range a.report.Problems {
		file, _, ok := strings.Cut(p, ":")
		if !ok || !strings.HasSuffix(file, ".go") {
			return "not analyzed: " + p
		}
		if filepath.Dir(a.path(file)) == filepath.Clean(dir) {
			what, _, _ := strings.Cut(p, ": module lookup disabled") // and what to do about it
			return "does not type-check: " + what
		}
	}
	return ""
}
