package main

import (
	"cmp"
	"slices"
	"strings"
)

// A Result is what one run measured.
type Result struct {
	Scalevet string    `json:"scalevet"` // the commit or the file that was measured
	Command  string    `json:"command"`
	Rules    []Tally   `json:"rules"`
	Projects []Tally   `json:"projects"` // by rule and project
	Verdicts []Verdict `json:"verdicts"`
}

// A Tally counts verdicts of one rule, in one project or in all. What is unjudged is in none of the
// others.
type Tally struct {
	Rule     string `json:"rule"`
	Project  string `json:"project,omitempty"`
	Faults   int    `json:"faults"`
	Found    int    `json:"found"`
	Fixed    int    `json:"fixed"` // faults found whose fix was judged
	Cleared  int    `json:"cleared"`
	Traps    int    `json:"traps"`
	Silent   int    `json:"silent"`
	Unjudged int    `json:"unjudged"` // rows, or fixes of rows
}

func (t *Tally) add(v *Verdict) {
	switch v.Result {
	case found, missed:
		t.Faults++
	case silence, hit:
		t.Traps++
	case unjudged:
		t.Unjudged++
	}
	switch v.Result {
	case found:
		t.Found++
	case silence:
		t.Silent++
	}
	switch v.After {
	case cleared:
		t.Cleared++
		t.Fixed++
	case still:
		t.Fixed++
	case unjudged:
		t.Unjudged++
	}
}

// count fills the tallies, sorted by rule and project.
func (r *Result) count() {
	rules, both := map[string]*Tally{}, map[[2]string]*Tally{}
	for i := range r.Verdicts {
		v := &r.Verdicts[i]
		of(rules, v.Rule, Tally{Rule: v.Rule}).add(v)
		of(both, [2]string{v.Rule, v.Project}, Tally{Rule: v.Rule, Project: v.Project}).add(v)
	}
	r.Rules, r.Projects = sorted(rules), sorted(both)
}

// of returns the tally of a key, which begins as t.
func of[K comparable](m map[K]*Tally, key K, t Tally) *Tally {
	if m[key] == nil {
		m[key] = &t
	}
	return m[key]
}

func sorted[K comparable](m map[K]*Tally) []Tally {
	var ts []Tally
	for _, t := range m {
		ts = append(ts, *t)
	}
	slices.SortFunc(ts, func(a, b Tally) int {
		return cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Project, b.Project))
	})
	return ts
}
