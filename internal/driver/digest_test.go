package driver

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/scalevet/scalevet/internal/config"
)

// TestDigest holds that whatever a schema may be read from changes the digest, and that nothing
// else does.
func TestDigest(t *testing.T) {
	repo := t.TempDir()
	root := filepath.Join(repo, "service")
	write := func(name, text string) {
		name = filepath.Join(repo, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(".git/HEAD", "")
	write("service/go.mod", "module example.com/service\n")
	write("service/odd/tables.ddl", "")
	opt := Options{Dir: root, Schema: []string{"odd"}}
	sum := func() string {
		if _, err := configure(root, opt); err != nil {
			t.Fatal(err)
		}
		d, err := digest([]string{root}, opt)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	t.Cleanup(func() { config.Override("", nil) })
	before := sum()
	for _, name := range []string{
		"service/a.sql", "service/b.psql", "service/c/00001_seed.go", "service/sqlc.yaml", "service/d.fizz", "service/e.tmpl",
		"service/.scalevet.yml", "service/odd/tables.ddl", "db/migrations/1_init.up.sql",
	} {
		write(name, "# changed\n")
		after := sum()
		if after == before {
			t.Errorf("%s does not change the digest", name)
		}
		before = after
	}
	for _, name := range []string{"service/main.go", "service/vendor/a.sql", "service/.idea/b.sql", "README.md"} {
		write(name, "changed")
		if sum() != before {
			t.Errorf("%s changes the digest", name)
		}
	}
	if err := os.Symlink(filepath.Join(t.TempDir(), "away.sql"), filepath.Join(root, "link.sql")); err != nil {
		t.Fatal(err)
	}
	if sum() != before {
		t.Error("a link that leads out changes the digest")
	}
}
