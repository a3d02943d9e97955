// Corpus shows what a change of scalevet changes on real projects: the findings of two versions side
// by side, for a person to read before the change lands.
//
//	go run ./internal/dev/corpus list
//	go run ./internal/dev/corpus diff -repos ~/repos OLD NEW [project ...]
//
// OLD and NEW are each a built scalevet or a git revision of this repository, which is then built; .
// is the work tree as it is. The projects are those of corpus.tsv, each at one commit. Repos holds a
// clone or a bare repository of each, as OWNER+NAME or OWNER/NAME; those it lacks are named and left
// out. The projects themselves are never changed: each is written to a tree of its own below -work.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/scalevet/scalevet/internal/dev/projects"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		stop()
		os.Exit(1)
	}
}

var errUsage = errors.New("usage: corpus list | corpus diff [flags] OLD NEW [project ...]")

// run is the command; progress goes to log.
func run(ctx context.Context, args []string, out, log io.Writer) error {
	if len(args) == 0 {
		return errUsage
	}
	switch args[0] {
	case "list":
		return list(out)
	case "diff":
		return diff(ctx, args[1:], out, log)
	}
	return errUsage
}

// list prints the pinned projects.
func list(out io.Writer) error {
	pins, err := readPins(corpus)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, p := range pins {
		fmt.Fprintf(table, "%s\t%s\t%s\n", p.project, p.commit, p.module)
	}
	return table.Flush()
}

// diff prints what the second version finds other than the first.
func diff(ctx context.Context, args []string, out, log io.Writer) error {
	flags := flag.NewFlagSet("corpus diff", flag.ContinueOnError)
	flags.SetOutput(log)
	table := flags.String("corpus", "", "`FILE` of projects (default: corpus.tsv beside the source)")
	repos := flags.String("repos", "", "`DIR` with the projects' git repositories")
	scratch := flags.String("work", filepath.Join(cacheDir(), "scalevet-corpus"), "scratch `DIR`, kept for the next time")
	asJSON := flags.Bool("json", false, "print JSON")
	timeout := flags.Duration("timeout", 15*time.Minute, "the longest that one run of scalevet may take")
	if err := flags.Parse(args); err != nil {
		return errUsage
	}
	if flags.NArg() < 2 {
		return errUsage
	}
	work, err := filepath.Abs(*scratch)
	if err != nil {
		return err
	}
	pins, err := pinned(*table, flags.Args()[2:])
	if err != nil {
		return err
	}
	d := &differ{trees: &projects.Trees{Repos: *repos, Work: work}, log: log}
	for i, version := range flags.Args()[:2] {
		path, err := build(ctx, version, ".", work)
		if err != nil {
			return err
		}
		d.tools[i] = &projects.Tool{Path: path, Timeout: *timeout}
	}
	diffs := []*Diff{}
	for _, p := range pins {
		diffs = append(diffs, d.project(ctx, p))
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if *asJSON {
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		return enc.Encode(diffs)
	}
	return printDiffs(out, diffs)
}

func cacheDir() string {
	if dir, err := os.UserCacheDir(); err == nil {
		return dir
	}
	return os.TempDir()
}
