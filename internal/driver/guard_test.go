package driver

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

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
	guard(link.Extract)
	whole := queries.Analyzer.Run
	defer func() { queries.Analyzer.Run = whole }()
	queries.Analyzer.Run = contained(func(pass *analysis.Pass) (any, error) {
		if strings.HasSuffix(pass.Pkg.Path(), "/postgres") {
			panic("injected\nwith a second line")
		}
		return whole(pass)
	})
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
