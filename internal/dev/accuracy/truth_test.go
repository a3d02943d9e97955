package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/scalevet/scalevet/internal/dev/projects"
)

// TestBadTables holds that a table that cannot be understood is no table with fewer rows.
func TestBadTables(t *testing.T) {
	head := "repo\tcommit\tfile\tline\trule\tkind\tnote\n"
	for text, want := range map[string]string{
		"repo\tcommit\n":                      "no column rule",
		head + "a/b\tc\tx.go\tten\tr\tk\tn\n": ":2: ",
		head + "a/b\tc\tx.go\t1\tr\tk\n":      ":2: 6 columns, want 7",
		"":                                    "no column repo",
	} {
		path := filepath.Join(t.TempDir(), "labels.tsv")
		write(t, path, text)
		if rows, err := readTable(path, "labels"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gives %d rows and error %v, want %q", text, len(rows), err, want)
		}
	}
}

// TestSpans holds what a label at a line is about.
func TestSpans(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.go"), `package a

var (
	x = map[int]int{
		1: 2,
	}
	y int
)

func (g *G[T]) Do() {
	for _, v := range x {
		use(v,
			y)
	}
}
`)
	write(t, filepath.Join(dir, "q.sql"), "-- name: one :many\nSELECT 1\nFROM a;\n\n-- name: two\nSELECT 2;\n-- name: three\nSELECT\n3\n")
	for _, c := range []struct {
		file string
		line int
		want span
	}{
		{"a.go", 5, span{4, 6}}, {"a.go", 7, span{7, 7}}, {"a.go", 10, span{10, 10}}, {"a.go", 11, span{11, 11}},
		{"a.go", 13, span{12, 13}}, {"a.go", 99, span{99, 99}},
		{"q.sql", 2, span{1, 3}}, {"q.sql", 6, span{5, 6}}, {"q.sql", 8, span{7, 10}}, {"none.sql", 3, span{3, 3}},
	} {
		if got := smallest(readSource(filepath.Join(dir, c.file)).stmts, c.line); got != c.want {
			t.Errorf("%s:%d is about lines %v, want %v", c.file, c.line, got, c.want)
		}
	}
	if got := readSource(filepath.Join(dir, "a.go")).decls["G.Do"]; len(got) != 1 || got[0] != (span{10, 15}) {
		t.Errorf("G.Do is at %v", got)
	}
	if got := readSource(filepath.Join(dir, "q.sql")).decls["three"]; len(got) != 1 || got[0].first != 7 {
		t.Errorf("three is at %v", got)
	}
}

// TestLacking holds what makes two findings one, before and after a fix.
func TestLacking(t *testing.T) {
	say := func(messages ...string) (fs []projects.Finding) {
		for _, m := range messages {
			fs = append(fs, projects.Finding{Category: "read", Message: m})
		}
		return fs
	}
	before := say("query in loop: (*a.Tx).Get runs once (f → (*a.Tx).Get)", "filter on t.x has no index (t has: (id))")
	after := say("query in loop: (*a.Tx).Select runs once (f → (*a.Tx).Get)", "filter on t.x has no index (t has: (id), (y)) (twice)")
	if lack := lacking(before, after); len(lack) != 1 || lack[0].Message != before[0].Message {
		t.Errorf("what is gone: %v, want the query in the loop alone", lack)
	}
	if lack := lacking(after, before); len(lack) != 1 || lack[0].Message != after[0].Message {
		t.Errorf("what came: %v, want the query in the loop alone", lack)
	}
}

// TestNamed holds that a flag that is given can be said again.
func TestNamed(t *testing.T) {
	n := named{}
	for _, arg := range []string{"b=2", "a=1"} {
		if err := n.Set(arg); err != nil {
			t.Error(err)
		}
	}
	if got := strings.Join(n.words("-x"), " "); got != "-x a=1 -x b=2" {
		t.Errorf("the flags are %s", got)
	}
	for _, bad := range []string{"a", "=b", "a="} {
		if n.Set(bad) == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}
