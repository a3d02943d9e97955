// Accuracy measures how often scalevet is right: on places in real projects of which people wrote down
// what is wrong with them. The truth tables name faults (must be found), the commits that mended them
// (must be silent there) and traps (must stay silent).
//
//	go run ./internal/dev/accuracy -repos ~/repos -truth ../shared/truth [-mod-init] [project ...]
//
// Repos holds a clone or a bare repository of each project, as OWNER+NAME or OWNER/NAME. The projects
// themselves are never changed: each commit is written to a tree of its own below -work.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/scalevet/scalevet/internal/dev/projects"
)

type options struct {
	truth, repos, work string
	scalevet           string // empty: build our own
	update             string
	modInit, json      bool
	mysql, modules     named
	timeout            time.Duration
	projects           []string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	opt := options{mysql: named{}, modules: named{}}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	flag.StringVar(&opt.truth, "truth", "../shared/truth", "`DIR` with pairs.tsv, labels.tsv and instances.tsv")
	flag.StringVar(&opt.repos, "repos", "", "`DIR` with the projects' git repositories")
	flag.StringVar(&opt.work, "work", filepath.Join(cache, "scalevet-accuracy"), "scratch `DIR` for their trees, kept for the next time")
	flag.StringVar(&opt.scalevet, "scalevet", "", "`FILE` of the scalevet to measure (default: builds ./cmd/scalevet)")
	flag.BoolVar(&opt.modInit, "mod-init", false, "make a go.mod in the scratch trees that have none")
	flag.Var(opt.mysql, "mysql", "`PROJECT=FILE` with a MySQL schema, to be read as PostgreSQL's (repeatable)")
	flag.Var(opt.modules, "module", "`PATH=PROJECT` of a module in -repos that its path does not name, for -mod-init (repeatable)")
	flag.BoolVar(&opt.json, "json", false, "print JSON")
	flag.StringVar(&opt.update, "update", "", "write the figures into the marked block of `FILE` too")
	flag.DurationVar(&opt.timeout, "timeout", 15*time.Minute, "the longest that one run of scalevet may take")
	flag.Parse()
	opt.projects = flag.Args()
	if err := run(ctx, opt, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "accuracy:", err)
		stop()
		os.Exit(1)
	}
}

// run measures, and prints to out; progress goes to log.
func run(ctx context.Context, opt options, out, log io.Writer) error {
	if opt.update != "" && (opt.scalevet != "" || len(opt.projects) > 0) {
		return fmt.Errorf("-update wants all projects, and the scalevet of this tree")
	}
	rows, err := readTruth(opt.truth)
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(r *Row) bool { return !opt.wants(r.Project) })
	work, err := filepath.Abs(opt.work)
	if err != nil {
		return err
	}
	tool, version, err := opt.tool(ctx, work)
	if err != nil {
		return err
	}
	trees := &projects.Trees{Repos: opt.repos, Work: work, ModInit: opt.modInit, Modules: opt.modules}
	j := &judge{trees: trees, tool: tool, mysql: opt.mysql, log: log, runs: map[string]*analyzed{}}
	res := &Result{Scalevet: version, Command: opt.command()}
	for _, r := range rows {
		res.Verdicts = append(res.Verdicts, j.row(ctx, r))
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	res.count()
	if opt.json {
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		err = enc.Encode(res)
	} else {
		err = res.text(out)
	}
	if err == nil && opt.update != "" {
		err = updatePage(opt.update, res)
	}
	return err
}

// wants reports whether a project was asked for: all are when none is named.
func (o *options) wants(project string) bool {
	return len(o.projects) == 0 || slices.ContainsFunc(o.projects, func(p string) bool { return strings.Contains(project, p) })
}

// tool returns the scalevet to measure and what it is called.
func (o *options) tool(ctx context.Context, work string) (*projects.Tool, string, error) {
	if o.scalevet != "" {
		path, err := filepath.Abs(o.scalevet)
		return &projects.Tool{Path: path, Timeout: o.timeout}, o.scalevet, err
	}
	version, err := projects.Version(ctx, ".")
	if err != nil {
		return nil, "", err
	}
	path := filepath.Join(work, "scalevet")
	return &projects.Tool{Path: path, Timeout: o.timeout}, version, projects.Build(ctx, ".", path)
}

// command returns the command line that gives the same result, with the names of the tables and
// repositories left to the reader.
func (o *options) command() string {
	words := []string{"go run ./internal/dev/accuracy", "-truth DIR", "-repos DIR"}
	if o.modInit {
		words = append(words, "-mod-init")
	}
	words = slices.Concat(words, o.modules.words("-module"), o.mysql.words("-mysql"))
	return strings.Join(append(words, o.projects...), " ")
}
