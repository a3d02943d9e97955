//go:build unix

package confine_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/scalevet/scalevet/internal/confine"
)

// TestPipe holds that a named pipe is neither waited for nor written to.
func TestPipe(t *testing.T) {
	root := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(root, "pipe"), 0o644); err != nil {
		t.Skip(err)
	}
	if _, err := confine.ReadIn(root, "pipe", 100); err == nil || err.Error() != "not a regular file" {
		t.Errorf("got %v", err)
	}
	if err := confine.WriteIn(root, "pipe", []byte("x")); err == nil {
		t.Error("written to a pipe that nobody reads")
	}
}
