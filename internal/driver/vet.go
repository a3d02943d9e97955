package driver

import (
	"bytes"
	"context"
	"fmt"
	"go/version"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

// runVet runs the rules through go vet and its cache, a package at a time. It mends what go vet does
// to tools: it notices changed migrations, shows only the packages asked for and each finding once,
// and gives the findings the paths of this checkout.
func runVet(ctx context.Context, opt Options, p *progress) (*Result, error) {
	roots, err := moduleRoots(ctx, opt.Dir)
	if err != nil {
		return nil, err
	}
	if _, err := configure(roots[0], opt); err != nil {
		return nil, err
	}
	if opt.Unused {
		return nil, usageError{fmt.Errorf("-unused-ignores needs the whole program: leave out vet")}
	}
	v := &vetted{Result: &Result{Dir: opt.Dir, roots: roots, sources: newSources(roots)}, pkgs: map[string]*listed{}}
	for _, root := range roots {
		c, err := config.For(root)
		if err != nil {
			return nil, err
		}
		if err := v.checkBaseline(root, opt, c); err != nil {
			return nil, err
		}
	}
	p.say("listing packages")
	if err := v.list(ctx, opt); err != nil {
		return nil, err
	}
	if v.packages == 0 {
		return v.Result, nil // the go command would only warn of that
	}
	p.say("running go vet on " + count(v.packages, "package"))
	if err := v.run(ctx, opt); err != nil {
		return nil, err
	}
	if !v.off("unindexed") || !v.off("fullscan") {
		for _, root := range roots {
			v.warn(sqljoin.Schemas(&link.Program{Root: root}).Warnings)
		}
	}
	v.sort()
	return v.Result, nil
}

// compareVersions refuses a go command newer than the one that built us: its export data cannot be
// read. Versions that are none, such as devel, are taken to fit.
func compareVersions(ours, theirs string) error {
	ours, _, _ = strings.Cut(ours, " ")
	theirs, _, _ = strings.Cut(theirs, " ")
	if !version.IsValid(ours) || !version.IsValid(theirs) || version.Compare(version.Lang(ours), version.Lang(theirs)) >= 0 {
		return nil
	}
	return fmt.Errorf("built with %s, which cannot read what %s compiles: run go install %s/cmd/scalevet@latest",
		ours, theirs, strings.TrimPrefix(homepage, "https://"))
}

// run runs go vet with this program as its tool.
func (v *vetted) run(ctx context.Context, opt Options) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args, err := v.workerArgs(ctx, opt)
	if err != nil {
		return err
	}
	args = append(append([]string{"vet", "-json", "-vettool=" + self}, opt.buildFlags()...), args...)
	var stdout, stderr bytes.Buffer
	cmd := newGo(ctx, opt.Dir, append(append(args, "--"), v.patterns(opt)...)...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	failed := cmd.Run()
	if err := v.decode(stdout.Bytes()); err != nil {
		return err
	}
	if failed != nil {
		v.complain(stderr.String(), failed)
	}
	return nil
}

// workerArgs are the flags for the tool itself. What only leaves findings out stays here, so that
// the cache serves all such choices.
func (v *vetted) workerArgs(ctx context.Context, opt Options) ([]string, error) {
	digest, err := digestOf(ctx, opt)
	if err != nil {
		return nil, err
	}
	args := []string{"-wire", "-digest=" + digest}
	if opt.Tests {
		args = append(args, "-tests")
	}
	for name, file := range map[string]string{"config": opt.Config, "catalog": opt.Catalog} {
		if file != "" {
			args = append(args, "-"+name+"="+opt.abs(file))
		}
	}
	for _, s := range opt.Schema {
		path, tree, ok := strings.Cut(s, "=")
		if path = opt.abs(path); ok {
			path += "=" + tree
		}
		args = append(args, "-schema="+path)
	}
	if len(opt.Small) > 0 {
		args = append(args, "-small-tables="+strings.Join(opt.Small, ","))
	}
	if opt.Postgres != 0 {
		args = append(args, "-postgres="+strconv.Itoa(opt.Postgres))
	}
	for _, name := range ruleNames() {
		if v.off(name) {
			args = append(args, "-"+name+"=false")
		} else {
			v.rules = append(v.rules, name)
		}
	}
	for name, value := range opt.modular {
		args = append(args, "-"+name+"="+value)
	}
	slices.Sort(args)
	return args, nil
}

// off reports whether no module wants the rule.
func (v *vetted) off(rule string) bool {
	return !slices.ContainsFunc(v.roots, func(root string) bool {
		c, _ := config.For(root)
		return c.Level(rule) != config.Off
	})
}

// complain notes what the go command could not do: for each package the first line about it.
func (v *vetted) complain(stderr string, failed error) {
	n := len(v.Problems)
	fresh := true // the next line is the first about a package
	for _, line := range sentences(stderr) {
		switch {
		case strings.HasPrefix(line, "# "):
			fresh = true
		case fresh && !tells(line):
			for _, prefix := range []string{"vet: ", "scalevet: ", "go: ", "./"} {
				line = strings.TrimPrefix(line, prefix)
			}
			v.Problems = append(v.Problems, hint(line))
			fresh = false
		}
	}
	v.broken += len(v.Problems) - n
	if len(v.Problems) == n {
		v.Problems = append(v.Problems, "go vet: "+failed.Error())
	}
	slices.Sort(v.Problems)
	v.Problems = slices.Compact(v.Problems)
}

// sentences returns the lines of s, each with those that go on with it: set in, or after a colon.
func sentences(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		text := strings.TrimSpace(line)
		last := len(out) - 1
		switch {
		case text == "":
		case last >= 0 && !strings.HasPrefix(out[last], "# ") && (line[0] == '\t' || strings.HasSuffix(out[last], ":")):
			out[last] += " " + text
		default:
			out = append(out, text)
		}
	}
	return out
}
