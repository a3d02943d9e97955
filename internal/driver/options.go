package driver

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/analyzers"
	"github.com/scalevet/scalevet/internal/config"
)

// Options are the choices of one run.
type Options struct {
	Dir      string   // where to start, absolute
	Patterns []string // the packages asked for; default ./...
	Format   string   // text, json, sarif, github, gitlab
	Color    string   // auto, always, never
	Context  int      // lines of source around a finding
	Tests    bool     // analyze test files too
	Tags     string   // build tags
	Low      bool     // show findings of low severity too
	Verbose  bool     // say what was read and what could not be
	Config   string   // configuration file; .scalevet.yml at the module's root when empty
	Baseline string   // file of findings to leave out
	Write    bool     // write the baseline instead of printing
	Fix      bool     // apply the fixes of the findings
	Diff     bool     // show what Fix would change instead
	NewFrom  string   // git revision: only findings on lines changed since
	Unused   bool     // report suppressions that suppress nothing
	Digest   bool     // schema: print its digest alone

	Only     []string // rules named alone: the others are off
	Off      []string // rules switched off
	Schema   []string // PATH, or PATH=TREE; found by itself when empty
	Small    []string // tables that stay small
	Postgres int      // major version, 0 when not given
	Rules    []config.Rule
	Exclude  []string
	Catalog  string // file of rows

	whole    string            // the module that is analyzed at once; "" when a package at a time is
	settings *config.Config    // laid over the configuration file before the flags; may be nil
	modular  map[string]string // flags that a worker of go vet needs too
	texts    map[string][]byte // what an editor has not saved, by absolute file name
}

// formats are the names that -format takes.
var formats = []string{"text", "json", "sarif", "github", "gitlab"}

// parseFlags reads the flags of a run; -h prints them to w and is flag.ErrHelp. Other errors are
// mistakes in the command line.
func parseFlags(args []string, w io.Writer) (Options, error) {
	o := Options{modular: map[string]string{}}
	fs := flag.NewFlagSet("scalevet", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	o.outputFlags(fs)
	o.choiceFlags(fs)
	o.configFlags(fs)
	ruleFlags(fs)
	if err := fs.Parse(args); err != nil {
		if err == flag.ErrHelp {
			usage(w, fs)
		}
		return o, err
	}
	fs.Visit(o.visit)
	o.Patterns = fs.Args()
	if o.Catalog != "" {
		o.Catalog = o.abs(o.Catalog)
	}
	return o, o.check()
}

func (o *Options) outputFlags(fs *flag.FlagSet) {
	fs.StringVar(&o.Format, "format", "text", "`FORMAT` of the findings: "+strings.Join(formats, ", "))
	fs.StringVar(&o.Color, "color", "auto", "colour of text: `WHEN` is auto, always or never")
	fs.IntVar(&o.Context, "c", 0, "`N` lines of source context around a finding")
	fs.BoolVar(&o.Verbose, "v", false, "say what was read and what could not be")
	fs.BoolVar(&o.Digest, "digest", false, "schema: print only what identifies the contents of migrations, queries and configuration")
}

func (o *Options) choiceFlags(fs *flag.FlagSet) {
	fs.StringVar(&o.Dir, "C", "", "run in `DIR`")
	fs.BoolVar(&o.Tests, "tests", false, "analyze test files too")
	fs.StringVar(&o.Tags, "tags", "", "build `TAGS`, with commas between")
	fs.BoolVar(&o.Low, "low", false, "show findings of low severity too")
	fs.BoolVar(&o.Write, "write-baseline", false, "write the findings to the baseline file instead of printing them")
	fs.BoolVar(&o.Fix, "fix", false, "apply the fixes that findings come with, and show what is left")
	fs.BoolVar(&o.Diff, "diff", false, "with -fix: change nothing, and print the changes as a diff")
	fs.StringVar(&o.NewFrom, "new-from-rev", "", "only findings on lines changed since the branch left git revision `REV`")
	fs.BoolVar(&o.Unused, "unused-ignores", false, "report suppressions that suppress nothing")
}

// configFlags are the keys of the configuration; a list given here takes the place of the file's.
func (o *Options) configFlags(fs *flag.FlagSet) {
	fs.StringVar(&o.Config, "config", "", "configuration `FILE` (default "+config.Name+" at the module's root)")
	fs.StringVar(&o.Baseline, "baseline", "", "leave out the findings listed in `FILE`")
	fs.StringVar(&o.Catalog, "catalog", "", "`FILE` with rows for the catalog of APIs")
	fs.IntVar(&o.Postgres, "postgres", 0, "`MAJOR` version of PostgreSQL that the schema is for")
	each := func(name, usage string, add func(string) error) { fs.Func(name, usage, add) }
	each("schema", "`PATH` of the schema or its migrations; PATH=TREE for a package tree (repeatable; found by itself otherwise)", func(s string) error {
		o.Schema = append(o.Schema, s)
		return nil
	})
	each("small-tables", "`TABLES` that stay small, with commas between (repeatable)", func(s string) error {
		o.Small = append(o.Small, strings.Split(s, ",")...)
		return nil
	})
	each("exclude", "report nothing below `PATH`, a directory or glob in the module (repeatable)", func(s string) error {
		o.Exclude = append(o.Exclude, s)
		return config.CheckPath(s)
	})
	each("rule", "`NAME=LEVEL` of a rule: on, off, low or high (repeatable)", func(s string) error {
		name, word, _ := strings.Cut(s, "=")
		level, err := config.ParseLevel(word)
		o.Rules = append(o.Rules, config.Rule{Name: name, Level: level})
		return err
	})
}

// ruleFlags are -NAME, and -NAME.FLAG for each flag of a rule's own.
func ruleFlags(fs *flag.FlagSet) {
	for _, r := range analyzers.Rules {
		fs.Bool(r.Name, true, "run only the rules named so; -"+r.Name+"=false: all but this one")
		r.Flags.VisitAll(func(f *flag.Flag) { fs.Var(f.Value, r.Name+"."+f.Name, f.Usage) })
	}
}

// visit notes a flag that was given.
func (o *Options) visit(f *flag.Flag) {
	switch rule, _, own := strings.Cut(f.Name, "."); {
	case own && isRule(rule):
		o.modular[f.Name] = f.Value.String()
	case isRule(f.Name) && f.Value.String() == "true":
		o.Only = append(o.Only, f.Name)
	case isRule(f.Name):
		o.Off = append(o.Off, f.Name)
	}
}

func isRule(name string) bool { return slices.Contains(ruleNames(), name) }

func ruleNames() []string {
	var names []string
	for _, r := range analyzers.Rules {
		names = append(names, r.Name)
	}
	return names
}

func (o *Options) check() error {
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return err
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return fmt.Errorf("-C %s is no directory", o.Dir)
	}
	o.Dir = dir
	switch {
	case !slices.Contains(formats, o.Format):
		return fmt.Errorf("unknown format %q: want one of %s", o.Format, strings.Join(formats, ", "))
	case !slices.Contains([]string{"auto", "always", "never"}, o.Color):
		return fmt.Errorf("unknown -color %q: want auto, always or never", o.Color)
	case o.Context < 0:
		return fmt.Errorf("-c %d is negative", o.Context)
	case o.Diff && !o.Fix:
		return fmt.Errorf("-diff is for -fix")
	case o.Fix && o.Write:
		return fmt.Errorf("-fix and -write-baseline are two steps")
	case strings.HasPrefix(o.NewFrom, "-"):
		return fmt.Errorf("-new-from-rev %q is no revision", o.NewFrom)
	}
	if o.Postgres != 0 {
		if err := config.CheckPostgres(o.Postgres); err != nil {
			return err
		}
	}
	for _, p := range o.Patterns {
		if strings.HasPrefix(p, "-") {
			return fmt.Errorf("flag %s comes after a package: put flags first", p)
		}
	}
	return (&config.Config{Rules: o.Rules}).CheckRules(ruleNames())
}

// everything reports whether all packages are asked for.
func (o *Options) everything() bool {
	return len(o.Patterns) == 0 || len(o.Patterns) == 1 && o.Patterns[0] == "./..."
}

// abs returns a path of the command line.
func (o *Options) abs(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(o.Dir, path)
}

func (o *Options) buildFlags() []string {
	if o.Tags == "" {
		return []string{noStamp}
	}
	return []string{noStamp, "-tags=" + o.Tags}
}
