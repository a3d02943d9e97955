package driver

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/analyzers"
	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/scope"
	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

// The exit codes of the command.
const (
	exitClean    = 0
	exitFailed   = 1 // something could not be analyzed; what could be is printed
	exitUsage    = 2
	exitFindings = 3
)

// Main runs the command with the arguments after its name and returns its exit code. Findings go
// to stdout and nothing else does; everything else goes to stderr.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 {
		if sub, ok := commands[args[0]]; ok {
			return sub(ctx, args[1:], stdout, stderr)
		}
	}
	return analyze(ctx, args, stdout, stderr)
}

// commands are the sub-commands by name.
var commands = map[string]func(context.Context, []string, io.Writer, io.Writer) int{
	"help":     help,
	"handlers": sub(showHandlers),
	"queries":  sub(showQueries),
	"schema":   sub(showSchema),
}

// analyze is the command without a sub-command.
func analyze(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	opt, err := parseFlags(args, stderr)
	if err != nil {
		return usageExit(err, stderr)
	}
	watch := newProgress(stderr)
	res, err := run(ctx, opt, watch)
	watch.done()
	if err != nil {
		return failed(err, stderr)
	}
	for _, line := range append(res.Notes, res.Problems...) {
		fmt.Fprintln(stderr, "scalevet:", line)
	}
	if opt.Write {
		if err := res.writeBaseline(opt.Baseline); err != nil {
			return failed(err, stderr)
		}
		return exitClean
	}
	if err := res.print(stdout, opt); err != nil {
		return failed(err, stderr)
	}
	switch {
	case len(res.Problems) > 0:
		return exitFailed
	case len(res.Findings) > 0:
		return exitFindings
	}
	return exitClean
}

func failed(err error, stderr io.Writer) int {
	fmt.Fprintln(stderr, "scalevet:", err)
	return exitFailed
}

func usageExit(err error, stderr io.Writer) int {
	if errors.Is(err, flag.ErrHelp) {
		return exitClean
	}
	fmt.Fprintf(stderr, "scalevet: %v; see scalevet -h\n", err)
	return exitUsage
}

// A Result is what one run found.
type Result struct {
	Dir      string // paths are shown relative to it
	Findings []*Found
	Problems []string // what could not be analyzed, one line each
	Notes    []string // what is said beside, one line each
}

// A Found is a finding with its place resolved.
type Found struct {
	*report.Finding
	At, To token.Position
	fset   *token.FileSet
}

// Analyze runs the rules over the module around opt.Dir.
func Analyze(ctx context.Context, opt Options) (*Result, error) {
	return run(ctx, opt, newProgress(nil))
}

func run(ctx context.Context, opt Options, watch *progress) (*Result, error) {
	watch.step("loading packages …")
	m, p, err := open(ctx, opt)
	if err != nil {
		return nil, err
	}
	res := &Result{Dir: m.start, Problems: m.problems}
	for _, r := range analyzers.Rules {
		rule := m.config.Rules[r.Name]
		if slices.Contains(opt.Off, r.Name) || rule.Off {
			continue
		}
		watch.step(fmt.Sprintf("%s over %d packages …", r.Name, len(p.Units)))
		for _, f := range judge(r, p, res) {
			grade(f, rule.Severity)
			res.add(m, f, opt)
		}
	}
	if world := sqljoin.Of(p); opt.Verbose {
		res.Notes = append(res.Notes, world.Notes...)
	} else {
		res.Notes = append(res.Notes, world.Warnings...)
	}
	res.sort()
	res.suppress(opt)
	return res, res.narrow(ctx, opt)
}

// open configures the run, and loads and links the module around opt.Dir.
func open(ctx context.Context, opt Options) (*module, *link.Program, error) {
	start, err := filepath.Abs(opt.Dir)
	if err != nil {
		return nil, nil, err
	}
	c, err := configure(start, opt)
	if err != nil {
		return nil, nil, err
	}
	m, err := load(ctx, opt.Dir, opt)
	if err != nil {
		return nil, nil, err
	}
	m.start, m.config = start, c
	return m, m.link(), nil
}

// configure reads the configuration and hands its parts to those who need them.
func configure(start string, opt Options) (*config.Config, error) {
	file := opt.Config
	if file == "" {
		file = filepath.Join(moduleRoot(start), config.Name)
	}
	c, err := config.Read(file)
	if err != nil {
		return nil, err
	}
	table, err := c.Table()
	if err != nil {
		return nil, err
	}
	for name := range c.Rules {
		if !isRule(name) {
			return nil, fmt.Errorf("%s: no rule %q", file, name)
		}
	}
	scope.Configure(scope.Settings{Tests: opt.Tests, Catalog: table})
	paths := opt.Schema
	if len(paths) == 0 {
		paths = c.Schema
	}
	sqljoin.Configure(sqljoin.Settings{Schema: paths, Postgres: c.Postgres, Small: c.SmallTables})
	return c, nil
}

// moduleRoot returns the directory around dir that holds a go.mod, or dir.
func moduleRoot(dir string) string {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, "go.mod")); err == nil {
			return d
		}
		if d == filepath.Dir(d) {
			return dir
		}
	}
}

// grade applies a configured severity.
func grade(f *report.Finding, severity string) {
	switch severity {
	case "high":
		f.Severity = report.High
	case "low":
		f.Severity = report.Low
	}
}

// narrow leaves out what is old: what the baseline knows, and lines that have not changed.
func (r *Result) narrow(ctx context.Context, opt Options) error {
	if opt.NewFrom != "" {
		changed, err := changedLines(ctx, r.Dir, opt.NewFrom)
		if err != nil {
			return err
		}
		r.keepChanged(changed)
	}
	if opt.Baseline != "" && !opt.Write {
		known, err := readBaseline(opt.Baseline)
		if err != nil {
			return err
		}
		r.leaveOut(known)
	}
	return nil
}

// judge asks one rule. A panic there is our own fault: it becomes one line, and the others go on.
func judge(r analyzers.Rule, p *link.Program, res *Result) (fs []*report.Finding) {
	defer func() {
		if e := recover(); e != nil {
			res.Problems = append(res.Problems, fmt.Sprintf("internal error: %s: %v", r.Name, e))
		}
	}()
	return r.Judge(p)
}

// add keeps f if it was asked for.
func (r *Result) add(m *module, f *report.Finding, opt Options) {
	if f.Severity == report.Low && !opt.Low {
		return
	}
	found := &Found{Finding: f, fset: m.fset, At: f.Position, To: f.Position}
	if f.Pos.IsValid() {
		found.At, found.To = m.fset.Position(f.Pos), m.fset.Position(f.End)
	}
	if rel, err := filepath.Rel(m.root, found.At.Filename); err == nil && m.config.Excludes(rel) {
		return
	}
	if m.wants(found.At.Filename) {
		r.Findings = append(r.Findings, found)
	}
}

func (r *Result) sort() {
	slices.SortStableFunc(r.Findings, func(a, b *Found) int {
		return cmp.Or(
			cmp.Compare(a.At.Filename, b.At.Filename), cmp.Compare(a.At.Line, b.At.Line),
			cmp.Compare(a.At.Column, b.At.Column), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message),
		)
	})
	r.Findings = slices.CompactFunc(r.Findings, func(a, b *Found) bool {
		return a.At == b.At && a.Rule == b.Rule && a.Message == b.Message // a package and its test variant
	})
}

// rel returns path as the user would type it from the working directory.
func (r *Result) rel(path string) string {
	p, err := filepath.Rel(r.Dir, path)
	if err != nil || strings.HasPrefix(p, ".."+string(os.PathSeparator)+"..") {
		return path
	}
	return filepath.ToSlash(p)
}
