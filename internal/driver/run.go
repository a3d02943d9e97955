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
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/scope"
	"github.com/scalevet/scalevet/internal/report"
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
	"help": help,
}

// analyze is the command without a sub-command.
func analyze(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	opt, err := parseFlags(args, stderr)
	if err != nil {
		return usageExit(err, stderr)
	}
	res, err := Analyze(ctx, opt)
	if err != nil {
		fmt.Fprintln(stderr, "scalevet:", err)
		return exitFailed
	}
	for _, p := range res.Problems {
		fmt.Fprintln(stderr, "scalevet:", p)
	}
	if err := res.print(stdout, opt); err != nil {
		fmt.Fprintln(stderr, "scalevet:", err)
		return exitFailed
	}
	switch {
	case len(res.Problems) > 0:
		return exitFailed
	case len(res.Findings) > 0:
		return exitFindings
	}
	return exitClean
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
}

// A Found is a finding with its place resolved.
type Found struct {
	*report.Finding
	At, To token.Position
	fset   *token.FileSet
}

// Analyze runs the rules over the module around opt.Dir.
func Analyze(ctx context.Context, opt Options) (*Result, error) {
	scope.Configure(scope.Settings{Tests: opt.Tests})
	m, err := load(ctx, opt.Dir, opt)
	if err != nil {
		return nil, err
	}
	res := &Result{Problems: m.problems}
	if res.Dir, err = filepath.Abs(opt.Dir); err != nil {
		return nil, err
	}
	p := m.link()
	for _, r := range analyzers.Rules {
		if slices.Contains(opt.Off, r.Name) {
			continue
		}
		for _, f := range judge(r, p, res) {
			res.add(m, f, opt)
		}
	}
	res.sort()
	return res, nil
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
