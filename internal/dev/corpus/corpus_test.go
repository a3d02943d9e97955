package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// finding is one of scalevet -format json.
func finding(file, line, severity, message, print string) string {
	return `{"rule":"nplusone","category":"read","severity":"` + severity + `","message":"` + message +
		`","place":{"file":"` + file + `","line":` + line + `},"endLine":` + line + `,"fingerprint":"` + print + `"}`
}

// report is what a version says of the made-up project: of the old one or the new one.
func report(old bool) string {
	fs := []string{finding("a.go", "3", "high", "alike", "f1"), finding("a.go", "5", "high", "went", "f2"),
		finding("a.go", "6", "high", "said so", "f3"), finding("a.go", "7", "high", "weighs", "f4")}
	problems := "[]"
	fs[2] = strings.Replace(fs[2], `{`, `{"suggestion":"do so",`, 1)
	if !old {
		fs = []string{finding("a.go", "4", "high", "alike", "f1"), finding("a.go", "6", "high", "said otherwise", "f5"),
			finding("a.go", "7", "low", "weighs", "f4"), finding("a.go", "4", "high", "came", "f6")}
		problems = `["b.go:1:1: broken"]`
	}
	return `{"findings":[` + strings.Join(fs, ",") + `],"problems":` + problems + `}`
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

// git runs git in dir and returns what it prints.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@t.invalid"}, args...)...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git %v: %v", args, err)
	}
	return strings.TrimSpace(string(out))
}

// world makes a project, two stubs of scalevet, and the flags for them.
func world(t *testing.T) (flags []string, old, now string) {
	t.Helper()
	dir := t.TempDir()
	shop := filepath.Join(dir, "repos", "acme+shop")
	write(t, filepath.Join(shop, "go.mod"), "module acme.invalid/shop\n\ngo 1.24\n")
	write(t, filepath.Join(shop, "a.go"), "package a\n\n// three\n// four\n// five\n// six\n// seven\n")
	git(t, shop, "init", "-q")
	git(t, shop, "add", ".")
	git(t, shop, "commit", "-q", "-m", "all")
	table := filepath.Join(dir, "corpus.tsv")
	write(t, table, "project\tcommit\tmodule\nacme/shop\t"+git(t, shop, "rev-parse", "HEAD")+"\t.\nacme/gone\t0123\t.\n")
	old, now = filepath.Join(dir, "old"), filepath.Join(dir, "new")
	for path, first := range map[string]bool{old: true, now: false} {
		write(t, path, "#!/bin/sh\ncat <<'E'\n"+report(first)+"\nE\nexit 3\n")
	}
	return []string{"-corpus", table, "-repos", filepath.Join(dir, "repos"), "-work", filepath.Join(dir, "work")}, old, now
}

func corpusDiff(t *testing.T, args ...string) string {
	t.Helper()
	var out, log bytes.Buffer
	if err := run(context.Background(), append([]string{"diff"}, args...), &out, &log); err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	return out.String()
}

// TestDiff compares two stubs that differ in every way.
func TestDiff(t *testing.T) {
	flags, old, now := world(t)
	got := corpusDiff(t, append(flags, old, now)...)
	head, rest, _ := strings.Cut(got, "\n")
	if !strings.HasPrefix(head, "== acme/shop ") || !strings.HasSuffix(head, ": 1 gone, 1 new, 2 changed, 1 the same") {
		t.Errorf("the head is %s", head)
	}
	const want = `+ not analyzed: b.go:1:1: broken
+ a.go:4: came (nplusone/read, high)
      | // four
- a.go:5: went (nplusone/read, high)
      | // five
~- a.go:6: said so (nplusone/read, high)
      = help: do so
~+ a.go:6: said otherwise (nplusone/read, high)
      = no help
      | // six
~- a.go:7: weighs (nplusone/read, high)
~+ a.go:7: weighs (nplusone/read, low)
      | // seven

== acme/gone 0123: not compared: no checkout

nplusone: 1 gone, 1 new, 2 changed
`
	if rest != want {
		t.Errorf("got\n%s\nwant\n%s", rest, want)
	}
	if got := corpusDiff(t, append(flags, old, old, "shop")...); !strings.HasSuffix(got, "4 the same\n\nno difference in findings\n") {
		t.Errorf("of one version twice: %s", got)
	}
}

// TestJSON holds that the same is there for programs.
func TestJSON(t *testing.T) {
	flags, old, now := world(t)
	var diffs []*Diff
	if err := json.Unmarshal([]byte(corpusDiff(t, append(flags, "-json", old, now)...)), &diffs); err != nil {
		t.Fatal(err)
	}
	if len(diffs) != 2 || diffs[1].Why != "no checkout" {
		t.Fatalf("%d diffs, want one of each project", len(diffs))
	}
	d := diffs[0]
	if len(d.Gone) != 1 || len(d.New) != 1 || d.New[0].Source != "// four" || len(d.Changed) != 2 || d.Same != 1 || d.Problems == nil {
		t.Errorf("%+v", d)
	}
}

// TestRevisions builds two revisions of a made-up repository with a command in the place of ours.
func TestRevisions(t *testing.T) {
	flags, _, _ := world(t)
	ours := t.TempDir()
	git(t, ours, "init", "-q")
	write(t, filepath.Join(ours, "go.mod"), "module ours.invalid\n\ngo 1.24\n")
	for _, old := range []bool{true, false} {
		write(t, filepath.Join(ours, "cmd", "scalevet", "main.go"),
			"package main\n\nimport \"os\"\n\nfunc main() { os.Stdout.WriteString(`"+report(old)+"`) }\n")
		git(t, ours, "add", ".")
		git(t, ours, "commit", "-q", "-m", "change")
	}
	t.Chdir(ours)
	if got := corpusDiff(t, append(flags, "HEAD~1", "HEAD", "shop")...); !strings.HasSuffix(got, "nplusone: 1 gone, 1 new, 2 changed\n") {
		t.Errorf("of two revisions: %s", got)
	}
	if got := corpusDiff(t, append(flags, "HEAD", ".", "shop")...); !strings.HasSuffix(got, "no difference in findings\n") {
		t.Errorf("of a revision and the work tree: %s", got)
	}
	err := run(context.Background(), append(append([]string{"diff"}, flags...), "HEAD", "nowhere"), &bytes.Buffer{}, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "nowhere is neither") {
		t.Errorf("of what does not exist: %v", err)
	}
}

// TestList prints our own table, and holds that its commits are whole.
func TestList(t *testing.T) {
	var out bytes.Buffer
	if err := run(context.Background(), []string{"list"}, &out, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	pins, err := readPins(corpus)
	if err != nil || len(pins) != strings.Count(out.String(), "\n") || len(pins) < 10 {
		t.Fatalf("%d projects, %v, in\n%s", len(pins), err, out.String())
	}
	for _, p := range pins {
		if len(p.commit) != 40 || !strings.Contains(p.project, "/") || p.module == "" {
			t.Errorf("%v is no pinned project", p)
		}
	}
}

// TestUsage holds that what is not understood is an error.
func TestUsage(t *testing.T) {
	for _, args := range [][]string{nil, {"what"}, {"diff", "one"}, {"diff", "-x", "a", "b"}} {
		if err := run(context.Background(), args, &bytes.Buffer{}, &bytes.Buffer{}); err != errUsage {
			t.Errorf("%v: %v", args, err)
		}
	}
	for _, table := range []string{"", "project\tcommit\n", "project\tcommit\tmodule\na/b\tc\n"} {
		if pins, err := readPins(table); err == nil {
			t.Errorf("table %q has %v", table, pins)
		}
	}
}
