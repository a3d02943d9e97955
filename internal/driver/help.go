package driver

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/scalevet/scalevet/analyzers"
)

// help prints the list of rules, or one rule's page.
func help(_ context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		fmt.Fprintln(stdout, "scalevet finds what works on a laptop and falls over under load. Its rules:")
		fmt.Fprintln(stdout)
		for _, r := range analyzers.Rules {
			summary, _, _ := strings.Cut(r.Doc, "\n")
			fmt.Fprintf(stdout, "  %-13s %s\n", r.Name, summary)
		}
		fmt.Fprintln(stdout, "\nscalevet help RULE explains one; scalevet -h lists the flags.")
		return exitClean
	}
	for _, r := range analyzers.Rules {
		if r.Name == args[0] {
			fmt.Fprintf(stdout, "%s: %s\n\n%s\n", r.Name, strings.TrimSpace(r.Doc), r.URL)
			return exitClean
		}
	}
	fmt.Fprintf(stderr, "scalevet: no rule %q; see scalevet help\n", args[0])
	return exitUsage
}
