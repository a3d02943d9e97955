package driver

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestUnusual analyzes what nobody writes by hand: each file is read or named, and what stands beside
// is found all the same.
func TestUnusual(t *testing.T) {
	many := func(head, piece string, n int, tail string) string {
		return "package p\n\nimport \"database/sql\"\n\nfunc F(db *sql.DB, x int) { " + head + strings.Repeat(piece, n) + tail + " }\n"
	}
	files := map[string]string{
		"go.mod":         "module example.com/m\n\ngo 1.25\n",
		"sum/p.go":       many("_ = x", " + x", 5000, ""),
		"parens/p.go":    many("_ = ", "(", 5000, "x"+strings.Repeat(")", 5000)),
		"blocks/p.go":    many("", "if x > 0 { for range x { ", 200, `db.Exec("SELECT 1")`+strings.Repeat(" } }", 200)),
		"closures/p.go":  many("", "func() { ", 200, `db.Exec("SELECT 1")`+strings.Repeat(" }()", 200)),
		"concat/p.go":    many(`db.Query("SELECT 1"`, ` + " , 1"`, 3000, ")"),
		"append/p.go":    many(`q := "SELECT 1"; `, `q += " , 1"; `, 2000, "db.Query(q)"),
		"literal/p.go":   many("db.Query(`SELECT '", "0123456789", 1<<20, "'`)"),
		"nested/p.go":    many("db.Query(`SELECT ", "(", 100_000, "1"+strings.Repeat(")", 100_000)+"`)"),
		"bytes/p.go":     many("db.Query(", `"\xff\xfe\x00" + `, 10, `"SELECT 1")`),
		"found/p.go":     many("", "", 0, `for range x { db.Exec("SELECT 1") }`),
		"cases/p.go":     many("for range x { switch { ", "case x > 1: db.Query(`SELECT 1`)\n", 1000, "} }"),
		"invalid/p.go":   "package p\n\n// \xff\xfe\nvar X = \"\xff\"\n",
		"q/deep.sql":     "-- name: deep :one\nSELECT " + strings.Repeat("(", 100_000) + "1" + strings.Repeat(")", 100_000),
		"q/latin.sql":    "-- name: caf\xe9 :one\nSELECT '\xe9';\n",
		"q/dir.sql/x":    "a directory",
		"q/zero.sql":     "-- name: zero :one\nSELECT '\x00';\n",
		"q/utf16.sql":    "\xff\xfe-\x00-\x00 \x00n\x00a\x00m\x00e\x00",
		"q/large.sql":    strings.Repeat("-- name: large :one\n", 500_000),
		"db/schema.json": "{}",
	}
	for i := range 1000 {
		files[fmt.Sprintf("db/migrations/%04d_t.up.sql", i)] = fmt.Sprintf("CREATE TABLE t%d (id bigint PRIMARY KEY);\n", i)
	}
	root := lay(t, files)
	for to, name := range map[string]string{"loop2": "loop1", "loop1": "loop2", "..": "q/up", ".": "q/here.sql"} {
		if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
			t.Skip(err)
		}
	}
	code, stdout, stderr := run("-C", root, "-v", "-low")
	for _, want := range []string{
		"q/zero.sql: not text: not read", "q/utf16.sql: not text: not read", "q/large.sql: larger than 8 MiB: not read",
		"q/here.sql: not a regular file", "invalid/p.go:3:4: illegal UTF-8 encoding", "schema db/migrations: 1000 tables",
	} {
		if strings.Count(stderr, want) != 1 {
			t.Errorf("want %q once on stderr:\n%s", want, stderr)
		}
	}
	if !strings.Contains(stdout, "found/p.go:5:") || code != exitFailed || strings.Contains(stderr, "internal error") {
		t.Errorf("exit %d\n%s\n%s", code, stdout, stderr)
	}
}
