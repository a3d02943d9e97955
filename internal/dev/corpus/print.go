package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// printDiffs prints for people: of each project what is gone (-), new (+) and changed (~), and then
// how many of each rule.
func printDiffs(w io.Writer, diffs []*Diff) error {
	var b strings.Builder
	counts := map[string]*[3]int{}
	count := func(it Item, column int) {
		if counts[it.Rule] == nil {
			counts[it.Rule] = &[3]int{}
		}
		counts[it.Rule][column]++
	}
	for _, d := range diffs {
		d.print(&b)
		for _, it := range d.Gone {
			count(it, 0)
		}
		for _, it := range d.New {
			count(it, 1)
		}
		for _, c := range d.Changed {
			count(c.New, 2)
		}
	}
	for _, rule := range slices.Sorted(maps.Keys(counts)) {
		n := counts[rule]
		fmt.Fprintf(&b, "%s: %d gone, %d new, %d changed\n", rule, n[0], n[1], n[2])
	}
	if len(counts) == 0 {
		b.WriteString("no difference in findings\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (d *Diff) print(b *strings.Builder) {
	if d.Why != "" {
		fmt.Fprintf(b, "== %s %.10s: not compared: %s\n\n", d.Project, d.Commit, d.Why)
		return
	}
	fmt.Fprintf(b, "== %s %.10s: %d gone, %d new, %d changed, %d the same\n",
		d.Project, d.Commit, len(d.Gone), len(d.New), len(d.Changed), d.Same)
	if d.Problems != nil {
		for i, sign := range []string{"-", "+"} {
			for _, p := range d.Problems[i] {
				fmt.Fprintf(b, "%s not analyzed: %s\n", sign, p)
			}
		}
	}
	for _, e := range d.entries() {
		b.WriteString(e.text)
	}
	b.WriteString("\n")
}

// An entry is what is printed of one place.
type entry struct {
	at   Item
	text string
}

// entries are the differences by place, so that what is gone stands beside what is new there.
func (d *Diff) entries() []entry {
	var es []entry
	for _, it := range d.Gone {
		es = append(es, entry{it, it.said("-") + it.source()})
	}
	for _, it := range d.New {
		es = append(es, entry{it, it.said("+") + it.source()})
	}
	for _, c := range d.Changed {
		es = append(es, entry{c.New, c.text()})
	}
	slices.SortStableFunc(es, func(a, b entry) int {
		return cmp.Or(strings.Compare(a.at.Place.File, b.at.Place.File), a.at.Place.Line-b.at.Place.Line)
	})
	return es
}

// text is what a change is printed as; the suggestions stand there when they differ, since the rest
// may be alike then.
func (c Change) text() string {
	old, now := c.Old.said("~-"), c.New.said("~+")
	if c.Old.Suggestion != c.New.Suggestion {
		old, now = old+c.Old.help(), now+c.New.help()
	}
	return old + now + c.New.source()
}

func (it Item) help() string {
	if it.Suggestion == "" {
		return "      = no help\n"
	}
	return "      = help: " + it.Suggestion + "\n"
}

func (it Item) said(sign string) string {
	return fmt.Sprintf("%s %s:%d: %s (%s/%s, %s)\n", sign, it.Place.File, it.Place.Line, it.Message, it.Rule, it.Category, it.Severity)
}

func (it Item) source() string { return "      | " + it.Source + "\n" }
