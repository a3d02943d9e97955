package confine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestUnsaved holds that texts stand in the place of files, and are files where there are none.
func TestUnsaved(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"1.sql", "3.sql"} {
		if err := os.MkdirAll(filepath.Join(root, "db"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, "db", name), []byte("as it is"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	SetUnsaved(map[string][]byte{
		filepath.Join(root, "db", "1.sql"): []byte("changed"),
		filepath.Join(root, "db", "2.sql"): []byte("new"),
		filepath.Join(root, "gone", "a"):   []byte("its directory is not there"),
		filepath.Join(root, "..", "other"): []byte("elsewhere"),
	})
	d, err := Open(root)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	list := func() string {
		var walked []string
		err := fs.WalkDir(d, ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			text, err := ReadText(d, name, 8)
			walked = append(walked, fmt.Sprintf("%s %q", name, text))
			return err
		})
		if err != nil {
			t.Error(err)
		}
		return strings.Join(walked, ", ")
	}
	if got, want := list(), `db/1.sql "changed", db/2.sql "new", db/3.sql "as it is"`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if _, err := ReadFile(d, "db/1.sql", 3); err == nil {
		t.Error("a text that is too large is read")
	}
	if _, err := d.Open("../other"); err == nil {
		t.Error("a text outside of the directory is opened")
	}
	if _, err := d.ReadDir("db/2.sql"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a text as directory: %v", err)
	}
	first := filepath.Join(root, "db", "1.sql")
	for text, want := range map[string]bool{"changed": false, "as it is": true, "as it is not": false} {
		if IsSaved(first, []byte(text)) != want {
			t.Errorf("that %q is saved is not %v", text, want)
		}
	}
	SetUnsaved(nil)
	if got, want := list(), `db/1.sql "as it is", db/3.sql "as it is"`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
