package report

import (
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

const ignoring = `package p //nolint:nplusone // line 1

//scalevet:ignore nplusone,localfs all of the function is a tool
// and this is its doc.
func a() { // 5
	_ = 1
}

func b( // 9
	x int,
) { //nolint:slowcall // from the end of the head
	_ = x
}

func c() { // 15
	_ = 1 //nolint:unindexed
	//scalevet:ignore fullscan/scan the next line
	_ = 2
	_ = 3
	//nolint
	_ = 4
	//nolintlint is another word
	// scalevet:ignore nplusone with a space is no directive
	//nolint:errcheck // not ours
	_ = 5
	_ = []int{ //scalevet:ignore localfs
		6,
	}
}

//scalevet:ignore sessionstate kept on purpose
var (
	x = 1
	y = 2 // 34
)
`

func TestIgnores(t *testing.T) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", ignoring, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	igs := Ignores(fset, f)
	covered := func(rule, category string, line int) bool {
		return slices.ContainsFunc(igs, func(ig *Ignore) bool { return ig.Covers(rule, category, line) })
	}
	tests := []struct {
		rule  string
		lines []int // covered, of all
	}{
		{"nplusone", []int{1, 3, 4, 5, 6, 7, 20, 21}}, {"localfs", []int{3, 4, 5, 6, 7, 20, 21, 26}},
		{"slowcall", []int{9, 10, 11, 12, 13, 20, 21}}, {"unindexed", []int{16, 20, 21}},
		{"sessionstate", []int{20, 21, 31, 32, 33, 34, 35}}, {"fullscan", []int{17, 18, 20, 21}},
	}
	for _, test := range tests {
		var got []int
		for line := range strings.Count(ignoring, "\n") + 1 {
			if covered(test.rule, "scan", line) {
				got = append(got, line)
			}
		}
		if !slices.Equal(got, test.lines) {
			t.Errorf("%s is ignored on lines %v, want %v", test.rule, got, test.lines)
		}
	}
	if covered("fullscan", "offset", 18) {
		t.Error("one category ignored is all of them ignored")
	}
	if igs[1].Reason != "all of the function is a tool" || igs[0].Reason != "line 1" {
		t.Errorf("reasons %q, %q", igs[1].Reason, igs[0].Reason)
	}
	rules := []string{"nplusone", "localfs", "slowcall", "unindexed", "fullscan", "sessionstate"}
	for _, test := range []struct{ text, want string }{
		{"//scalevet:ignore nplusnone,localfs few", "nplusnone"}, {"//scalevet:ignore nplusone/read few", ""},
		{"//scalevet:ignore scalevet few", ""}, {"//nolint:errcheck", ""},
	} {
		if got := parseIgnore(test.text).Unknown(rules); got != test.want {
			t.Errorf("%s: unknown is %q, want %q", test.text, got, test.want)
		}
	}
	ours := 0
	for _, ig := range igs {
		if ig.Names(rules) {
			ours++
		}
	}
	if ours != len(igs)-2 {
		t.Errorf("%d of %d comments name our rules, want all but the bare one and errcheck", ours, len(igs))
	}
}

func TestSQLIgnores(t *testing.T) {
	igs := SQLIgnores("SELECT 1;\n-- scalevet:ignore unindexed few rows\nSELECT 2;\nSELECT 3; -- scalevet:ignore fullscan\nSELECT 4;\n")
	if len(igs) != 2 || !igs[0].Covers("unindexed", "filter", 3) || igs[0].Covers("unindexed", "filter", 4) ||
		!igs[1].Covers("fullscan", "scan", 4) || igs[1].Covers("fullscan", "scan", 5) {
		t.Errorf("got %+v", igs)
	}
}

func TestUnwire(t *testing.T) {
	at := token.Position{Filename: "/root/db/a.sql", Line: 3, Column: 1}
	f := &Finding{Message: "a → <b>", Suggest: "CREATE INDEX", Severity: Low, Place: Place{Position: at}}
	if w, s := Unwire(f.wire("/root")); w.Message != f.Message || w.Suggest != f.Suggest || s != Low || w.File != "db/a.sql" || w.Line != 3 {
		t.Errorf("got back %+v, %v", w, s)
	}
	if w, s := Unwire("plain text"); w.Message != "plain text" || s != High {
		t.Errorf("plain text is %+v, %v", w, s)
	}
}
