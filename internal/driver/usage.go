package driver

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

// usage prints what the command takes.
func usage(w io.Writer, fs *flag.FlagSet) {
	fmt.Fprint(w, `scalevet finds what works on a laptop and falls over under load.

usage:
  scalevet [flags] [packages]      analyze the module; print the packages asked for (default ./...)
  scalevet vet [flags] [packages]  the same through go vet and its cache, a package at a time
  scalevet handlers [flags]        what serves requests and what each reaches
  scalevet schema [flags]          the schema as read from the migrations
  scalevet queries [flags]         every SQL statement found, and its verdict
  scalevet lsp [flags]             a language server for editors, beside gopls
  scalevet gopls build -o PATH     build a gopls with the rules in it
  scalevet help [rule]             what a rule finds and how to mend it
  go vet -vettool=$(which scalevet) ./...

exit status: 0 nothing found, 3 findings, 2 usage, 1 a package could not be analyzed (the others
are). Migrations that cannot be read are named on stderr; nothing is said of their tables.

flags:
`)
	fs.VisitAll(func(f *flag.Flag) {
		if rule, _, _ := strings.Cut(f.Name, "."); isRule(rule) {
			return
		}
		arg, text := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" {
			text += " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(w, "  %-22s %s\n", strings.TrimSpace("-"+f.Name+" "+arg), text)
	})
	fmt.Fprintf(w, "  %-22s %s\n  %-22s %s\n", "-RULE", "run only the rules named so", "-RULE=false", "run all rules but these")
	fmt.Fprintf(w, "\nrules: %s\n", join(ruleNames()))
}
