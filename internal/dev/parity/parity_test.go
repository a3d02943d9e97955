package parity

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = "../../.." // of the repository

// scratch holds what the tests build.
var scratch string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "parity")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		scratch = dir
		return m.Run()
	}())
}

// A finding is what every driver can tell of one.
type finding struct {
	place string // file:line:column, the file relative to the module
	rule  string
	fault string // the message without its evidence, which grows with what a driver sees
}

// fault cuts evidence and suggestion off a message.
func fault(message string) string {
	message, _, _ = strings.Cut(message, "; ")
	message, _, _ = strings.Cut(message, " (")
	return message
}

// find runs a driver on the module as it is now.
type find func(t *testing.T) []finding

// TestParity holds for each driver that it finds in the example service what the command does; less
// those that need the whole program, when it sees a package at a time; and that this is so anew when
// a migration makes an index, and when another drops it.
func TestParity(t *testing.T) {
	heavy(t)
	whole := command(t, shop(t))(t)
	for _, d := range drivers {
		t.Run(d.name, func(t *testing.T) { agrees(t, d, whole) })
	}
}

// heavy skips a test that go test ./... leaves out, which is to take two minutes of CPU in all.
func heavy(t *testing.T) {
	t.Helper()
	if os.Getenv("SCALEVET_HEAVY") == "" {
		t.Skip("it takes long: SCALEVET_HEAVY is not set")
	}
}

// agrees holds that d finds whole, or what of it a package at a time shows, before and after changes of
// the migrations.
func agrees(t *testing.T, d driver, whole []named) {
	t.Helper()
	lacking := missed(t)
	want := slices.DeleteFunc(slices.Clone(whole), func(f named) bool { return !d.whole && lacking[f.name] })
	dir := shop(t)
	run := d.start(t, dir)
	same(t, "at first", run(t), want)

	indexed := slices.DeleteFunc(slices.Clone(want), func(f named) bool { return f.name == bought })
	if len(indexed) != len(want)-1 {
		t.Fatalf("%s is not found at first", bought)
	}
	write(t, dir, "migrations/000004_bought.up.sql", "CREATE INDEX bought_idx ON order_items (product_id);\n")
	same(t, "with an index", run(t), indexed)
	write(t, dir, "migrations/000005_not_bought.up.sql", "DROP INDEX bought_idx;\n")
	same(t, "without it again", run(t), want)
}

// bought is the finding that an index on order_items.product_id mends.
const bought = "unindexed/filter postgres.Store.Bought"

// A named finding is one that the command tells the name of: rule, category and function, or the
// file when there is no function.
type named struct {
	finding
	name string
	inGo string // place where Go names the statement, if the finding's is in SQL
}

func name(rule, category, file, function string) string {
	if function == "" {
		return rule + "/" + category + " " + file
	}
	return rule + "/" + category + " " + path.Dir(file) + "." + function
}

// missed returns the names of the findings that need the whole program: docs/caveats.md lists them by
// the reason.
func missed(t *testing.T) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(root + "/docs/caveats.md")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, m := range regexp.MustCompile("`([a-z]+/[a-z-]+ [^`]+)`").FindAllStringSubmatch(string(text), -1) {
		out[m[1]] = true
	}
	if len(out) < 5 {
		t.Fatalf("docs/caveats.md lists %v", slices.Sorted(maps.Keys(out)))
	}
	return out
}

// TestMissed holds that docs/caveats.md lists findings that there are.
func TestMissed(t *testing.T) {
	heavy(t)
	there := map[string]bool{}
	for _, f := range command(t, shop(t))(t) {
		there[f.name] = true
	}
	for name := range missed(t) {
		if !there[name] {
			t.Errorf("docs/caveats.md lists %s, which the command does not find", name)
		}
	}
}

// same compares findings, each with those that are alike.
func same(t *testing.T, when string, got []finding, want []named) {
	t.Helper()
	count := map[finding]int{}
	for _, f := range want {
		count[f.finding]++
	}
	for _, f := range got {
		count[f]--
	}
	different := slices.SortedFunc(maps.Keys(count), func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.rule, b.rule), cmp.Compare(a.fault, b.fault))
	})
	for _, f := range different {
		switch n := count[f]; {
		case n > 0:
			t.Errorf("%s: %s: %s (%s) is missing", when, f.place, f.fault, f.rule)
		case n < 0:
			t.Errorf("%s: %s: %s (%s) is too much", when, f.place, f.fault, f.rule)
		}
	}
}

// rules returns the names of the rules. To import them would link all of scalevet into these tests, which run it.
func rules(t *testing.T) []string {
	t.Helper()
	pages, err := filepath.Glob(root + "/analyzers/*/doc.go")
	if err != nil || len(pages) < 7 {
		t.Fatal(pages, err)
	}
	var names []string
	for _, page := range pages {
		names = append(names, filepath.Base(filepath.Dir(page)))
	}
	return names
}

// shop copies the example service.
func shop(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(root+"/testdata/shop")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
