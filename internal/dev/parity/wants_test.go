package parity

import (
	"go/scanner"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Findings in the want tests that some drivers show and others do not, by the reason. docs/caveats.md
// has the reasons.
var (
	onlyWhole = map[string]string{
		"unindexed/filter unindexed/entapp.ask":   "the schema is in a package that is not imported",
		"unindexed/filter unindexed/entapp.along": "the schema is in a package that is not imported",
	}
	onlyModular = map[string]string{
		"localfs/embedded-db localfs/sqlfile.open":               "the program is told once that it has a database in a file",
		"localfs/embedded-db localfs/sqlchoice.open":             "the program is told once",
		"localfs/embedded-db localfs/helpers.index.put":          "the program is told once",
		"sessionstate/session sessionstate/made/made.go":         "another package sets the store",
		"sessionstate/session sessionstate/wrapped.server.login": "another package sets the store",
	}
)

// TestWants holds that all drivers find the same in the want tests of the rules, each rule also in those of
// the others: what the command finds, or what go vet does when they see a package at a time; and that
// these two differ in what is listed alone.
func TestWants(t *testing.T) {
	heavy(t)
	dir := wants(t)
	whole, modular := command(t, dir)(t), command(t, dir, "vet")(t)
	apart(t, "the command alone", whole, modular, onlyWhole)
	apart(t, "go vet alone", modular, whole, onlyModular)
	wanted(t, dir, slices.Concat(whole, modular))
	for _, d := range drivers {
		t.Run(d.name, func(t *testing.T) {
			want := slices.Clone(modular)
			if d.whole {
				want = whole
			}
			for i := range want {
				if !d.sql {
					want[i].place = want[i].inGo
				}
			}
			same(t, "in the want tests", d.start(t, dir)(t), want)
		})
	}
}

// apart holds that of what a finds and b does not, each is listed, and each that is listed is found.
func apart(t *testing.T, who string, a, b []named, listed map[string]string) {
	t.Helper()
	left := maps.Clone(listed)
	for _, f := range a {
		if slices.ContainsFunc(b, func(g named) bool { return f.finding == g.finding }) {
			continue
		}
		if listed[f.name] == "" {
			t.Errorf("%s finds, which is not listed: %s: %s (%s)", who, f.place, f.fault, f.name)
		}
		delete(left, f.name)
	}
	for name := range left {
		t.Errorf("%s does not find %s, or others do", who, name)
	}
}

// wanted holds that each comment of a test that wants a finding of its rule has one.
func wanted(t *testing.T, dir string, found []named) {
	t.Helper()
	lines := map[string]int{} // findings by rule and line
	for _, f := range found {
		lines[f.rule+" "+f.inGo[:strings.LastIndex(f.inGo, ":")]]++
	}
	n := 0
	for _, file := range sources(t, dir) {
		text := read(t, dir, file)
		rule, _, _ := strings.Cut(file, "/")
		var s scanner.Scanner
		set := token.NewFileSet()
		s.Init(set.AddFile(file, -1, len(text)), []byte(text), nil, scanner.ScanComments)
		for {
			pos, tok, lit := s.Scan()
			if tok == token.EOF {
				break
			}
			if tok != token.COMMENT || !wantComment.MatchString(lit) {
				continue
			}
			n++
			if at := file + ":" + strconv.Itoa(set.Position(pos).Line); lines[rule+" "+at] == 0 {
				t.Errorf("%s: nobody finds what %s wants: %s", at, rule, lit)
			}
		}
	}
	if n < 150 {
		t.Errorf("there are %d comments that want something", n)
	}
}

var wantComment = regexp.MustCompile("^/[/*] want [\"`]")

// sources returns the Go files of the modules in dir, relative to it.
func sources(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == libraries:
			return fs.SkipDir
		case strings.HasSuffix(name, ".go"):
			rel, err := filepath.Rel(dir, name)
			out = append(out, filepath.ToSlash(rel))
			return err
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		t.Fatal(out, err)
	}
	return out
}
