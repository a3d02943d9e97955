// Package driver is the command: it loads the module, links what the passes extract, asks the
// rules, and prints what they find.
package driver

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// The exit codes of the command.
const (
	exitClean    = 0
	exitFailed   = 1 // something could not be analyzed; what could be is printed
	exitUsage    = 2
	exitFindings = 3
)

// A command is what runs for the arguments after its name. It returns the exit code.
type command func(ctx context.Context, args []string, stdout, stderr io.Writer) int

// Main runs the command with the arguments after its name and returns its exit code. Findings go
// to stdout and nothing else does; everything else goes to stderr.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) (code int) {
	defer func() {
		if e := recover(); e != nil { // the passes and rules have guards of their own
			code = failed(fmt.Errorf("%s", internalError("driver", "", fmt.Errorf("panic: %v", e))), stderr)
		}
	}()
	commands := map[string]command{
		"help": help, "handlers": view(showHandlers), "queries": view(showQueries), "schema": schema, "vet": finding(runVet),
	}
	run := finding(Analyze)
	if len(args) > 0 && commands[args[0]] != nil {
		run, args = commands[args[0]], args[1:]
	}
	return run(ctx, args, stdout, stderr)
}

// A search is one way to find what opt asks for.
type search func(ctx context.Context, opt Options, p *progress) (*Result, error)

// finding makes a sub-command of a search.
func finding(find search) command {
	return func(ctx context.Context, args []string, stdout, stderr io.Writer) int {
		opt, err := parseFlags(args, stderr)
		if err != nil {
			return usageExit(err, stderr)
		}
		res, err := find.wanted(ctx, opt, stderr)
		if err == nil && opt.Fix {
			res, err = find.fixed(ctx, opt, stderr, res)
		}
		if err != nil {
			return failed(err, stderr)
		}
		return res.finish(opt, stdout, stderr)
	}
}

// wanted finds, and leaves out what nobody wants to see.
func (find search) wanted(ctx context.Context, opt Options, stderr io.Writer) (*Result, error) {
	p := startProgress(stderr)
	defer p.stop()
	res, err := find(ctx, opt, p)
	if err != nil {
		return nil, err
	}
	if err := res.narrow(ctx, opt); err != nil {
		return nil, err
	}
	return res, res.accept(opt)
}

// fixed applies the fixes of what was found, and finds anew what is left, until there is nothing more
// to fix.
func (find search) fixed(ctx context.Context, opt Options, stderr io.Writer, res *Result) (*Result, error) {
	for done := 0; ; {
		m := res.mend()
		res.fixed = done
		if opt.Diff {
			res.diff = m
			return res, nil
		}
		if m.fixes == 0 || done >= maxFixes {
			return res, nil
		}
		if err := m.write(); err != nil {
			return nil, err
		}
		done += m.fixes
		var err error
		if res, err = find.wanted(ctx, opt, stderr); err != nil {
			return nil, err
		}
	}
}

// finish prints what was found and returns the exit code.
func (r *Result) finish(opt Options, stdout, stderr io.Writer) int {
	if opt.Write {
		if err := r.writeBaseline(); err != nil {
			return failed(err, stderr)
		}
	}
	for _, line := range append(r.Notes, r.Problems...) {
		fmt.Fprintln(stderr, "scalevet:", printable(line))
	}
	print := func() error { return r.print(stdout, opt) }
	if r.diff != nil {
		print = func() error { return r.diff.diff(stdout) }
	}
	if !opt.Write {
		if err := print(); err != nil {
			return failed(err, stderr)
		}
		fmt.Fprintln(stderr, "scalevet:", r.summary())
	}
	switch {
	case len(r.Problems) > 0:
		return exitFailed
	case len(r.Findings) > 0 && !opt.Write:
		return exitFindings
	}
	return exitClean
}

// accept leaves out what the baseline knows, unless it is to be written anew.
func (r *Result) accept(opt Options) error {
	if opt.Write {
		return nil
	}
	return r.leaveOut()
}

// A usageError is a mistake in the command line that shows only after the flags are read.
type usageError struct{ error }

// failed says why nothing could be analyzed.
func failed(err error, stderr io.Writer) int {
	if u := (usageError{}); errors.As(err, &u) {
		return usageExit(err, stderr)
	}
	fmt.Fprintln(stderr, "scalevet:", printable(err.Error()))
	return exitFailed
}

// usageExit says what is wrong with the command line.
func usageExit(err error, stderr io.Writer) int {
	if errors.Is(err, flag.ErrHelp) {
		return exitClean
	}
	fmt.Fprintf(stderr, "scalevet: %s; see scalevet -h\n", printable(err.Error()))
	return exitUsage
}

// summary is the last line on stderr: how much was found, and what was not looked at.
func (r *Result) summary() string {
	in := map[string]bool{}
	for _, f := range r.Findings {
		in[dirOf(f.At.Filename)] = true
	}
	var b strings.Builder
	if len(r.Findings) == 0 {
		fmt.Fprintf(&b, "nothing found in %s", count(r.packages, "package"))
	} else {
		fmt.Fprintf(&b, "%s in %d of %s", count(len(r.Findings), "finding"), len(in), count(r.packages, "package"))
	}
	for _, part := range []struct {
		n    int
		what string
	}{
		{r.low, "of low severity not shown (-low)"}, {r.ignored, "ignored by comments"}, {r.known, "in the baseline"},
		{r.old, "on unchanged lines"},
	} {
		if part.n > 0 {
			fmt.Fprintf(&b, "; %d %s", part.n, part.what)
		}
	}
	if r.broken > 0 {
		fmt.Fprintf(&b, "; not analyzed whole: %s", count(r.broken, "package"))
	}
	if r.fixed > 0 {
		fmt.Fprintf(&b, "; %d fixed", r.fixed)
	}
	if r.unread > 0 {
		fmt.Fprintf(&b, "; not read of the schema: %s", count(r.unread, "place"))
	}
	return b.String()
}
