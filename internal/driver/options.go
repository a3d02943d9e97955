// Package driver is the command: it loads the module, links what the passes extract, asks the
// rules, and prints what they find.
package driver

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/analyzers"
)

// Options are the choices of one run.
type Options struct {
	Dir      string   // where to start; "" is the working directory
	Patterns []string // the packages asked for; default ./...
	Format   string   // text, json, sarif, github, gitlab
	Color    string   // auto, always, never
	Context  int      // lines of source around a finding
	Tests    bool     // analyze test files too
	Tags     string   // build tags
	Low      bool     // show findings of low severity too
	Verbose  bool
	Schema   []string // where the schema is; found by itself when empty
	Config   string   // configuration file; .scalevet.yml at the module's root when empty
	Baseline string   // file of findings to leave out
	Write    bool     // write the baseline instead of printing
	NewFrom  string   // git revision: only findings on lines changed since
	Unused   bool     // report suppressions that suppress nothing
	Off      []string // rules switched off
	Digest   bool     // schema: print its digest alone
}

// formats are the names that -format takes.
var formats = []string{"text", "json", "sarif", "github", "gitlab"}

// A usageError is a mistake in the command line: exit code 2.
type usageError struct{ error }

// parseFlags reads the flags of a run; -h prints them to w and is flag.ErrHelp.
func parseFlags(args []string, w io.Writer) (Options, error) {
	var o Options
	fs := flag.NewFlagSet("scalevet", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&o.Format, "format", "text", "`FORMAT` of the findings: "+strings.Join(formats, ", "))
	fs.StringVar(&o.Color, "color", "auto", "colour of text: auto, always, never")
	fs.IntVar(&o.Context, "c", 0, "lines of source context around a finding")
	fs.StringVar(&o.Dir, "C", "", "run in `DIR`")
	fs.BoolVar(&o.Tests, "tests", false, "analyze test files too")
	fs.StringVar(&o.Tags, "tags", "", "build `TAGS`")
	fs.BoolVar(&o.Low, "low", false, "show findings of low severity too")
	fs.BoolVar(&o.Verbose, "v", false, "say what was read and what could not be")
	fs.Func("schema", "`PATH` of the schema or its migrations (repeatable; found by itself otherwise)", func(s string) error {
		o.Schema = append(o.Schema, s)
		return nil
	})
	fs.StringVar(&o.Config, "config", "", "configuration `FILE` (default .scalevet.yml at the module's root)")
	fs.StringVar(&o.Baseline, "baseline", "", "leave out the findings listed in `FILE`")
	fs.BoolVar(&o.Write, "write-baseline", false, "write the findings to the baseline file instead of printing them")
	fs.StringVar(&o.NewFrom, "new-from-rev", "", "only findings on lines changed since git revision `REV`")
	fs.BoolVar(&o.Unused, "unused-ignores", false, "report suppressions that suppress nothing")
	fs.BoolVar(&o.Digest, "digest", false, "schema: print what identifies the migrations' contents")
	on := map[string]*bool{}
	for _, r := range analyzers.Rules {
		on[r.Name] = fs.Bool(r.Name, true, "run this rule; -"+r.Name+"=false switches it off")
	}
	if err := fs.Parse(args); err != nil {
		if err == flag.ErrHelp {
			usage(w, fs)
			return o, err
		}
		return o, usageError{err}
	}
	for name, v := range on {
		if !*v {
			o.Off = append(o.Off, name)
		}
	}
	slices.Sort(o.Off)
	o.Patterns = fs.Args()
	return o, o.check()
}

func isRule(name string) bool {
	return slices.ContainsFunc(analyzers.Rules, func(r analyzers.Rule) bool { return r.Name == name })
}

func (o *Options) check() error {
	switch {
	case !slices.Contains(formats, o.Format):
		return usageError{fmt.Errorf("unknown format %q: want one of %s", o.Format, strings.Join(formats, ", "))}
	case !slices.Contains([]string{"auto", "always", "never"}, o.Color):
		return usageError{fmt.Errorf("unknown -color %q: want auto, always or never", o.Color)}
	case o.Write && o.Baseline == "":
		return usageError{fmt.Errorf("-write-baseline needs -baseline FILE")}
	case o.Context < 0:
		return usageError{fmt.Errorf("-c %d is negative", o.Context)}
	}
	return nil
}

func usage(w io.Writer, fs *flag.FlagSet) {
	fmt.Fprint(w, `scalevet finds what works on a laptop and falls over under load.

usage:
  scalevet [flags] [packages]      analyze; default ./...
  scalevet handlers [flags]        what serves requests and what each reaches
  scalevet schema [flags]          the schema as read from the migrations
  scalevet queries [flags]         every SQL statement found, and its verdict
  scalevet help [analyzer]         what a rule finds and how to mend it
  go vet -vettool=$(which scalevet) ./...

exit status: 0 nothing found, 3 findings, 2 usage, 1 something could not be analyzed

flags:
`)
	fs.SetOutput(w)
	fs.PrintDefaults()
}

func (o Options) buildFlags() []string {
	if o.Tags == "" {
		return nil
	}
	return []string{"-tags=" + o.Tags}
}
