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
		"help": help, "handlers": view(showHandlers), "queries": view(showQueries), "schema": schema, "vet": vet,
	}
	run := command(analyze)
	if len(args) > 0 && commands[args[0]] != nil {
		run, args = commands[args[0]], args[1:]
	}
	return run(ctx, args, stdout, stderr)
}

// analyze is the command without a sub-command.
func analyze(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	opt, err := parseFlags(args, stderr)
	if err != nil {
		return usageExit(err, stderr)
	}
	p := startProgress(stderr)
	res, err := Analyze(ctx, opt, p)
	p.stop()
	if err != nil {
		return failed(err, stderr)
	}
	return res.finish(ctx, opt, stdout, stderr)
}

// finish leaves out what opt does not ask for, prints the rest, and returns the exit code.
func (r *Result) finish(ctx context.Context, opt Options, stdout, stderr io.Writer) int {
	if err := r.narrow(ctx, opt); err != nil {
		return failed(err, stderr)
	}
	if err := r.accept(opt); err != nil {
		return failed(err, stderr)
	}
	for _, line := range append(r.Notes, r.Problems...) {
		fmt.Fprintln(stderr, "scalevet:", printable(line))
	}
	if !opt.Write {
		if err := r.print(stdout, opt); err != nil {
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

// accept leaves out what the baseline knows, or writes it.
func (r *Result) accept(opt Options) error {
	switch {
	case opt.Write:
		return r.writeBaseline()
	case r.baseline.path != "":
		return r.leaveOut()
	}
	return nil
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
	if r.unread > 0 {
		fmt.Fprintf(&b, "; not read of the schema: %s", count(r.unread, "place"))
	}
	return b.String()
}
