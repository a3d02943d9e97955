package schema

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

var update = flag.Bool("update", false, "write testdata/*.golden as a PostgreSQL server answers")

// TestGolden folds each script and compares the catalog with what PostgreSQL's own catalogs said
// after the same script.
func TestGolden(t *testing.T) {
	for name, ddl := range scripts(t) {
		t.Run(name, func(t *testing.T) {
			c := fold(t, ddl)
			want := lines(golden(t, name), c)
			for _, table := range c.Tables {
				if table.Uncertain != "" { // what a DO block executes is known to the server alone
					want = slices.DeleteFunc(want, func(s string) bool { return strings.Contains(s, "\t"+quoted(table.Name)+"\t") })
				}
			}
			if diff := compare(want, describe(c)); diff != "" {
				t.Error(diff)
			}
			holdsHints(t, c)
		})
	}
}

// holdsHints holds that what spares a look at all tables knows of each name and of each parent.
func holdsHints(t *testing.T, c *Catalog) {
	t.Helper()
	for _, table := range c.Tables {
		for _, x := range table.Indexes {
			if !c.named[x.Name] {
				t.Errorf("index %s is not known to be named so", x.Name)
			}
		}
		for _, f := range table.ForeignKeys {
			if !c.named[f.Name] {
				t.Errorf("foreign key %s is not known to be named so", f.Name)
			}
		}
		for _, parent := range append(slices.Clone(table.Inherits), table.Parent) {
			if parent != nil && !parent.heirs {
				t.Errorf("%s is not known to have children", parent.Name)
			}
		}
	}
}

// scripts returns the text of each testdata/*.sql by its name.
func scripts(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	out := map[string]string{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".sql")] = string(text)
	}
	return out
}

// fold folds a script that a server took without an error: so must the parser.
func fold(t *testing.T, ddl string) *Catalog {
	t.Helper()
	c := New()
	for _, s := range parse.Split(ddl) {
		c.Exec(s.Text, Place{"script", 1 + strings.Count(ddl[:s.Start], "\n")})
	}
	for _, p := range c.Problems {
		if strings.Contains(p.Text, "DO block") {
			continue
		}
		t.Errorf("%s: %s", p.Place, p.Text)
	}
	return c
}

func golden(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".golden")
	if err != nil || len(text) == 0 {
		t.Errorf("no golden file: %v", err)
	}
	return string(text)
}

// lines brings a server's answer into the form of describe: indexes are read by our own parser,
// and their columns' types are taken from c.
func lines(dump string, c *Catalog) []string {
	var out []string
	for line := range strings.Lines(dump) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if f[0] == "index" {
			stmts, err := parse.Parse(f[4])
			if err != nil {
				out = append(out, line)
				continue
			}
			s := stmts[0].(*parse.CreateIndex)
			x := &Index{Name: s.Name, Method: s.Method, Unique: s.Unique, Keys: s.Keys, Include: s.Include, Where: s.Where,
				NullsNotDistinct: s.NullsNotDistinct}
			if t := c.Table(s.Table); t != nil {
				x.bind(t)
			}
			f = append(f[:4], indexText(x))
		}
		out = append(out, strings.Join(f, "\t"))
	}
	slices.Sort(out)
	return out
}

// describe writes a catalog as the server does.
func describe(c *Catalog) []string {
	var out []string
	add := func(fields ...string) {
		fields = slices.DeleteFunc(fields, func(s string) bool { return s == "" })
		out = append(out, strings.Join(fields, "\t"))
	}
	for _, t := range c.Tables {
		if t.Uncertain != "" {
			continue
		}
		name := quoted(t.Name)
		parent := ""
		if t.Parent != nil {
			parent = quoted(t.Parent.Name)
		}
		add("table", name, relkind(t), parent)
		for _, col := range t.Columns {
			add("column", name, parse.Quote(col.Name), col.Type, when(col.NotNull, "not null"), when(col.Collation != "", "collate "+col.Collation))
		}
		for _, x := range t.Indexes {
			add("index", name, contype(x), map[bool]string{true: "invalid", false: "valid"}[x.Invalid], indexText(x))
		}
		for _, f := range t.ForeignKeys {
			add("foreign key", name, parse.Quote(f.Name), strings.Join(f.Columns, ", "), quoted(f.Ref), strings.Join(f.RefColumns, ", "), f.OnDelete, when(f.OnUpdate != "", "update "+f.OnUpdate))
		}
	}
	slices.Sort(out)
	return out
}

func quoted(n parse.Name) string { return parse.Quote(n.Schema) + "." + parse.Quote(n.Name) }

func when(ok bool, s string) string {
	if ok {
		return s
	}
	return ""
}

func relkind(t *Table) string {
	switch {
	case t.View != nil:
		return "v"
	case t.Materialized:
		return "m"
	case len(t.Partitioned) > 0:
		return "p"
	}
	return "r"
}

func contype(x *Index) string {
	kind := "-"
	switch {
	case x.Primary:
		kind = "p"
	case x.Constraint && x.Unique:
		kind = "u"
	case x.Constraint:
		kind = "x"
	}
	return kind + when(x.Deferrable, " deferrable")
}

func indexText(x *Index) string {
	var ks []string
	for _, k := range x.Keys {
		s := k.Column
		if k.Expr != nil {
			s = parse.Canon(k.Expr)
		}
		s += when(k.Collation != "", " collate "+k.Collation) + when(k.Opclass != "", " "+k.Opclass)
		ks = append(ks, s+when(k.Desc, " desc")+when(k.NullsFirst, " nulls first"))
	}
	text := fmt.Sprintf("%s %s (%s)", x.Name, x.Method, strings.Join(ks, ", ")) + when(x.Unique, " unique") + when(x.NullsNotDistinct, " nulls not distinct")
	text += when(len(x.Include) > 0, " include ("+strings.Join(x.Include, ", ")+")")
	if x.Where != nil {
		text += " where " + parse.Canon(x.Where)
	}
	return text
}

// compare returns the lines that only one side has.
func compare(want, got []string) string {
	var b strings.Builder
	for _, w := range want {
		if !slices.Contains(got, w) {
			fmt.Fprintf(&b, "server:  %s\n", w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			fmt.Fprintf(&b, "catalog: %s\n", g)
		}
	}
	return b.String()
}
