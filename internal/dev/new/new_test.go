package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestScaffold makes a rule in a copy of this module and tests it there.
func TestScaffold(t *testing.T) {
	root, name := copyModule(t), "scaffoldtest"
	if err := scaffold(root, name, "find nothing at all"); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "test", "./analyzers/"+name)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := scaffold(root, name, "find nothing at all"); err == nil {
		t.Error("an analyzer was overwritten")
	}
}

// copyModule copies the Go sources of this module to a directory of its own.
func copyModule(t *testing.T) string {
	t.Helper()
	const from = "../../.."
	to := t.TempDir()
	err := filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(from, path)
		if d.IsDir() {
			if name := d.Name(); name == ".git" || name == "testdata" || name == "docs" {
				return filepath.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		text, err := os.ReadFile(path)
		if err != nil {
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
	for _, name := range []string{"", "Upper", "with-dash", "averyverylongname"} {
		if scaffold(t.TempDir(), name, "find it") == nil {
			t.Errorf("name %q was accepted", name)
		}
	}
	if scaffold(t.TempDir(), "good", "A sentence.") == nil {
		t.Error("a summary with a period was accepted")
	}
}
