package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const root = "../../.."

// TestNew makes an analyzer in a copy of this module. There its own test must pass, the rules of
// the house must hold, and the command must know it.
func TestNew(t *testing.T) {
	if os.Getenv("SCALEVET_HEAVY") == "" {
		t.Skip("it compiles all of the copy: SCALEVET_HEAVY is not set")
	}
	copied, name := copyModule(t), "freshfault"
	if err := create(copied, name, "find nothing at all"); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("go", args...)
		cmd.Dir = copied
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	run("vet", "./analyzers/...")
	run("test", "./analyzers/"+name, "./internal/dev/archtest", "./internal/dev/docs")
	if out := run("run", "./cmd/scalevet", "help"); !strings.Contains(out, name) || !strings.Contains(out, "find nothing at all") {
		t.Errorf("scalevet help does not know %s:\n%s", name, out)
	}
	if out, err := exec.Command("gofmt", "-l", filepath.Join(copied, "analyzers")).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("not formatted: %v %s", err, out)
	}
	if err := create(copied, name, "find nothing at all"); err == nil {
		t.Error("an analyzer was overwritten")
	}
}

// copyModule copies what belongs to this module to a directory of its own.
func copyModule(t *testing.T) string {
	t.Helper()
	to := t.TempDir()
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		if rel == ".git" && d.IsDir() {
			return filepath.SkipDir
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		text, err := os.ReadFile(path)
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), text, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

func TestBadNames(t *testing.T) {
	for _, name := range []string{"", "Upper", "with-dash", "averyverylongname", "../x"} {
		if scaffold(t.TempDir(), name, "find it") == nil {
			t.Errorf("name %q was accepted", name)
		}
	}
	for _, summary := range []string{"", "Find it", "find it.", "find\nit"} {
		if scaffold(t.TempDir(), "good", summary) == nil {
			t.Errorf("summary %q was accepted", summary)
		}
	}
}
