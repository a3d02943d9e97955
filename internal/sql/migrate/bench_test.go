package migrate

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// BenchmarkFind reads 1,000 migrations of 1.5 kB each: a table, an index, a function, and rows.
func BenchmarkFind(b *testing.B) {
	fsys := fstest.MapFS{}
	for i := range 1000 {
		text := fmt.Sprintf("-- +goose Up\nCREATE TABLE t%d (id bigint PRIMARY KEY, name text NOT NULL, at timestamptz DEFAULT now());\n", i) +
			fmt.Sprintf("CREATE INDEX t%d_at_idx ON t%d (at) WHERE name <> 'x;y';\n", i, i) +
			"-- +goose StatementBegin\nCREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql;\n-- +goose StatementEnd\n" +
			strings.Repeat("INSERT INTO t (name) VALUES ('some name of a row');\n", 20) + "-- +goose Down\nDROP TABLE t;\n"
		fsys[fmt.Sprintf("db/migrations/%05d_t.sql", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	b.ReportAllocs()
	for b.Loop() {
		sources, problems := FindFS(fsys, Options{})
		if len(sources) != 1 || len(problems) != 0 || len(sources[0].Statements()) != 23_000 {
			b.Fatalf("got %d sources, %v", len(sources), problems)
		}
	}
}
