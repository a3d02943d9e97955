package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// The block of a page that is ours.
const (
	blockBegin = "<!-- written by internal/dev/accuracy -->\n"
	blockEnd   = "<!-- end of what internal/dev/accuracy wrote -->\n"
)

// updatePage writes the figures into the marked block of a page. The page must give, below the block,
// the cause of each row that is missed, a false alarm or still there: what it lacks, or has of rows
// that went well since, is an error, for which the block is written all the same.
func updatePage(path string, r *Result) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(text), blockBegin)
	_, after, ok2 := strings.Cut(rest, blockEnd)
	if !ok || !ok2 {
		return fmt.Errorf("%s has no block between the lines\n%s%s", path, blockBegin, blockEnd)
	}
	if err := os.WriteFile(path, []byte(before+blockBegin+r.block()+blockEnd+after), 0o644); err != nil {
		return err
	}
	return r.causes(path, after)
}

// block is the figures as Markdown.
func (r *Result) block() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\nscalevet at %s, by `%s`:\n\n", r.Scalevet, r.Command)
	b.WriteString("| rule | faults found | gone at the fix | traps silent | not judged |\n|---|---|---|---|---|\n")
	for _, t := range r.Rules {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %d |\n", t.Rule, t.recall(), t.mended(), t.quiet(), t.Unjudged)
	}
	b.WriteString("\n| rule | project | faults found | gone at the fix | traps silent | not judged |\n|---|---|---|---|---|---|\n")
	for _, t := range r.Projects {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %d |\n", t.Rule, t.Project, t.recall(), t.mended(), t.quiet(), t.Unjudged)
	}
	for _, list := range lists {
		head := "\n" + strings.ToUpper(list.name[:1]) + list.name[1:] + ":\n\n"
		for _, v := range r.Verdicts {
			if !list.of(&v) {
				continue
			}
			b.WriteString(head)
			head = ""
			fmt.Fprintf(&b, "- `%s`", v.place())
			if v.Why != "" {
				fmt.Fprintf(&b, ": %s", v.Why)
			}
			b.WriteString("\n")
		}
	}
	b.WriteString("\n")
	return b.String()
}

// causes compares the rows that went wrong with the lines "- `PLACE`: cause" of text.
func (r *Result) causes(path, text string) error {
	given := map[string]bool{}
	for _, line := range strings.Split(text, "\n") {
		if rest, ok := strings.CutPrefix(line, "- `"); ok {
			place, _, _ := strings.Cut(rest, "`")
			given[place] = true
		}
	}
	var complaints []string
	for i := range r.Verdicts {
		v := &r.Verdicts[i]
		if v.Result != missed && v.Result != hit && v.After != still {
			continue
		}
		if !given[v.place()] {
			complaints = append(complaints, "no cause is given of "+v.place())
		}
		delete(given, v.place())
	}
	for _, place := range slices.Sorted(maps.Keys(given)) {
		complaints = append(complaints, "a cause is given of what did not go wrong: "+place)
	}
	if len(complaints) > 0 {
		return fmt.Errorf("%s: %s", path, strings.Join(complaints, "\n"))
	}
	return nil
}
