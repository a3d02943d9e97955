package goplsplugin

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// marker returns the name of the analyzer that tells caches what the others were made with.
func marker(t *testing.T) string {
	t.Helper()
	as, err := rules(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if err := analysis.Validate(as); err != nil {
		t.Fatal(err)
	}
	if len(as) < 8 || !strings.HasPrefix(as[0].Name, "scalevet_schema_") {
		t.Fatalf("got %v", as)
	}
	return as[0].Name
}

// TestMarker holds that the marker changes with what a module's findings depend on, in a module and in
// a workspace, and with nothing else.
func TestMarker(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, "schema.sql", "CREATE TABLE t (id int);")
	outside := marker(t)
	write(t, "schema.sql", "CREATE TABLE t (id bigint);")
	if got := marker(t); got != outside {
		t.Errorf("outside of modules the marker is %s and %s", outside, got)
	}
	write(t, "go.mod", "module example.com/m\n\ngo 1.25\n")
	inside := marker(t)
	write(t, "schema.sql", "CREATE TABLE t (id int);")
	if got := marker(t); got == inside {
		t.Error("a changed schema has the same marker")
	}
	work := filepath.Join(dir, "work")
	if err := os.MkdirAll(filepath.Join(work, "m"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(work)
	write(t, "go.work", "go 1.25\n\nuse ./m\n")
	write(t, "m/go.mod", "module example.com/w\n\ngo 1.25\n")
	before := marker(t)
	write(t, "m/schema.sql", "CREATE TABLE u (id int);")
	if got := marker(t); got == before {
		t.Error("a changed schema of a workspace's module has the same marker")
	}
}

// TestMistake holds that gopls runs without the rules where the configuration is wrong.
func TestMistake(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "go.mod", "module example.com/m\n\ngo 1.25\n")
	write(t, ".scalevet.yml", "nonsense: true\n")
	if as := Analyzers(); len(as) > 0 {
		t.Errorf("got %v", as)
	}
}
