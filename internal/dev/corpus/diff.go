package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/scalevet/scalevet/internal/dev/projects"
)

// A Diff is what two versions say of a project.
type Diff struct {
	Project string   `json:"project"`
	Commit  string   `json:"commit"`
	Why     string   `json:"why,omitempty"` // why there is no comparison
	Same    int      `json:"same"`          // findings of both
	Gone    []Item   `json:"gone"`          // of the old version alone
	New     []Item   `json:"new"`           // of the new version alone
	Changed []Change `json:"changed"`       // of both, with other words or another severity
	// Problems are what either could not analyze, when they differ.
	Problems *[2][]string `json:"problems,omitempty"`
}

// An Item is a finding with its line of source.
type Item struct {
	projects.Finding
	Source string `json:"source"`
}

// A Change is a finding as the two versions say it.
type Change struct {
	Old Item `json:"old"`
	New Item `json:"new"`
}

// A differ runs two versions.
type differ struct {
	trees *projects.Trees
	tools [2]*projects.Tool
	log   io.Writer
}

// project compares the two versions on one project.
func (d *differ) project(ctx context.Context, p pin) *Diff {
	diff := &Diff{Project: p.project, Commit: p.commit, Gone: []Item{}, New: []Item{}, Changed: []Change{}}
	_, dir, err := d.trees.Module(ctx, p.project, p.commit, filepath.Join(p.module, "go.mod"))
	if err != nil {
		diff.Why = err.Error()
		return diff
	}
	var reports [2]*projects.Report
	for i, tool := range d.tools {
		begin := time.Now()
		if reports[i], err = tool.Run(ctx, dir); err != nil {
			diff.Why = [2]string{"old", "new"}[i] + ": " + err.Error()
			return diff
		}
		fmt.Fprintf(d.log, "%s: %d findings, %.0f s\n", p.project, len(reports[i].Findings), time.Since(begin).Seconds())
	}
	if old, now := reports[0].Problems, reports[1].Problems; strings.Join(old, "\n") != strings.Join(now, "\n") {
		diff.Problems = &[2][]string{old, now}
	}
	diff.compare(reports[0].Findings, reports[1].Findings, lines{}.at(dir))
	return diff
}

// compare fills in the differences. A finding is the same when its fingerprint is, which holds no
// line and no chain; one that is said in other words at the same place is a change.
func (d *Diff) compare(old, now []projects.Finding, item func(projects.Finding) Item) {
	olds := map[string]projects.Finding{}
	for _, f := range old {
		olds[f.Fingerprint] = f
	}
	var fresh []projects.Finding
	for _, f := range now {
		was, ok := olds[f.Fingerprint]
		delete(olds, f.Fingerprint)
		switch {
		case !ok:
			fresh = append(fresh, f)
		case was.Severity != f.Severity:
			d.Changed = append(d.Changed, Change{item(was), item(f)})
		default:
			d.Same++
		}
	}
	atPlace := map[string]string{} // fingerprints of what is left of the old, by rule and place
	for _, f := range old {
		if _, left := olds[f.Fingerprint]; left {
			atPlace[ruleAt(f)] = f.Fingerprint
		}
	}
	for _, f := range fresh {
		was, ok := olds[atPlace[ruleAt(f)]]
		if !ok {
			d.New = append(d.New, item(f))
			continue
		}
		delete(olds, was.Fingerprint)
		d.Changed = append(d.Changed, Change{item(was), item(f)})
	}
	for _, f := range old {
		if _, left := olds[f.Fingerprint]; left {
			d.Gone = append(d.Gone, item(f))
		}
	}
}

func ruleAt(f projects.Finding) string {
	return fmt.Sprintf("%s %s:%d", f.Rule, f.Place.File, f.Place.Line)
}

// lines are the lines of files, read once each.
type lines map[string][]string

// at returns what puts to a finding its line in a file below dir.
func (l lines) at(dir string) func(projects.Finding) Item {
	return func(f projects.Finding) Item {
		path := f.Place.File
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		if _, ok := l[path]; !ok {
			text, _ := os.ReadFile(path) // a file that went has no lines
			l[path] = strings.Split(string(text), "\n")
		}
		it := Item{Finding: f}
		if n := f.Place.Line; n >= 1 && n <= len(l[path]) {
			it.Source = strings.TrimSpace(l[path][n-1])
		}
		return it
	}
}
