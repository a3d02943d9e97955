package schema

import (
	"fmt"
	"strings"
	"testing"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// BenchmarkApply folds a schema of a thousand tables, parsed before.
func BenchmarkApply(b *testing.B) {
	var ddl strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&ddl, "CREATE TABLE t%d (id bigserial PRIMARY KEY, a int REFERENCES t%d, b text UNIQUE, c int, d int, e int, f text, g text);\n", i, i/2)
		fmt.Fprintf(&ddl, "CREATE INDEX ON t%d (c, d); CREATE INDEX ON t%d (lower(f)); ALTER TABLE t%d ADD COLUMN h int; ALTER TABLE t%d RENAME g TO gg;\n", i, i, i, i)
	}
	var stmts []parse.Stmt
	for _, s := range parse.Split(ddl.String()) {
		ps, err := parse.Parse(s.Text)
		if err != nil {
			b.Fatal(err)
		}
		stmts = append(stmts, ps...)
	}
	b.ReportAllocs()
	for b.Loop() {
		c := New()
		for _, s := range stmts {
			c.Apply(s, Place{"f.sql", 1})
		}
	}
}
