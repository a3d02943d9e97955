package confine_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/scalevet/scalevet/internal/confine"
)

// tree writes files below a new directory, with another directory beside it that holds "secret".
func tree(t *testing.T, files map[string]string) (root string) {
	t.Helper()
	top := t.TempDir()
	root = filepath.Join(top, "root")
	files["../secret"] = "secret"
	for name, text := range files {
		name = filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func symlink(t *testing.T, to, name string) {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Skip(err)
	}
}

// TestInside holds what is read and what is refused, by name.
func TestInside(t *testing.T) {
	root := tree(t, map[string]string{"a.sql": "A", "dir/b.sql": "B", "dir.sql/c": "C", "large": strings.Repeat("x", 101), "zero": "a\x00b"})
	symlink(t, "dir/b.sql", filepath.Join(root, "within"))
	symlink(t, "../secret", filepath.Join(root, "out"))
	symlink(t, filepath.Join(root, "a.sql"), filepath.Join(root, "absolute"))
	symlink(t, "..", filepath.Join(root, "up"))
	symlink(t, "cycle2", filepath.Join(root, "cycle1"))
	symlink(t, "cycle1", filepath.Join(root, "cycle2"))
	symlink(t, "nowhere", filepath.Join(root, "dangling"))
	dir, err := confine.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	for name, want := range map[string]string{
		"a.sql": "A", "dir/b.sql": "B", "within": "B",
		"out": "! path escapes from parent", "absolute": "! path escapes from parent", "up/secret": "! path escapes from parent",
		"../secret": "! invalid argument", "/etc/passwd": "! invalid argument",
		"cycle1": "! too many levels of symbolic links", "dangling": "! no such file or directory",
		"dir.sql": "! not a regular file", "large": "! larger than 100 bytes: not read", "zero": "! not text: not read",
	} {
		got, err := confine.ReadText(dir, name, 100)
		if err != nil {
			got = "! " + confine.Reason(err)
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// TestWriteIn holds that nothing is written through a link that leads out.
func TestWriteIn(t *testing.T) {
	root := tree(t, map[string]string{"old": "longer than new"})
	symlink(t, "../secret", filepath.Join(root, "out"))
	for _, name := range []string{"old", "new"} {
		if err := confine.WriteIn(root, name, []byte("new")); err != nil {
			t.Error(err)
		}
		if text, err := confine.ReadIn(root, name, 100); err != nil || string(text) != "new" {
			t.Errorf("%s: got %q, %v", name, text, err)
		}
	}
	if err := confine.WriteIn(root, "out", []byte("new")); err == nil {
		t.Error("written through a link out of the directory")
	}
	if text, err := os.ReadFile(filepath.Join(root, "../secret")); err != nil || string(text) != "secret" {
		t.Errorf("the file outside holds %q, %v", text, err)
	}
}

// A growing file holds more than it says.
type growing struct{ fstest.MapFS }

func (g growing) Open(name string) (fs.File, error) {
	f, err := g.MapFS.Open(name)
	return grown{f}, err
}

type grown struct{ fs.File }

func (g grown) Stat() (fs.FileInfo, error) {
	info, err := g.File.Stat()
	return small{info}, err
}

type small struct{ fs.FileInfo }

func (small) Size() int64 { return 1 }

// TestGrowing holds that a file that grows while it is read is read no further than the bound.
func TestGrowing(t *testing.T) {
	fsys := growing{fstest.MapFS{"a": {Data: []byte(strings.Repeat("x", 3<<20))}}}
	if _, err := confine.ReadFile(fsys, "a", 2<<20); err == nil || err.Error() != "larger than 2 MiB: not read" {
		t.Errorf("got %v", err)
	}
	if text, err := confine.ReadFile(fsys, "a", 3<<20); err != nil || len(text) != 3<<20 {
		t.Errorf("got %d bytes, %v", len(text), err)
	}
}
