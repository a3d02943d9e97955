package parity

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A driver is one of the ways to run the rules.
type driver struct {
	name  string
	heavy bool // takes minutes to build
	whole bool // sees the whole program, rather than a package and its imports
	sql   bool // shows findings in files of SQL, rather than where Go names the statement

	// start makes the driver ready for the module at dir. What it keeps from one run to the next,
	// such as a cache or a server, is kept between the runs of what it returns.
	start func(t *testing.T, dir string) find
}

var drivers = []driver{
	{name: "scalevet", whole: true, sql: true, start: func(t *testing.T, dir string) find { return unnamed(command(t, dir)) }},
	{name: "scalevet vet", sql: true, start: func(t *testing.T, dir string) find { return unnamed(command(t, dir, "vet")) }},
	{name: "go vet, leaves first", start: func(t *testing.T, dir string) find { return vettool(t, dir, leaves) }},
	{name: "go vet, top first", start: func(t *testing.T, dir string) find { return vettool(t, dir, top) }},
	{name: "golangci-lint", heavy: true, start: golangci},
	{name: "scalevet lsp", whole: true, sql: true, start: lsp},
	{name: "gopls", heavy: true, start: gopls},
}

// tool builds the command with the Go that the environment chooses.
func tool() (string, error) {
	toolchain := os.Getenv("GOTOOLCHAIN")
	build, _ := tools.LoadOrStore(toolchain, sync.OnceValues(func() (string, error) {
		file := filepath.Join(scratch, "scalevet"+toolchain)
		out, err := exec.Command("go", "build", "-o", file, root+"/cmd/scalevet").CombinedOutput()
		if err != nil {
			return "", fmt.Errorf("go build: %w\n%s", err, out)
		}
		return file, nil
	}))
	return build.(func() (string, error))()
}

var tools sync.Map

// run runs a command in dir and returns what it prints. An exit code other than 0 and findings, which
// is the code for those, is the test's end.
func run(t *testing.T, dir string, findings int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
	err := cmd.Run()
	if ee := (*exec.ExitError)(nil); errors.As(err, &ee) && ee.ExitCode() == findings {
		err = nil
	}
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", strings.Join(args, " "), err, out.String(), errs.String())
	}
	return out.String(), errs.String()
}

// command runs the command itself, or one of its own.
func command(t *testing.T, dir string, sub ...string) func(*testing.T) []named {
	t.Helper()
	scalevet, err := tool()
	if err != nil {
		t.Fatal(err)
	}
	args := append(append([]string{scalevet}, sub...), "-format=json", "./...")
	return func(t *testing.T) []named {
		t.Helper()
		stdout, _ := run(t, dir, 3, args...)
		type place struct {
			File         string
			Line, Column int
			Text         string
		}
		var res struct {
			Findings []struct {
				Rule, Category, Message, Function string
				Place                             place
				Related                           []place
			}
		}
		at := func(p place) string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }
		if err := json.Unmarshal([]byte(stdout), &res); err != nil {
			t.Fatal(err)
		}
		var out []named
		for _, f := range res.Findings {
			n := named{finding{at(f.Place), f.Rule, fault(f.Message)}, name(f.Rule, f.Category, f.Place.File, f.Function), at(f.Place)}
			for _, p := range f.Related {
				if p.Text == "the statement" {
					n.inGo = at(p)
				}
			}
			out = append(out, n)
		}
		return out
	}
}

func unnamed(f func(*testing.T) []named) find {
	return func(t *testing.T) []finding {
		t.Helper()
		var out []finding
		for _, n := range f(t) {
			out = append(out, n.finding)
		}
		return out
	}
}

// An order tells of a package, and whether another imports it, whether go vet is asked about it before all.
type order func(imported bool) bool

func leaves(imported bool) bool { return imported }
func top(imported bool) bool    { return !imported }

// vettool runs go vet with the tool, in two steps. The go command must not lose in the second what it
// has cached in the first.
func vettool(t *testing.T, dir string, first order) find {
	t.Helper()
	scalevet, err := tool()
	if err != nil {
		t.Fatal(err)
	}
	all := patterns(t, dir)
	list := []string{"go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`}
	listed, _ := run(t, dir, 0, append(list, all...)...)
	var before, paths []string
	imported := map[string]bool{}
	for line := range strings.Lines(listed) {
		names := strings.Fields(line)
		paths = append(paths, names[0])
		for _, name := range names[1:] {
			imported[name] = true
		}
	}
	for _, p := range paths {
		if first(imported[p]) {
			before = append(before, p)
		}
	}
	line := regexp.MustCompile(`(?m)^(\S+:\d+:\d+): (.*) \(([a-z]+)/[a-z-]+\)(?:; .*)?$`)
	return func(t *testing.T) []finding {
		t.Helper()
		digest, _ := run(t, dir, 0, scalevet, "schema", "-digest")
		vet := []string{"go", "vet", "-vettool=" + scalevet, "-digest=" + strings.TrimSpace(digest)}
		run(t, dir, 1, slices.Concat(vet, before)...)
		_, stderr := run(t, dir, 1, append(vet, all...)...)
		var out []finding
		for _, m := range line.FindAllStringSubmatch(stderr, -1) {
			out = append(out, finding{m[1], m[3], fault(m[2])})
		}
		return out
	}
}
