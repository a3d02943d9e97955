package config_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/scalevet/scalevet/internal/config"
)

const whole = `# Everything at once.
schema:
  - db/schema.sql
  - path: orders/migrations
    for: orders/...
small-tables: [countries, ref.plans]
postgres: 16
rules:
  slowcall: off
  nplusone: low
  localfs: {severity: high}
  fullscan: {off: true, severity: low}
exclude: [internal/legacy/..., "*_gen.go", "./tools"]
baseline: known.txt
catalog: |
  package example.com/store example.com/store@v1.0.0
  query (*DB).Find op=read store=own
`

func TestParse(t *testing.T) {
	c, err := config.Parse("c.yml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	want := &config.Config{
		File:        "c.yml",
		Schema:      []config.Schema{{Path: "db/schema.sql", Line: 3}, {Path: "orders/migrations", For: "orders/...", Line: 4}},
		SmallTables: []string{"countries", "ref.plans"},
		Postgres:    16,
		Rules: []config.Rule{
			{Name: "slowcall", Level: config.Off, Line: 9}, {Name: "nplusone", Level: config.Low, Line: 10},
			{Name: "localfs", Level: config.High, Line: 11}, {Name: "fullscan", Level: config.Off, Line: 12},
		},
		Exclude:  []string{"internal/legacy/...", "*_gen.go", "./tools"},
		Baseline: "known.txt",
		Catalog:  c.Catalog,
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got  %+v\nwant %+v", c, want)
	}
	table, err := c.Table()
	if err != nil || !table.Imports("example.com/store") {
		t.Errorf("the row of the catalog is missing: %v", err)
	}
	if c.Level("nplusone") != config.Low || c.Level("unindexed") != config.On {
		t.Errorf("levels: %s, %s", c.Level("nplusone"), c.Level("unindexed"))
	}
	if !c.Small("public", "countries") || !c.Small("ref", "plans") || c.Small("public", "plans") {
		t.Error("small tables are not told from others")
	}
}

func TestExcludes(t *testing.T) {
	c := &config.Config{Exclude: []string{"internal/legacy/...", "*_gen.go", "./tools", "cmd/*/old.go", "mock*"}}
	tests := map[string]bool{
		"internal/legacy/a.go": true, "internal/legacy/b/c.go": true, "internal/legacy2/a.go": false,
		"x/y_gen.go": true, "x/y.go": false, "tools/t.go": true, "x/tools/t.go": false,
		"cmd/a/old.go": true, "cmd/a/b/old.go": false, "store/mocks/db.go": true,
	}
	for file, want := range tests {
		if got := c.Excludes(file); got != want {
			t.Errorf("Excludes(%s) = %v", file, got)
		}
	}
}

// mistakes are texts that are refused, and how the error begins.
var mistakes = []struct{ text, want string }{
	{"\nschemas: x", `c.yml:2: unknown key "schemas": want one of baseline, catalog, exclude`},
	{"schema: [{path: x, four: y}]", `c.yml:1: unknown key "four" of a schema`},
	{"schema:\n  - for: a/...", "c.yml:2: a schema has no path"},
	{"schema: {a: b}", `c.yml:1: unknown key "a" of a schema`},
	{"schema: [3]", "c.yml:1: a schema is not a string"},
	{"schema: ../db", `c.yml:1: "../db" leads out of the module`},
	{"schema: /etc", `c.yml:1: "/etc" leads out of the module`},
	{"exclude: a", "c.yml:1: want a list of strings"},
	{"exclude: ['[']", `c.yml:1: "[" is no pattern`},
	{"small-tables:\n  - [a]", "c.yml:2: an element of the list is not a string"},
	{"postgres: sixteen", "c.yml:1: postgres is no major version"},
	{"postgres: 3", "c.yml:1: postgres 3 is no major version"},
	{"rules:\n  nplusone: medium", `c.yml:2: rule nplusone: "medium" is no level: want on, off, low or high`},
	{"rules:\n  nplusone: {severity: medium}", `c.yml:2: rule nplusone: severity is "medium"`},
	{"rules:\n  nplusone: {of: true}", `c.yml:2: unknown key "of" of a rule`},
	{"rules: [3]", "c.yml:1: a rule is not a string"},
	{"rules: []", "c.yml:1: rules is an empty list"},
	{"a: b: c", "c.yml:1: mapping values are not allowed"},
	{"rules: {}\n---\nrules: {}", "c.yml:2: a second document begins here"},
	{"rules: {}\n---\nrules: {", "c.yml:"},
	{"exclude: [a/**/b]", `c.yml:1: "a/**/b" is no pattern: a directory is all below it`},
	{"rules: nplusone", "c.yml:1: rules is not a mapping"},
	{"postgres: 16\npostgres: 17", ""},
	{"- a\n- b", "c.yml:1: the configuration is not a mapping"},
	{"rules: {", "c.yml:"},
	{"catalog: query", "c.yml:1: catalog is not a block"},
	{"\ncatalog: |\n  package p std\n  fetch X", "c.yml:4: unknown word"},
	{"baseline: 4", "c.yml:1: baseline is not a string"},
}

func TestMistakes(t *testing.T) {
	for _, test := range mistakes {
		_, err := config.Parse("c.yml", []byte(test.text))
		if err == nil || !strings.HasPrefix(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: got error %v, want one line that begins %q", test.text, err, test.want)
		}
	}
}

// TestDecode reads what stands in another program's file.
func TestDecode(t *testing.T) {
	low, file := false, ""
	more := map[string]any{"low": &low, "config": &file}
	c, err := config.Decode("settings", map[string]any{
		"rules": []any{"nplusone"}, "schema": []any{map[string]any{"path": "db", "for": "a"}}, "low": true, "config": "c.yml",
		"catalog": "package example.com/store std\nquery (*DB).Find op=read store=own\n",
	}, more)
	if err != nil || !low || file != "c.yml" || len(c.Schema) != 1 || c.Level("nplusone") != config.On || c.Level("localfs") != config.Off {
		t.Errorf("got %+v, low %v, file %q, %v", c, low, file, err)
	}
	if c, err := config.Decode("settings", nil, more); err != nil || c.Level("localfs") != config.On {
		t.Errorf("without settings: %+v, %v", c, err)
	}
	for _, test := range []struct {
		settings any
		want     string
	}{
		{map[string]any{"rule": 1}, `settings: unknown key "rule": want one of baseline, catalog, config, exclude, low, `},
		{map[string]any{"low": "yes please"}, "settings: low is not a bool"},
		{map[string]any{"postgres": "new"}, "settings: postgres is no major version"},
		{[]string{"nplusone"}, "settings: the configuration is not a mapping"},
	} {
		if _, err := config.Decode("settings", test.settings, more); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%v: got error %v, want one that begins %q", test.settings, err, test.want)
		}
	}
}

func TestOverlay(t *testing.T) {
	c, err := config.Parse("c.yml", []byte("schema: a\nrules: {localfs: off, nplusone: low}\npostgres: 12\nexclude: [x]"))
	if err != nil {
		t.Fatal(err)
	}
	c.Overlay(&config.Config{Rules: []config.Rule{{Name: "localfs", Level: config.High}}, SmallTables: []string{"t"}})
	if c.Level("localfs") != config.High || c.Level("nplusone") != config.Low || c.Postgres != 12 || len(c.Schema) != 1 || !c.Small("", "t") {
		t.Errorf("got %+v", c)
	}
	c.Overlay(&config.Config{Only: true, Rules: []config.Rule{{Name: "fullscan", Level: config.On}}, Postgres: 17})
	if c.Level("fullscan") != config.On || c.Level("nplusone") != config.Off || c.Postgres != 17 || len(c.Exclude) != 1 {
		t.Errorf("got %+v", c)
	}
}

func TestCheckSchema(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "schema.sql"), "")
	c, err := config.Parse("c.yml", []byte("schema:\n  - ./schema.sql\n  - '*.sql'\n  - db/migrations"))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.CheckSchema(root); err == nil || !strings.HasPrefix(err.Error(), "c.yml:4: schema db/migrations: no such file or directory in ") {
		t.Errorf("a schema that is not there: %v", err)
	}
	c.Schema = c.Schema[:2]
	c.Schema[1].For = "web/..."
	if err := c.CheckSchema(root); err == nil || !strings.HasPrefix(err.Error(), "c.yml:3: schema *.sql: web/..., which it is for, is no directory in ") {
		t.Errorf("a package tree that is not there: %v", err)
	}
	c.Schema[1].For = "./..."
	if err := c.CheckSchema(root); err != nil {
		t.Error(err)
	}
}

func TestEmpty(t *testing.T) {
	for _, text := range []string{"", "# nothing\n", "---\n", "~"} {
		if c, err := config.Parse("c.yml", []byte(text)); err != nil || len(c.Rules) != 0 {
			t.Errorf("%q: %+v, %v", text, c, err)
		}
	}
}

func TestFor(t *testing.T) {
	root := t.TempDir()
	if c, err := config.For(root); err != nil || c.File != "" {
		t.Errorf("without a file: %+v, %v", c, err)
	}
	file := filepath.Join(root, config.Name)
	write(t, file, "postgres: 14\nrules: {localfs: off}")
	config.Override("", func(_ string, c *config.Config) { c.SmallTables = append(c.SmallTables, "flags") })
	defer config.Override("", nil)
	c, err := config.For(root)
	if err != nil || c.File != file || c.Postgres != 14 || !c.Small("", "flags") {
		t.Errorf("with a file and flags: %+v, %v", c, err)
	}
	if again, _ := config.For(root); again != c {
		t.Error("the file is read twice")
	}
	if err := c.CheckRules([]string{"nplusone"}); err == nil || !strings.HasPrefix(err.Error(), file+`:2: no rule "localfs"`) {
		t.Errorf("an unknown rule: %v", err)
	}
	write(t, file, "nonsense: 1")
	config.Override("", func(_ string, c *config.Config) { c.Postgres = 13 })
	if c, err := config.For(root); err == nil || c.Postgres != 13 {
		t.Errorf("a bad file: %+v, %v", c, err)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(whole)
	for _, m := range mistakes {
		f.Add(m.text)
	}
	f.Add("a: &x [*x]\nschema: *x")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := config.Parse("c.yml", []byte(text))
		if err == nil {
			c.Excludes("a/b.go")
		} else if !strings.HasPrefix(err.Error(), "c.yml:") {
			t.Errorf("%q: the error names no file: %v", text, err)
		}
	})
}
