package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/scalevet/scalevet/internal/driver"
)

// TestMain makes the test binary the command too, where it has its name: to build that takes longer than all that
// it is asked here.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) == "scalevet" {
		os.Exit(driver.Main(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// scalevet returns the command's name.
func scalevet(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "scalevet")
	if err := os.Symlink(self, name); err != nil {
		t.Fatal(err)
	}
	return name
}

// world is a directory of two made-up projects and of truth tables that speak of them.
func world(t *testing.T) options {
	t.Helper()
	dir := t.TempDir()
	shop := filepath.Join(dir, "repos", "acme+shop")
	parent := commit(t, shop, "testdata/parent.txtar")
	fix := commit(t, shop, "testdata/fix.txtar")
	old := filepath.Join(dir, "repos", "acme", "old")
	write(t, filepath.Join(old, "main.go"), "package main\n\nfunc main() {}\n")
	names := strings.NewReplacer("PARENT", parent, "FIX", fix, "OLD", commitAll(t, old))
	tables, err := filepath.Glob("testdata/truth/*.tsv")
	if err != nil || len(tables) != 3 {
		t.Fatal(tables, err)
	}
	for _, table := range tables {
		text, err := os.ReadFile(table)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, "truth", filepath.Base(table)), names.Replace(string(text)))
	}
	return options{
		truth: filepath.Join(dir, "truth"), repos: filepath.Join(dir, "repos"), work: filepath.Join(dir, "work"),
		scalevet: scalevet(t), timeout: time.Minute,
	}
}

// commit writes the files of an archive over those in dir and commits them.
func commit(t *testing.T, dir, archive string) string {
	t.Helper()
	a, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	return commitAll(t, dir)
}

// commitAll commits what is in dir and returns the commit's hash.
func commitAll(t *testing.T, dir string) string {
	t.Helper()
	git := func(args ...string) string {
		cmd := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@t.invalid"}, args...)...)
		cmd.Dir = dir
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("git %v: %v", args, err)
		}
		return strings.TrimSpace(string(out))
	}
	git("init", "-q")
	git("add", ".")
	git("commit", "-q", "-m", "change")
	return git("rev-parse", "HEAD")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// measure runs the command and decodes its JSON.
func measure(t *testing.T, opt options) *Result {
	t.Helper()
	opt.json = true
	var out, log bytes.Buffer
	if err := run(context.Background(), opt, &out, &log); err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	r := &Result{}
	if err := json.Unmarshal(out.Bytes(), r); err != nil {
		t.Fatal(err)
	}
	return r
}

// TestAccuracy measures the made-up projects, once for all that is asked of the result.
func TestAccuracy(t *testing.T) {
	r := measure(t, world(t))
	t.Run("Verdicts", func(t *testing.T) { testVerdicts(t, r) })
	t.Run("Page", func(t *testing.T) { testPage(t, r) })
	t.Run("Text", func(t *testing.T) { testText(t, r) })
}

// testVerdicts holds every kind of verdict.
func testVerdicts(t *testing.T, r *Result) {
	want := []string{
		"nplusone acme/shop History found cleared",
		"nplusone acme/shop Prices found still",
		"nplusone acme/shop Hidden missed ",
		"nplusone acme/shop Later found unjudged: at the fix: does not type-check: later/later.go:3:25",
		"unindexed acme/shop Of found cleared",
		"perrequest acme/shop remove unjudged : outside of requests",
		"nplusone acme/old main unjudged : no go.mod",
		"nplusone acme/gone main unjudged : no checkout",
		"nplusone acme/shop 10 found ",
		"nplusone acme/shop 8 missed ",
		"nplusone acme/shop 35 silent ",
		"nplusone acme/shop 3 unjudged : does not type-check: broken/broken.go:3:17",
		"unindexed acme/shop 6 hit ",
	}
	if len(r.Verdicts) != len(want) {
		t.Fatalf("%d verdicts, want %d", len(r.Verdicts), len(want))
	}
	for i, v := range r.Verdicts {
		at := v.Func
		if at == "" {
			at = strconv.Itoa(v.Line)
		}
		got := strings.Join([]string{v.Rule, v.Project, at, v.Result, v.After}, " ")
		if v.Why != "" {
			got += ": " + v.Why
		}
		if !strings.HasPrefix(got, want[i]) || v.Why == "" && got != want[i] {
			t.Errorf("verdict %d is %q, want %q", i, got, want[i])
		}
	}
	sum := Tally{Rule: "nplusone", Faults: 6, Found: 4, Fixed: 2, Cleared: 1, Traps: 1, Silent: 1, Unjudged: 4}
	if len(r.Rules) != 3 || r.Rules[0] != sum {
		t.Errorf("tallies %+v, want first %+v", r.Rules, sum)
	}
}

// TestModInit measures what had no go.mod before one was made.
func TestModInit(t *testing.T) {
	opt := world(t)
	opt.modInit, opt.projects = true, []string{"acme/old"}
	r := measure(t, opt)
	if len(r.Verdicts) != 1 || r.Verdicts[0].Result != missed {
		t.Errorf("%+v, want one fault judged, and missed", r.Verdicts)
	}
}

// testPage writes the figures into a page, twice alike, and asks for the causes.
func testPage(t *testing.T, r *Result) {
	page := filepath.Join(t.TempDir(), "page.md")
	write(t, page, "# Page\n"+blockBegin+"old\n"+blockEnd+"\n- `nplusone acme/shop of another time`: it went\n")
	err := updatePage(page, r)
	if err == nil {
		t.Fatal("no cause was asked for")
	}
	causes := ""
	for _, line := range strings.Split(err.Error(), "\n") {
		if _, place, ok := strings.Cut(line, "no cause is given of "); ok {
			causes += "- `" + place + "`: known\n"
		}
	}
	if n := strings.Count(causes, "\n"); n != 4 || !strings.Contains(err.Error(), "another time") {
		t.Errorf("%d causes are asked for, want 4, and one is given of what is not wrong: %v", n, err)
	}
	write(t, page, "# Page\n"+blockBegin+blockEnd+causes)
	for range 2 {
		if err := updatePage(page, r); err != nil {
			t.Error(err)
		}
	}
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	want := "# Page\n" + blockBegin + r.block() + blockEnd + causes
	if string(text) != want {
		t.Errorf("the page is\n%s\nwant\n%s", text, want)
	}
	if row := "| nplusone | 4/6 | 1/2 | 1/1 | 4 |\n"; !strings.Contains(want, row) {
		t.Errorf("the page has no row %s", row)
	}
}

// testText prints the figures for people.
func testText(t *testing.T, r *Result) {
	var out bytes.Buffer
	if err := r.text(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"nplusone             4/6    1/2      1/1     4",
		"nplusone    acme/shop  4/6    1/2      1/1     2",
		"store.go:28 Hidden\n", "still there at the fix: nplusone acme/shop", "main.go:3 main: no checkout\n",
		"false alarm: unindexed acme/shop",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
