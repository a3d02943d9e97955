package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/analyzers"
	"github.com/scalevet/scalevet/internal/config"
)

const root = "../../.."

// TestGenerated fails when a generated file is stale.
func TestGenerated(t *testing.T) {
	files, err := generate(root)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range files {
		got, err := os.ReadFile(filepath.Join(root, path))
		if err != nil || string(got) != want {
			t.Errorf("%s is stale: run go generate ./...", path)
		}
	}
}

// headings are the parts of a rule's page, in their order. Before them stands why it hurts.
var headings = []string{"\nWrong:\n", "// want \"", "\nRight:", "\nCategories:\n", "\nThe analyzer is silent", "\nLimits:"}

// TestPages holds the order of a rule's page.
func TestPages(t *testing.T) {
	if err := analysis.Validate(analyzers.All()); err != nil {
		t.Error(err)
	}
	for _, r := range analyzers.Rules {
		summary, page, _ := strings.Cut(r.Doc, "\n")
		if summary == "" || strings.HasSuffix(summary, ".") || summary[0] < 'a' || summary[0] > 'z' {
			t.Errorf("%s: summary %q should be a lower-case verb phrase without a period", r.Name, summary)
		}
		at := -1
		for i, h := range headings {
			found := strings.Index(page, h)
			if found <= at || i == 0 && len(strings.TrimSpace(page[:found])) < 80 {
				t.Errorf("%s: %q is missing, out of order, or nothing says before it why it hurts", r.Name, strings.TrimSpace(h))
				break
			}
			at = found
		}
		if len(categories(page)) == 0 {
			t.Errorf("%s lists no categories", r.Name)
		}
	}
}

// finding matches the first line of a finding in the golden text.
var finding = regexp.MustCompile(`(?m)^\S+:\d+:\d+: (.*) \((\w+)/([a-z-]+)(?:, low)?\)$`)

// goldenFindings returns the findings of the example service, of both severities.
func goldenFindings(t *testing.T) [][]string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(root, "testdata/shop.low.golden"))
	if err != nil {
		t.Fatal(err)
	}
	found := finding.FindAllStringSubmatch(string(src), -1)
	if len(found) < 20 {
		t.Fatalf("only %d findings", len(found))
	}
	return found
}

// TestCategories holds that the categories of findings are those of their pages.
func TestCategories(t *testing.T) {
	pages := map[string]string{}
	for _, r := range analyzers.Rules {
		pages[r.Name] = r.Doc
	}
	for _, f := range goldenFindings(t) {
		if !slices.Contains(categories(pages[f[2]]), f[3]) {
			t.Errorf("the page of %s does not list the category %s", f[2], f[3])
		}
	}
}

var (
	wants   = regexp.MustCompile("// want (.*)")
	literal = regexp.MustCompile("`([^`]*)`|\"((?:[^\"\\\\]|\\\\.)*)\"")
)

// TestMessages holds the style of messages, of those that tests expect and of those of the example
// service: one line, lower case, no period.
func TestMessages(t *testing.T) {
	n := 0
	err := filepath.WalkDir(filepath.Join(root, "analyzers"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || filepath.Base(path) == "docs_test.go" {
			return err
		}
		text, err := os.ReadFile(path)
		for _, w := range wants.FindAllStringSubmatch(string(text), -1) {
			for _, m := range literal.FindAllStringSubmatch(w[1], -1) {
				n++
				checkMessage(t, path, m[1]+m[2])
			}
		}
		return err
	})
	if err != nil || n < 50 {
		t.Errorf("read %d expected messages: %v", n, err)
	}
	for _, f := range goldenFindings(t) {
		checkMessage(t, "shop", regexp.QuoteMeta(f[1]))
		if steps := strings.Count(f[1], " → "); steps > 4 {
			t.Errorf("%d names in the chain of %q, want at most five", steps+1, f[1])
		}
	}
}

// checkMessage judges the pattern of a message.
func checkMessage(t *testing.T, where, message string) {
	t.Helper()
	first := strings.TrimLeft(message, "^")
	if first == "" || first[0] >= 'A' && first[0] <= 'Z' || strings.HasSuffix(message, `\.`) || strings.Contains(message, "\n") {
		t.Errorf("%s: message %q should be one line in lower case without a period", where, message)
	}
}

// TestExamples holds that the findings shown in the README are those of the example service.
func TestExamples(t *testing.T) {
	golden, err := os.ReadFile(filepath.Join(root, "testdata/shop.golden"))
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`(?m)^\S+\.(go|sql):\d+:\d+: .*$`).FindAllString(string(readme), -1)
	if len(shown) == 0 {
		t.Error("the README shows no finding")
	}
	for _, line := range shown {
		if !strings.Contains(string(golden), line+"\n") {
			t.Errorf("the README shows what is not found: %s", line)
		}
	}
}

// TestCaveats holds that the caveats say what go vet shows of the example service.
func TestCaveats(t *testing.T) {
	count := func(file string) int {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		return len(regexp.MustCompile(`(?m)^\S+:\d+:\d+: `).FindAll(text, -1))
	}
	want := fmt.Sprintf("go vet shows %d of %d", count("testdata/shop.vet.golden"), count("testdata/shop.golden"))
	caveats, err := os.ReadFile(filepath.Join(root, "docs/caveats.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(caveats), want) {
		t.Errorf("docs/caveats.md does not say: %s", want)
	}
}

// TestConfiguration holds that the example of the page is a configuration.
func TestConfiguration(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "docs/configuration.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```yaml\n")
	example, _, found := strings.Cut(rest, "```")
	c, err := config.Parse(config.Name, []byte(example))
	if err != nil || !found {
		t.Fatalf("the example is no configuration: %v", err)
	}
	var names []string
	for _, r := range analyzers.Rules {
		names = append(names, r.Name)
	}
	if err := c.CheckRules(names); err != nil || len(c.Rules) == 0 || c.Catalog == "" {
		t.Errorf("the example shows too little, or a rule that is none: %v", err)
	}
}

// TestLinks holds that links between the pages lead somewhere.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
	var pages []string
	for _, glob := range []string{"*.md", "docs/*.md", "docs/adr/*.md"} {
		found, err := filepath.Glob(filepath.Join(root, glob))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	if len(pages) < 8 {
		t.Errorf("only %d pages", len(pages))
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", page, m[1])
			}
		}
	}
}

// categories returns the categories that a page lists, in its order.
func categories(page string) []string {
	var names []string
	for _, line := range strings.Split(page, "\n") {
		if m := category.FindStringSubmatch(line); m != nil {
			names = append(names, m[1])
		}
	}
	return names
}
