package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/analyzers"
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

// TestPages holds the order of a rule's page: why it hurts, Wrong with a message, Right, when it is
// silent, limits.
func TestPages(t *testing.T) {
	for _, r := range analyzers.Rules {
		at := -1
		for _, heading := range []string{"\nWrong:\n", "// want \"", "\nRight:", "\nThe analyzer is silent", "\nLimits:"} {
			i := strings.Index(r.Doc, heading)
			if i <= at {
				t.Errorf("%s: %q is missing or out of order in its page", r.Name, strings.TrimSpace(heading))
			}
			at = i
		}
		summary, _, _ := strings.Cut(r.Doc, "\n")
		if summary == "" || strings.HasSuffix(summary, ".") || strings.ToLower(summary[:1]) != summary[:1] {
			t.Errorf("%s: summary %q should be a lower-case phrase without a period", r.Name, summary)
		}
	}
	if err := analysis.Validate(analyzers.All()); err != nil {
		t.Error(err)
	}
}

var wants = regexp.MustCompile("// want [`\"]([^`\"]+)")

// TestMessages holds the style of messages: lower case in all that tests expect, and no period in
// those of the example service.
func TestMessages(t *testing.T) {
	n := 0
	err := filepath.WalkDir(filepath.Join(root, "analyzers"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || !strings.Contains(path, "testdata") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range wants.FindAllStringSubmatch(string(text), -1) {
			n++
			if first := m[1][0]; first >= 'A' && first <= 'Z' {
				t.Errorf("%s: message %q should begin in lower case", path, m[1])
			}
		}
		return err
	})
	if err != nil || n < 50 {
		t.Errorf("read %d expected messages: %v", n, err)
	}
	golden, err := os.ReadFile(filepath.Join(root, "testdata/shop.golden"))
	if err != nil {
		t.Fatal(err)
	}
	if m := regexp.MustCompile(`(?m)^\S+:\d+:\d+: .*\. \(\w+/`).FindString(string(golden)); m != "" {
		t.Errorf("message with a period: %s", m)
	}
}
