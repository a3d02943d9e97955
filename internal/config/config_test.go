package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func read(t *testing.T, text string) (*Config, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), Name)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return Read(file)
}

func TestRead(t *testing.T) {
	c, err := read(t, `
schema: [db/schema.sql]
postgres: 18
small-tables: [countries]
rules:
  slowcall: {off: true}
  nplusone: {severity: low}
exclude: [internal/legacy, "*_gen.go"]
catalog: |
  package example.com/store example.com/store@v1.0.0
  query (*DB).Find op=read store=sql
`)
	if err != nil {
		t.Fatal(err)
	}
	if c.Postgres != 18 || !c.Rules["slowcall"].Off || c.Schema[0] != "db/schema.sql" {
		t.Errorf("read %+v", c)
	}
	for path, want := range map[string]bool{
		"internal/legacy/a.go": true, "internal/legacy2/a.go": false, "x/y_gen.go": true, "x/y.go": false,
	} {
		if got := c.Excludes(path); got != want {
			t.Errorf("Excludes(%s) = %v", path, got)
		}
	}
	table, err := c.Table()
	if err != nil || !table.Imports("example.com/store") {
		t.Errorf("the configured row is missing: %v", err)
	}
}

func TestMistakes(t *testing.T) {
	tests := []struct{ text, want string }{
		{"schemas: x", "line 1: field schemas not found"},
		{"\nrules:\n  nplusone: {severity: medium}", `severity is "medium", want high or low`},
		{"catalog: |\n  package p std\n  fetch X", `catalog:2: unknown word "fetch"`},
		{"schema: {a: b}", "line 1"},
	}
	for _, test := range tests {
		_, err := read(t, test.text)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: got error %v, want one with %q", test.text, err, test.want)
		}
	}
	if c, err := Read(filepath.Join(t.TempDir(), Name)); err != nil || len(c.Rules) != 0 {
		t.Errorf("without a file: %+v, %v", c, err)
	}
}
