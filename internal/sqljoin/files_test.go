package sqljoin

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// TestNamed looks statements up by name: of two with one name the text decides, then the nearness.
func TestNamed(t *testing.T) {
	root := t.TempDir()
	write(t, root, "a/q.sql", "-- name: get :one\nSELECT 1 FROM a WHERE id = sqlc.arg(id);\n\n-- name: other\nSELECT 2;")
	write(t, root, "b/q.sql", "\n-- name: get :one\n-- words\nSELECT 1 FROM b\nWHERE id = $1;")
	write(t, root, "vendor/q.sql", "-- name: vendored\nSELECT 1")
	q, _ := readQueryFiles(root)

	tests := []struct{ name, dir, sql, file string }{
		{"get", root, "-- name: get :one\nselect 1 from b where id = $1", "b/q.sql"},
		{"get", root, "SELECT 1 FROM a WHERE id = $1", "a/q.sql"},
		{"get", filepath.Join(root, "b"), "", "b/q.sql"},
		{"vendored", root, "", ""},
	}
	for _, test := range tests {
		got := ""
		if e := q.named(test.name, test.dir, test.sql); e != nil {
			got, _ = filepath.Rel(root, e.file)
		}
		if filepath.ToSlash(got) != test.file {
			t.Errorf("named(%q, %q, %q) is in %q, want %q", test.name, test.dir, test.sql, got, test.file)
		}
	}
	if e := q.named("get", filepath.Join(root, "b"), ""); e.line != 2 || e.sql != "SELECT 1 FROM b\nWHERE id = $1" {
		t.Errorf("got line %d, text %q", e.line, e.sql)
	}
}

func write(t testing.TB, root, name, text string) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestTablesOf lists what a statement reads and changes, without the names of its WITH.
func TestTablesOf(t *testing.T) {
	stmts, err := parse.Parse(`WITH recent AS (SELECT * FROM s.orders o JOIN lines USING (id))
		INSERT INTO log SELECT * FROM recent WHERE EXISTS (SELECT 1 FROM users) AND id IN (SELECT id FROM bans)`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range tablesOf(stmts[0].(*parse.Query)) {
		got = append(got, n.String())
	}
	want := []string{"s.orders", "lines", "log", "users", "bans"}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

// FuzzQueryFiles reads a file of named statements: each stands on its line, and is found by its name.
func FuzzQueryFiles(f *testing.F) {
	f.Add("-- name: get-user :one\nSELECT 1 FROM u WHERE id = :id;\n\n--name:all\n-- words\nSELECT 2")
	f.Add("-- name: a\n-- name: a\n/* -- name: b */ SELECT '\n-- name: c\n'")
	f.Add("-- name: x.y/z-1 :exec\r\n$$ -- name: q\n $$;;;\xff")
	f.Fuzz(func(t *testing.T, text string) {
		q := &queryFiles{byName: map[string][]*entry{}}
		q.read("/m/q.sql", text)
		lines := strings.Split(text, "\n")
		for _, e := range q.all {
			if e.line < 1 || e.line > len(lines) || !strings.Contains(lines[e.line-1], e.name) {
				t.Errorf("%q: %s is not in line %d", text, e.name, e.line)
			}
			if !strings.Contains(text, e.sql) {
				t.Errorf("%q: the statement %q is none of its", text, e.sql)
			}
			if found := q.named(e.name, "/m", e.sql); found == nil || found.name != e.name {
				t.Errorf("%q: %s is not found by its name", text, e.name)
			}
			annotation(e.sql)
		}
	})
}
