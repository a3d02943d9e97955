package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// text prints the tallies as tables, and then the rows that went wrong or could not be judged.
func (r *Result) text(w io.Writer) error {
	fmt.Fprintf(w, "scalevet %s\n\n", r.Scalevet)
	for _, tallies := range [][]Tally{r.Rules, r.Projects} {
		table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(table, "rule\tproject\tfound\tcleared\tsilent\tunjudged")
		for _, t := range tallies {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%d\n", t.Rule, t.Project, t.recall(), t.mended(), t.quiet(), t.Unjudged)
		}
		if err := table.Flush(); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	for _, list := range lists {
		for _, v := range r.Verdicts {
			if list.of(&v) {
				fmt.Fprintf(w, "%s: %s\n", list.name, v.line())
			}
		}
	}
	return nil
}

// recall is the faults found of those that could be judged.
func (t *Tally) recall() string { return ratio(t.Found, t.Faults) }

// mended is the faults found that are not found any more at their fix.
func (t *Tally) mended() string { return ratio(t.Cleared, t.Fixed) }

// quiet is the traps at which nothing is said.
func (t *Tally) quiet() string { return ratio(t.Silent, t.Traps) }

func ratio(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%d/%d", n, of)
}

// lists are the rows worth a look, in the order in which they are printed.
var lists = []struct {
	name string
	of   func(*Verdict) bool
}{
	{"missed", func(v *Verdict) bool { return v.Result == missed }},
	{"false alarm", func(v *Verdict) bool { return v.Result == hit }},
	{"still there at the fix", func(v *Verdict) bool { return v.After == still }},
	{"not judged", func(v *Verdict) bool { return v.Result == unjudged || v.After == unjudged }},
}

// line says in one line which row v is of, and what was seen there.
func (v *Verdict) line() string {
	s := v.place()
	switch {
	case v.Why != "":
		s += ": " + v.Why
	case len(v.Seen) > 0:
		s += ": " + v.Seen[len(v.Seen)-1]
	}
	return s
}

// place names the rule and where the row is, in words that no other row has.
func (v *Verdict) place() string {
	s := fmt.Sprintf("%s %s %.9s %s:%d", v.Rule, v.Project, v.Commit, v.File, v.Line)
	if v.Func != "" {
		s += " " + v.Func
	}
	return s
}
