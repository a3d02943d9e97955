package gclplugin

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/go/analysis"
)

func build(t *testing.T, settings any) ([]*analysis.Analyzer, error) {
	t.Helper()
	newPlugin, err := register.GetPlugin("scalevet")
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlugin(settings)
	if err != nil {
		return nil, err
	}
	return p.BuildAnalyzers()
}

func TestRules(t *testing.T) {
	as, err := build(t, map[string]any{"rules": []string{"nplusone", "unindexed"}})
	if err != nil || len(as) != 3 {
		t.Fatalf("got %d analyzers, %v; want two rules and the marker", len(as), err)
	}
	if all, err := build(t, nil); err != nil || len(all) < 8 {
		t.Errorf("without settings: %d analyzers, %v", len(all), err)
	}
	if err := analysis.Validate(as); err != nil {
		t.Error(err)
	}
}

func TestMistakes(t *testing.T) {
	for _, test := range []struct {
		settings map[string]any
		want     string
	}{
		{map[string]any{"rule": "nplusone"}, `settings: unknown key "rule": want one of `},
		{map[string]any{"rules": []string{"nplustwo"}}, `no rule "nplustwo": the rules are `},
		{map[string]any{"schema": "nowhere"}, "schema nowhere: no such file or directory"},
		{map[string]any{"config": "nowhere.yml"}, "cannot read the configuration: open "},
		{map[string]any{"catalog": "package example.com/a std\nfetch X\n"}, "settings:2: "},
	} {
		if _, err := build(t, test.settings); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%v: got error %v, want %q", test.settings, err, test.want)
		}
	}
}

// TestPage holds that the settings on the page are settings.
func TestPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/golangci-lint.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, ok := strings.Cut(string(page), "```yaml\n        settings:\n")
	block, _, ok2 := strings.Cut(block, "```")
	var settings map[string]any
	if err := yaml.Unmarshal([]byte(block), &settings); err != nil || !ok || !ok2 || len(settings) < 5 {
		t.Fatalf("the page has settings %v: %v", settings, err)
	}
	if _, err := New(settings); err != nil {
		t.Error(err)
	}
}

// TestMarker holds that a changed migration changes the marker's name, by which golangci-lint's
// cache knows results.
func TestMarker(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	name := func(sql string) string {
		if err := os.WriteFile(filepath.Join(dir, "schema.sql"), []byte(sql), 0o644); err != nil {
			t.Fatal(err)
		}
		as, err := build(t, nil)
		if err != nil {
			t.Fatal(err)
		}
		return as[0].Name
	}
	before := name("CREATE TABLE t (id int);")
	if again := name("CREATE TABLE t (id int);"); again != before {
		t.Errorf("the marker of one schema is %s and %s", before, again)
	}
	if after := name("CREATE TABLE t (id int); CREATE INDEX ON t (id);"); after == before {
		t.Error("a changed schema has the same marker")
	}
}
