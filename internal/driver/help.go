package driver

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/scalevet/scalevet/analyzers"
)

// help prints the list of rules, or one rule's page.
func help(_ context.Context, args []string, stdout, stderr io.Writer) int {
	s := newStyle("auto", stdout)
	if len(args) == 0 {
		fmt.Fprint(stdout, "scalevet finds what works on a laptop and falls over under load. Its rules:\n\n")
		for _, r := range analyzers.Rules {
			summary, _, _ := strings.Cut(r.Doc, "\n")
			fmt.Fprintf(stdout, "  %s %s\n", s.place.Sprintf("%-13s", r.Name), summary)
		}
		fmt.Fprint(stdout, "\nscalevet help RULE explains one; scalevet -h lists the flags.\n")
		return exitClean
	}
	for _, r := range analyzers.Rules {
		if r.Name == args[0] && len(args) == 1 {
			page(stdout, r, s)
			return exitClean
		}
	}
	return usageExit(fmt.Errorf("no rule %q: the rules are %s", strings.Join(args, " "), join(ruleNames())), stderr)
}

// heading begins a paragraph with its subject, as "Wrong:" or "Limits:" does.
var heading = regexp.MustCompile(`^(Wrong|Right|Limits|Flags|Categories):`)

// page prints the page of a rule: its name and summary, its text, code set in, and where to read
// on.
func page(w io.Writer, r analyzers.Rule, s style) {
	summary, text, _ := strings.Cut(strings.TrimSpace(r.Doc), "\n")
	fmt.Fprintf(w, "%s: %s\n", s.place.Sprint(r.Name), summary)
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if code, ok := strings.CutPrefix(line, "\t"); ok {
			fmt.Fprintf(w, "    %s\n", s.help.Sprint(strings.ReplaceAll(code, "\t", "    ")))
			continue
		}
		if m := heading.FindString(line); m != "" {
			line = s.place.Sprint(m) + line[len(m):]
		}
		fmt.Fprintln(w, line)
	}
	fmt.Fprintf(w, "\nSilence one finding: //scalevet:ignore %s reason\n", r.Name)
	fmt.Fprintf(w, "Switch it off: -%s=false, or %q below rules in .scalevet.yml\n", r.Name, r.Name+": off")
	fmt.Fprintln(w, r.URL)
}
