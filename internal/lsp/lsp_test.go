package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/scalevet/scalevet/internal/driver"
)

// TestSameAsCommand holds that the server shows what the command prints, and where.
func TestSameAsCommand(t *testing.T) {
	dir := shop(t)
	c := start(t, dir)
	c.settle()
	var got []string
	for file, ds := range c.shown {
		rel, err := filepath.Rel(dir, file)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range ds {
			line := fmt.Sprintf("%s:%d:%d %s %s", filepath.ToSlash(rel), d.Range.Start.Line+1, d.Range.Start.Character+1, d.Code, d.Message)
			for _, r := range d.Related {
				line += fmt.Sprintf(" | %s %s:%d", r.Message, filepath.Base(fileOf(r.Location.URI)), r.Location.Range.Start.Line+1)
			}
			got = append(got, line)
			if d.Severity != isWarning || d.Source != "scalevet" || !strings.HasSuffix(d.Page.Href, "#"+strings.Split(d.Code, "/")[0]) || !before(d.Range.Start, d.Range.End) {
				t.Errorf("bad diagnostic %+v", d)
			}
		}
	}
	slices.Sort(got)
	want := printed(t, dir)
	if len(want) < 20 || !slices.Equal(got, want) {
		t.Errorf("the server shows\n%s\nthe command prints\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// printed returns what the command finds in dir. The source has no characters of several bytes
// before a finding, so its columns are the protocol's.
func printed(t *testing.T, dir string) []string {
	type place struct {
		File         string
		Line, Column int
		Text         string
	}
	var out struct {
		Findings []struct {
			Rule, Category, Message, Suggestion string
			Place                               place
			Chain, Related                      []place
		}
	}
	var stdout bytes.Buffer
	driver.Main(context.Background(), []string{"-C", dir, "-format", "json"}, &stdout, t.Output())
	if err := json.Unmarshal(stdout.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range out.Findings {
		line := fmt.Sprintf("%s:%d:%d %s/%s %s", f.Place.File, f.Place.Line, f.Place.Column, f.Rule, f.Category, f.Message)
		if f.Suggestion != "" {
			line += "; " + f.Suggestion
		}
		for _, r := range slices.Concat(f.Related, f.Chain) {
			line += fmt.Sprintf(" | %s %s:%d", r.Text, filepath.Base(r.File), r.Line)
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}

const (
	noIndex   = "filter on order_items.product_id has no index"
	noIndexFK = "foreign key reviews.user_id has no index"
	indexes   = "CREATE INDEX order_items_product_id_idx ON order_items (product_id);\nCREATE INDEX ON reviews (user_id);\n"
	drops     = "DROP INDEX order_items_product_id_idx;\n"
)

// TestMigration holds that an index of a migration counts at once, unsaved and saved, and that a
// dropped one does not. Findings stand in the file of SQL too and go from there.
func TestMigration(t *testing.T) {
	dir := service(t)
	c := start(t, dir)
	orders := filepath.Join(dir, "postgres", "orders.go")
	first := filepath.Join(dir, "migrations", "1_init.up.sql")
	second := filepath.Join(dir, "migrations", "2_more.up.sql")
	c.shows(orders, noIndex)
	if d := c.shows(first, noIndexFK); d.Range.Start != (position{2, 0}) || d.Range.End != (position{2, 22}) {
		t.Errorf("the foreign key is marked at %v, want the rest of its line", d.Range)
	}

	c.open(second, indexes) // it is no file yet
	c.hides(orders, noIndex)
	c.hides(first, noIndexFK)
	c.replace(second, indexes+drops)
	c.shows(orders, noIndex)
	c.close(second)
	c.shows(first, noIndexFK)

	c.save(second, indexes)
	c.hides(orders, noIndex)
	c.hides(first, noIndexFK)
	c.save(filepath.Join(dir, "migrations", "3_fewer.up.sql"), drops)
	c.shows(orders, noIndex)
	c.hides(first, noIndexFK)
}

// TestSave holds that a client which watches no files has changed migrations read when it saves.
func TestSave(t *testing.T) {
	dir := service(t)
	c := dial(t)
	c.initialize(object{}, dir)
	orders := filepath.Join(dir, "postgres", "orders.go")
	c.open(orders, read(t, orders))
	if d := c.shows(orders, noIndex); d.Related != nil {
		t.Errorf("related places for a client that knows none: %v", d.Related)
	}
	write(t, filepath.Join(dir, "migrations", "2_more.up.sql"), indexes)
	c.notify("textDocument/didSave", documentParams{documentItem{URI: uriOf(orders)}})
	c.hides(orders, noIndex)
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.progress) > 0 {
		t.Errorf("progress for a client that shows none: %v", c.progress)
	}
}

const twoInLoop = `package postgres

func (s *Store) each(ids []int64) {
	for _, id := range ids {
		/* 🛒é */ s.db.Exec("UPDATE users SET name = '' WHERE id = $1", id)
	}
}
`

// TestUnsaved holds that the text of the editor counts, edits are applied where they belong, and
// columns are counted in the units agreed on.
func TestUnsaved(t *testing.T) {
	for enc, column := range map[encoding]int{utf16Units: 12, utf8Units: 15} {
		t.Run(string(enc), func(t *testing.T) {
			dir := service(t)
			c := dial(t)
			caps := everything()
			caps["general"] = object{"positionEncodings": []encoding{"utf-32", enc}}
			c.initialize(caps, dir)
			file := filepath.Join(dir, "postgres", "each.go")
			write(t, file, "package postgres\n")
			c.open(file, twoInLoop)
			if d := c.shows(file, "write in loop"); d.Range.Start != (position{4, column}) {
				t.Errorf("found at %v, want 4:%d", d.Range.Start, column)
			}
			// the comment goes, and what stands behind its wide characters moves
			c.notify("textDocument/didChange", changeParams{documentItem{URI: uriOf(file)}, []contentEdit{
				{Range: &textRange{position{4, 2}, position{4, column}}},
				{Range: &textRange{position{0, 0}, position{0, 0}}, Text: "// Package postgres…\n"},
			}})
			c.wait("the finding moves", func() bool {
				i := c.index(file, "write in loop")
				return i >= 0 && c.shown[file][i].Range.Start == position{5, 2}
			})
			c.close(file)
			c.hides(file, "write in loop")
		})
	}
}

// TestSuppressed holds that comments count in unsaved texts.
func TestSuppressed(t *testing.T) {
	dir := service(t)
	c := start(t, dir)
	file := filepath.Join(dir, "postgres", "orders.go")
	text := read(t, file)
	c.shows(file, noIndex)
	c.open(file, text)
	c.replace(file, strings.Replace(text, "func (s *Store) Bought", "//scalevet:ignore unindexed few rows\nfunc (s *Store) Bought", 1))
	c.hides(file, noIndex)
}

// TestQuickFix holds that a suggested fix, done, mends the file.
func TestQuickFix(t *testing.T) {
	dir := service(t)
	c := start(t, dir)
	file := filepath.Join(dir, "web", "catalog.go")
	text := read(t, file)
	c.open(file, text)
	at := c.shows(file, "regexp is made for each request").Range
	ask := func(only ...string) (actions []codeAction) {
		c.call("textDocument/codeAction", object{
			"textDocument": documentItem{URI: uriOf(file)}, "range": at, "context": object{"only": only},
		}, &actions)
		return actions
	}
	if got := ask("source.organizeImports"); len(got) != 0 {
		t.Errorf("asked for imports, got %v", got)
	}
	actions := ask(quickFix)
	if len(actions) != 1 || len(actions[0].Diagnostics) != 1 || len(actions[0].Edit.Changes) != 1 {
		t.Fatalf("got %+v", actions)
	}
	edits := actions[0].Edit.Changes[uriOf(file)]
	slices.SortFunc(edits, func(a, b textEdit) int { return b.Range.Start.Line - a.Range.Start.Line }) // from the end
	mended := []byte(text)
	for _, e := range edits {
		mended = utf16Units.apply(mended, contentEdit{&e.Range, e.NewText})
	}
	c.replace(file, string(mended))
	if got := ask(quickFix); len(got) != 0 {
		t.Errorf("before the new text is analyzed, got %v", got)
	}
	c.hides(file, "regexp is made for each request")
	write(t, file, string(mended))
	for _, line := range printed(t, dir) {
		if strings.Contains(line, "regexp is made") {
			t.Errorf("the command still finds %s", line)
		}
	}
}
