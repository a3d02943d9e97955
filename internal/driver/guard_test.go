package driver

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scalevet/scalevet/analyzers"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/queries"
	"github.com/scalevet/scalevet/internal/report"
)

// run runs the command on the example service and returns its exit code and what it prints.
func run(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = Main(context.Background(), append([]string{"-C", shop, "-color=never"}, args...), &out, &err)
	return code, out.String(), err.String()
}

// TestPassPanics holds that a panic in one pass over one package is one line, and that the other
// packages are analyzed all the same.
func TestPassPanics(t *testing.T) {
	guard(asError, link.Extract)
	whole := queries.Analyzer.Run
	defer func() { queries.Analyzer.Run = whole }()
	queries.Analyzer.Run = contained(queries.Analyzer, breakingAt("/postgres", whole), nil)
	code, stdout, stderr := run()
	const want = "scalevet: internal error: queries: example.com/shop/postgres: panic: injected\n"
	if code != exitFailed || !strings.Contains(stderr, want) || strings.Contains(stderr, "second line") {
		t.Errorf("exit %d, want %d and %q on stderr:\n%s", code, exitFailed, want, stderr)
	}
	if strings.Count(stderr, "\n") != 2 || !strings.Contains(stderr, "not analyzed whole: 1 package") {
		t.Errorf("want the error and a summary that counts it:\n%s", stderr)
	}
	if !strings.Contains(stdout, "web/upload.go") || strings.Contains(stdout, "postgres/") {
		t.Errorf("the other packages are not analyzed:\n%s", stdout)
	}
}

// breakingAt is run with a panic on the package whose path ends so.
func breakingAt(path string, run func(*analysis.Pass) (any, error)) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (any, error) {
		if strings.HasSuffix(pass.Pkg.Path(), path) {
			panic("injected\nwith a second line")
		}
		return run(pass)
	}
}

// TestVettoolPanics holds the same of go vet, by itself and through the wrapper, for a pass and a rule. The
// panic is injected by TestMain.
func TestVettoolPanics(t *testing.T) {
	tool, err := exec.LookPath("scalevet")
	if err != nil {
		t.Fatal(err)
	}
	loop := func(name string) string { return strings.Replace(loop, "package m", "package "+name, 1) }
	dir := light(t, map[string]string{
		"postgres/store.go": loop("postgres"), "web/web.go": loop("web"), "schema.sql": "CREATE TABLE t (id int);\n",
	})
	for _, name := range []string{"queries", "nplusone"} {
		t.Setenv("SCALEVET_TEST_PANIC", name)
		want := "internal error: " + name + ": example.com/m/postgres: panic: injected\n"
		// The digest is new, so that the go command's cache neither knows an answer nor keeps one for others.
		for _, args := range [][]string{
			{"go", "vet", "-vettool=" + tool, fmt.Sprintf("-digest=panic%d", time.Now().UnixNano()), "./..."},
			{tool, "vet", "-small-tables", fmt.Sprintf("panic%d", time.Now().UnixNano()), "./..."},
		} {
			cmd := exec.Command(args[0], args[1:]...)
			cmd.Dir = dir
			var both bytes.Buffer
			cmd.Stdout, cmd.Stderr = &both, &both
			err := cmd.Run()
			if ee, ok := err.(*exec.ExitError); !ok || ee.ExitCode() != exitFailed {
				t.Errorf("%v: %v, want exit %d", args, err, exitFailed)
			}
			if text := both.String(); strings.Count(text, want) != 1 || strings.Count(text, "internal error") != 1 ||
				strings.Contains(text, "prerequisites") || strings.Contains(text, "second line") || !strings.Contains(text, "web/web.go:7:3") {
				t.Errorf("%v: want %q once, and the other packages:\n%s", args, want, text)
			}
			if text := both.String(); name == "nplusone" && !strings.Contains(text, "postgres/") {
				t.Errorf("%v: the other rules are not asked:\n%s", args, text)
			}
		}
	}
}

// TestModularPanics holds the same of a driver that runs the analyzers in its own process, as golangci-lint
// and gopls do.
func TestModularPanics(t *testing.T) {
	broken := &analysis.Analyzer{Name: "broken", Doc: "panic", ResultType: reflect.TypeFor[*int](), Run: func(*analysis.Pass) (any, error) { panic("injected") }}
	var ran atomic.Int32
	root := func(name string, needs ...*analysis.Analyzer) *analysis.Analyzer {
		return &analysis.Analyzer{Name: name, Doc: name, Requires: needs, Run: func(*analysis.Pass) (any, error) {
			ran.Add(1)
			return nil, nil
		}}
	}
	as := []*analysis.Analyzer{root("a", broken), root("b", broken), root("c"), {Name: "d", Doc: "d", Run: broken.Run}}
	guard(asDiagnostic, as...)
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax, Dir: lay(t, map[string]string{"go.mod": "module m\n\ngo 1.25\n", "p.go": "package p\n"})}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(as, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Errorf("%s: %v", act, act.Err)
		}
		for _, d := range act.Diagnostics {
			said = append(said, d.Message)
		}
	}
	slices.Sort(said)
	if want := []string{"internal error: broken: m: panic: injected", "internal error: d: m: panic: injected"}; !slices.Equal(said, want) || ran.Load() != 1 {
		t.Errorf("said %q, want %q; %d of the others ran", said, want, ran.Load())
	}
}

// TestRulePanics holds the same of a rule.
func TestRulePanics(t *testing.T) {
	whole := analyzers.Rules
	defer func() { analyzers.Rules = whole }()
	broken := analyzers.Rule{
		Analyzer: &analysis.Analyzer{Name: "broken", Doc: "panic"},
		Judge:    func(*link.Program) []*report.Finding { panic("injected") },
	}
	analyzers.Rules = append([]analyzers.Rule{broken}, whole...)
	code, stdout, stderr := run()
	if code != exitFailed || !strings.Contains(stderr, "scalevet: internal error: broken: panic: injected\n") {
		t.Errorf("exit %d, want %d and the error on stderr:\n%s", code, exitFailed, stderr)
	}
	if !strings.Contains(stdout, "(nplusone/") {
		t.Errorf("the other rules are not asked:\n%s", stdout)
	}
}
