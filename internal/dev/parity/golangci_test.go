package parity

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"
)

// golangciMain is what golangci-lint custom makes of .custom-gcl.yml, which clones a repository for it.
const golangciMain = `package main

import (
	"fmt"
	"os"

	"github.com/golangci/golangci-lint/v2/pkg/commands"

	_ %q
)

func main() {
	if err := commands.Execute(commands.BuildInfo{}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(7)
	}
}
`

const golangciMod = `module example.com/golangci

go 1.26.0

require (
	github.com/golangci/golangci-lint/v2 %s
	%s v0.0.0
)

replace %[2]s => %s
`

// pages returns the blocks of YAML on the page about golangci-lint.
func pages(t *testing.T) []string { return blocks(t, "docs/golangci-lint.md") }

// blocks returns the blocks of YAML on a page.
func blocks(t *testing.T, page string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		out = append(out, m[1])
	}
	if len(out) < 2 {
		t.Fatalf("%d blocks of YAML", len(out))
	}
	return out
}

// custom is the part of .custom-gcl.yml that counts.
type custom struct {
	Version string
	Plugins []struct{ Module, Import string }
}

// golangciLint builds golangci-lint with the plugin as the page says, the plugin from this checkout.
var golangciLint = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(scratch, "golangci")
	here, err := filepath.Abs(root)
	if err != nil {
		return "", err
	}
	files := map[string]string{
		"main.go": fmt.Sprintf(golangciMain, recipe.Plugins[0].Import),
		"go.mod":  fmt.Sprintf(golangciMod, recipe.Version, recipe.Plugins[0].Module, here),
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		return "", err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return "", err
		}
	}
	for _, args := range [][]string{{"mod", "tidy"}, {"build", "-o", "golangci-lint", "."}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, out)
		}
	}
	return filepath.Join(dir, "golangci-lint"), nil
})

// recipe is the .custom-gcl.yml of the page; set before golangciLint is called.
var recipe custom

// offline is what the go command says when it cannot reach the module proxy.
var offline = regexp.MustCompile(`dial tcp|no such host|i/o timeout|connection refused|module lookup disabled by GOPROXY=off`)

// lint returns the golangci-lint and makes the module at dir ready for it.
func lint(t *testing.T, dir string) string {
	t.Helper()
	heavy(t)
	blocks := pages(t)
	if err := yaml.Unmarshal([]byte(blocks[0]), &recipe); err != nil || len(recipe.Plugins) != 1 {
		t.Fatalf("the page's .custom-gcl.yml: %v", err)
	}
	file, err := golangciLint()
	if err != nil && offline.MatchString(err.Error()) {
		t.Skipf("no network: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOLANGCI_LINT_CACHE", filepath.Join(t.TempDir(), "cache"))
	configure(t, dir, "")
	return file
}

// configure writes the page's .golangci.yml, with more of its settings: lines of YAML.
func configure(t *testing.T, dir, settings string) {
	t.Helper()
	text := strings.Replace(pages(t)[1], "linters:\n", "linters:\n  default: none\n  exclusions: {generated: disable}\n", 1)
	if settings != "" {
		text += "        settings:\n"
	}
	for line := range strings.Lines(settings) {
		text += "          " + line
	}
	write(t, dir, ".golangci.yml", text)
}

// golangci runs golangci-lint with its cache kept between runs.
func golangci(t *testing.T, dir string) find {
	t.Helper()
	file := lint(t, dir)
	all := pages(t)[4]
	if !strings.HasPrefix(all, "issues:") {
		t.Fatalf("the fifth block is %s", all)
	}
	write(t, dir, ".golangci.yml", read(t, dir, ".golangci.yml")+all)
	args := append([]string{file, "run", "--output.json.path=stdout", "--show-stats=false"}, patterns(t, dir)...)
	return func(t *testing.T) []finding {
		t.Helper()
		stdout, _ := run(t, dir, 1, args...)
		return issues(t, stdout)
	}
}

// issues reads golangci-lint's JSON.
func issues(t *testing.T, stdout string) []finding {
	t.Helper()
	var res struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename     string
				Line, Column int
			}
		}
	}
	if err := json.Unmarshal([]byte(stdout), &res); err != nil {
		t.Fatalf("%v: %s", err, stdout)
	}
	var out []finding
	for _, is := range res.Issues {
		rule, message, _ := strings.Cut(is.Text, ": ") // golangci-lint names the analyzer
		if is.FromLinter != "scalevet" {
			rule = is.FromLinter
		}
		out = append(out, finding{fmt.Sprintf("%s:%d:%d", is.Pos.Filename, is.Pos.Line, is.Pos.Column), rule, fault(message)})
	}
	return out
}
