package parity

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestGolangciSettings holds that golangci-lint takes the settings of scalevet, and says in one line
// what is wrong with them.
func TestGolangciSettings(t *testing.T) {
	dir := shop(t)
	file := lint(t, dir)
	for _, test := range []struct {
		settings string
		rules    []string // of which something is found
	}{
		{"rules: [unindexed]\n", []string{"unindexed"}},
		{"rules: {unindexed: off, perrequest: low, sessionstate: off, localfs: off}\n", []string{"slowcall"}},
		{"rules: [unindexed, localfs]\nsmall-tables: [users, orders, order_items, coupons, products]\n", []string{"localfs"}},
		{"rules: [localfs, slowcall]\nexclude: [web/catalog.go]\nlow: true\n", []string{"localfs"}},
	} {
		configure(t, dir, test.settings)
		stdout, _ := run(t, dir, 1, file, "run", "--output.json.path=stdout", "--show-stats=false", "./...")
		var rules []string
		for _, f := range issues(t, stdout) {
			rules = append(rules, f.rule)
		}
		slices.Sort(rules)
		if got := slices.Compact(rules); !slices.Equal(got, test.rules) {
			t.Errorf("%s: found something of %v, want %v", test.settings, got, test.rules)
		}
	}
	for settings, want := range map[string]string{
		"rule: [unindexed]\n":             `plugin(scalevet): newPlugin settings: unknown key "rule": want one of `,
		"rules: [unindex]\n":              `plugin(scalevet): BuildAnalyzers no rule "unindex": the rules are `,
		"schema: db/migrations\n":         "plugin(scalevet): BuildAnalyzers schema db/migrations: no such file or directory",
		"rules: {unindexed: sometimes}\n": `plugin(scalevet): newPlugin settings: rule unindexed: "sometimes" is no level`,
	} {
		configure(t, dir, settings)
		cmd := exec.Command(file, "run", "./...")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), want) {
			t.Errorf("%s: %v, %s", settings, err, out)
		}
	}
}

// TestGolangciSeverity uses the page's block about severities.
func TestGolangciSeverity(t *testing.T) {
	dir := shop(t)
	file := lint(t, dir)
	severity := pages(t)[3]
	if !strings.HasPrefix(severity, "severity:") {
		t.Fatalf("the fourth block is %s", severity)
	}
	write(t, dir, ".golangci.yml", read(t, dir, ".golangci.yml")+severity)
	stdout, _ := run(t, dir, 1, file, "run", "--output.json.path=stdout", "--show-stats=false", "./...")
	var res struct {
		Issues []struct{ Text, Severity string }
	}
	if err := json.Unmarshal([]byte(stdout), &res); err != nil {
		t.Fatal(err)
	}
	warnings := 0
	for _, is := range res.Issues {
		want := "error"
		if strings.HasPrefix(is.Text, "slowcall: ") {
			want = "warning"
			warnings++
		}
		if is.Severity != want {
			t.Errorf("%s is of severity %q, want %q", is.Text, is.Severity, want)
		}
	}
	if warnings == 0 || warnings == len(res.Issues) {
		t.Errorf("%d of %d issues are warnings", warnings, len(res.Issues))
	}
}

// TestGolangciComments holds that golangci-lint knows which comments about scalevet are of use, and
// that a rule of ours may be named alone.
func TestGolangciComments(t *testing.T) {
	dir := shop(t)
	file := lint(t, dir)
	write(t, dir, ".golangci.yml", strings.Replace(read(t, dir, ".golangci.yml"), "[scalevet]", "[scalevet, nolintlint]", 1))
	text := read(t, dir, "web/catalog.go") + "\nvar _ = 1 //nolint:scalevet // of no use\n"
	for _, c := range []struct{ line, comment string }{
		{"regexp.MustCompile(`^\\w+$`).Match", " //nolint:scalevet // a small one"},
		{`template.ParseFiles("pages/report.html")`, " //scalevet:ignore perrequest edited while it runs"},
		{"http.DefaultTransport.(*http.Transport).Clone()", " //nolint:scalevet // a partner's own"},
	} {
		before, after, ok := strings.Cut(text, c.line)
		rest, below, _ := strings.Cut(after, "\n")
		if !ok {
			t.Fatalf("web/catalog.go has no %s", c.line)
		}
		text = before + c.line + rest + c.comment + "\n" + below
	}
	write(t, dir, "web/catalog.go", text)
	stdout, _ := run(t, dir, 1, file, "run", "--output.json.path=stdout", "--show-stats=false", "./...")
	last := fmt.Sprintf("web/catalog.go:%d:", strings.Count(text, "\n"))
	unused := 0
	for _, f := range issues(t, stdout) {
		word, _, _ := strings.Cut(f.fault, " ")
		switch {
		case f.rule == "perrequest" && slices.Contains([]string{"regexp", "template", "client"}, word):
			t.Errorf("%s: %s is not silenced", f.place, f.fault)
		case f.rule == "nolintlint" && strings.HasPrefix(f.place, last):
			unused++
		case f.rule == "nolintlint":
			t.Errorf("%s: %s", f.place, f.fault)
		}
	}
	if unused != 1 {
		t.Error("nolintlint does not say that the last comment is of no use")
	}
}

// TestGolangciNew holds that only what is new is shown on request.
func TestGolangciNew(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := shop(t)
	file := lint(t, dir)
	commit(t, dir)
	fresh := []string{file, "run", "--new-from-rev=HEAD", "--output.json.path=stdout", "--show-stats=false", "./..."}
	if stdout, _ := run(t, dir, 1, fresh...); len(issues(t, stdout)) > 0 {
		t.Errorf("nothing is new, but: %s", stdout)
	}
	write(t, dir, "web/photo.go", photo)
	stdout, _ := run(t, dir, 1, fresh...)
	if got := issues(t, stdout); len(got) != 1 || got[0].rule != "localfs" {
		t.Errorf("new is %v, want one of localfs", got)
	}
}

const photo = `package web

import (
	"net/http"
	"os"
)

func photo(w http.ResponseWriter, r *http.Request) {
	f, err := os.Create("uploads/" + r.FormValue("user"))
	show(w, f, err)
}
`

func read(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
