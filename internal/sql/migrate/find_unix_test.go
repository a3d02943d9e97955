//go:build unix

package migrate

import (
	"path/filepath"
	"syscall"
	"testing"
)

// TestPipe checks that Find does not wait for a writer.
func TestPipe(t *testing.T) {
	root := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(root, "schema.sql"), 0o644); err != nil {
		t.Skip(err)
	}
	got := render(Find(root, Options{}))
	if want := "! schema.sql: not a regular file"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
