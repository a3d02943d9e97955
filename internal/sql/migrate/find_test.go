package migrate

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/scalevet/scalevet/internal/confine"
)

func TestSqlc(t *testing.T) {
	runFind(t, []findCase{
		{"version 2", map[string]string{
			"db/sqlc.yaml":             "version: \"2\"\nsql:\n- engine: postgresql\n  schema: migrations\n  queries: [q, extra.sql]\n- engine: mysql\n  schema: my.sql\n  queries: q\n",
			"db/migrations/9_a.up.sql": "CREATE TABLE a (id int, at datetime);", "db/migrations/9_a.down.sql": "DROP TABLE a;", "db/migrations/10_b.up.sql": "CREATE TABLE b (id int);",
			"db/q/a.sql": "-- name: A :one\nSELECT 1;", "db/extra.sql": "-- name: B :one\nSELECT 2;", "db/my.sql": "CREATE TABLE m (id int);",
			"db/schema.sql": "CREATE TABLE a (id int);",
		}, nil, `
			plain db [mysql] my.sql
			  queries db/q/a.sql
			golang-migrate db/migrations 9_a.up.sql 10_b.up.sql
			  queries db/q/a.sql
			  queries db/extra.sql
			  9_a.up.sql:1 CREATE TABLE a (id int, at datetime)
			  10_b.up.sql:1 CREATE TABLE b (id int)
			! db/migrations/10_b.up.sql: sqlc reads this before 9_a.up.sql, golang-migrate after it
			! db/sqlc.yaml: dialect mysql (sqlc engine of db): not analysed`},
		{"version 1, lists and globs, packages of one schema", map[string]string{
			"sqlc.json": `{"version": "1", "packages": [{"schema": ["b.sql", "x/*.sql"], "queries": "q1.sql"}, {"schema": ["b.sql", "x/*.sql"], "queries": "q2.sql"}]}`,
			"b.sql":     "CREATE TABLE b (id int);", "x/a.sql": "ALTER TABLE b ADD c int;", "x/a.txt": "", "q1.sql": "SELECT 1;", "q2.sql": "SELECT 2;",
		}, nil, `
			plain . b.sql a.sql
			  queries q1.sql
			  queries q2.sql
			  b.sql:1 CREATE TABLE b (id int)
			  a.sql:1 ALTER TABLE b ADD c int`},
		{"what is not there, outside, or no YAML", map[string]string{
			"sqlc.yaml": "sql:\n- schema: [none.sql, ../up.sql]\n", "x/sqlc.yml": "sql: {",
		}, nil, `
			! ../up.sql: outside of the module: not read
			! none.sql: file does not exist
			! x/sqlc.yml: cannot read: yaml: line 1: did not find expected node content`},
	})
}

func TestGiven(t *testing.T) {
	files := map[string]string{
		"a/1_a.up.sql": "CREATE TABLE a (id int);", "a/1_a.down.sql": "DROP TABLE a;", "b/whatever.sql": "CREATE TABLE b (id int);",
		"idx.sql": "CREATE INDEX i ON b (id);", "deep/x/migrations/1_c.sql": "CREATE TABLE c (id int);", "empty/x.txt": "",
	}
	runFind(t, []findCase{
		{"a directory is a schema, what creates no table belongs to it", files, []string{"a", "b", "idx.sql"}, `
			golang-migrate a 1_a.up.sql
			  1_a.up.sql:1 CREATE TABLE a (id int)
			plain b whatever.sql idx.sql
			  whatever.sql:1 CREATE TABLE b (id int)
			  idx.sql:1 CREATE INDEX i ON b (id)`},
		{"a glob, and a directory above", files, []string{"b/*.sql", "deep"}, `
			plain b whatever.sql
			  whatever.sql:1 CREATE TABLE b (id int)
			numbered deep/x/migrations 1_c.sql
			  1_c.sql:1 CREATE TABLE c (id int)`},
		{"nothing there", files, []string{"none", "empty", "../x", "*.none"}, `
			! *.none: no such file
			! ../x: outside of the module: not read
			! empty: no schema found here
			! none: file does not exist`},
	})
}

// TestFindRoot has what only a real file system has.
func TestFindRoot(t *testing.T) {
	root, outside := t.TempDir(), t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
			t.Skip(err)
		}
	}
	write(filepath.Join(root, "db/1_a.sql"), "CREATE TABLE a (id int);")
	write(filepath.Join(root, "db/3_c.sql"), "CREATE TABLE c \x00 (id int);")
	write(filepath.Join(outside, "schema.sql"), "CREATE TABLE secret (id int);")
	link(filepath.Join(outside, "schema.sql"), "db/2_b.sql")
	link("..", "db/loop")
	link(outside, "out")
	write(filepath.Join(root, "db/5_e.sql"), strings.Repeat(" ", confine.MaxText+1))

	for _, opt := range []Options{{}, {Paths: []string{filepath.Join(root, "db")}}} {
		sources, problems := Find(root, opt)
		got := render(sources, problems)
		want := `numbered db 1_a.sql 2_b.sql 3_c.sql 5_e.sql
  1_a.sql:1 CREATE TABLE a (id int)
! db/2_b.sql: path escapes from parent
! db/3_c.sql: not text: not read
! db/5_e.sql: larger than 8 MiB: not read`
		if got != want {
			t.Errorf("got:\n%s\nwant:\n%s", got, want)
		}
	}
	if _, problems := Find(filepath.Join(root, "none"), Options{}); len(problems) != 1 {
		t.Errorf("no root: got %v, want one problem", problems)
	}
}

// A lockedFS refuses to open one file or directory.
type lockedFS struct {
	fstest.MapFS
	locked string
}

func (f lockedFS) Open(name string) (fs.File, error) {
	if name == f.locked {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.Open(name)
}

func (f lockedFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == f.locked {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.ReadDir(name)
}

func TestUnreadable(t *testing.T) {
	files := fstest.MapFS{
		"a/1_a.sql": {Data: []byte("CREATE TABLE a (id int);")}, "a/2_b.sql": {Data: []byte("CREATE TABLE b (id int);")}, "c/schema.sql": {Data: []byte("CREATE TABLE c (id int);")},
	}
	for locked, want := range map[string]string{
		"a/2_b.sql": "numbered a 1_a.sql 2_b.sql\n  1_a.sql:1 CREATE TABLE a (id int)\nplain c schema.sql\n  schema.sql:1 CREATE TABLE c (id int)\n! a/2_b.sql: permission denied",
		"a":         "plain c schema.sql\n  schema.sql:1 CREATE TABLE c (id int)\n! a: permission denied",
	} {
		if got := render(FindFS(lockedFS{files, locked}, Options{})); got != want {
			t.Errorf("%s locked: got:\n%s\nwant:\n%s", locked, got, want)
		}
	}
}
