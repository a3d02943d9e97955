package driver

import (
	"context"
	"fmt"
	"io"

	"github.com/scalevet/scalevet/internal/link"
)

// A row is one entry of a listing; encoded as JSON it says the same.
type row interface {
	text(w io.Writer)
}

// A lister makes the rows about one linked module, and says what it could not read.
type lister func(m *module, p *link.Program, opt Options) (rows []row, notes []string)

// view makes a sub-command of a lister.
func view(list lister) command {
	return func(ctx context.Context, args []string, stdout, stderr io.Writer) int {
		opt, err := parseFlags(args, stderr)
		if err != nil {
			return usageExit(err, stderr)
		}
		if opt.Format != "text" && opt.Format != "json" {
			return usageExit(fmt.Errorf("-format %s is for findings: want text or json", opt.Format), stderr)
		}
		rows := []row{}
		problems := 0
		p := startProgress(stderr)
		err = eachModule(ctx, opt, p, visitor{visit: func(m *module, prog *link.Program) error {
			more, notes := list(m, prog, opt)
			rows = append(rows, more...)
			problems += len(m.problems)
			p.stop()
			for _, line := range append(notes, m.problems...) {
				fmt.Fprintln(stderr, "scalevet:", printable(line))
			}
			return nil
		}})
		p.stop()
		if err != nil {
			return failed(err, stderr)
		}
		if err := printRows(stdout, rows, opt.Format); err != nil {
			return failed(err, stderr)
		}
		if problems > 0 {
			return exitFailed
		}
		return exitClean
	}
}

func printRows(w io.Writer, rows []row, format string) error {
	if format == "json" {
		return writeJSON(w, rows)
	}
	for _, r := range rows {
		r.text(w)
	}
	return nil
}
