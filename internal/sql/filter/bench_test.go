package filter

import (
	"fmt"
	"testing"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// parseCase folds a case's schema and parses its query.
func parseCase(tb testing.TB, c Case) (*schema.Catalog, *parse.Query) {
	tb.Helper()
	cat := schema.New()
	for _, s := range parse.Split(c.DDL) {
		cat.Exec(s.Text, schema.Place{})
	}
	stmts, err := parse.Parse(parse.Normalize(c.Query))
	if err != nil {
		tb.Fatal(err)
	}
	q, ok := stmts[0].(*parse.Query)
	if !ok {
		tb.Fatalf("%s is no query", c.Query)
	}
	return cat, q
}

// large makes the migrations and the statements of a large project: 300 migrations that make 100
// tables with their keys and indexes, and 800 statements of twelve shapes.
func large() (migrations, statements []string) {
	for i := range 100 {
		migrations = append(migrations,
			fmt.Sprintf("CREATE TABLE t%d (id bigserial PRIMARY KEY, parent_id bigint REFERENCES t%d, owner text NOT NULL, state text NOT NULL, at timestamptz NOT NULL, doc jsonb, del timestamptz, UNIQUE (owner, state))", i, max(i-1, 0)),
			fmt.Sprintf("CREATE INDEX ON t%d (parent_id, at DESC) WHERE del IS NULL", i),
			fmt.Sprintf("ALTER TABLE t%d ADD COLUMN email text; CREATE INDEX ON t%d (lower(email)); CREATE INDEX ON t%d USING gin (doc)", i, i, i))
	}
	shapes := []string{
		"SELECT * FROM t%d WHERE id = $1",
		"SELECT * FROM t%d WHERE owner = $1 AND del IS NULL ORDER BY at DESC LIMIT 20",
		"SELECT a.*, b.owner FROM t%d a JOIN t%d b ON b.id = a.parent_id WHERE a.owner = $1",
		"SELECT a.* FROM t%d a LEFT JOIN t%d b ON b.parent_id = a.id JOIN t7 c ON c.id = b.parent_id WHERE c.email = $1 AND b.state IN ('x', 'y')",
		"UPDATE t%d SET state = $2, at = now() WHERE id = ANY($1)",
		"DELETE FROM t%d WHERE at < now() - interval '30 days'",
		"INSERT INTO t%d (owner, state, at) VALUES ($1, $2, now()) ON CONFLICT (owner, state) DO UPDATE SET at = now() RETURNING id",
		"WITH x AS (SELECT id FROM t%d WHERE state = 'pending' ORDER BY at LIMIT 10 FOR UPDATE SKIP LOCKED) UPDATE t%d u SET state = 'run' FROM x WHERE u.id = x.id",
		"SELECT owner, count(*) FROM t%d WHERE at > $1 GROUP BY owner HAVING count(*) > 3",
		"SELECT * FROM t%d a WHERE EXISTS (SELECT 1 FROM t%d b WHERE b.parent_id = a.id AND b.del IS NULL) AND (a.owner = $1 OR lower(a.email) = $2)",
		"SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY parent_id ORDER BY at DESC) n FROM t%d) x WHERE parent_id = $1 AND n <= 3",
		"SELECT * FROM t%d WHERE doc @> $1 AND ($2::text IS NULL OR state = $2)",
	}
	for i := range 800 {
		shape := shapes[i%len(shapes)]
		args := []any{i % 100, (i + 1) % 100}
		n := 0
		for k := range len(shape) - 1 {
			if shape[k:k+2] == "%d" {
				n++
			}
		}
		statements = append(statements, fmt.Sprintf(shape, args[:n]...))
	}
	return migrations, statements
}

// BenchmarkProject parses and judges all SQL of a large project: once a run, under 0.3 seconds of
// the processor.
func BenchmarkProject(b *testing.B) {
	migrations, statements := large()
	for b.Loop() {
		cat := schema.New()
		for _, m := range migrations {
			cat.Exec(m, schema.Place{})
		}
		for _, s := range statements {
			judgeText(b, cat, s)
		}
	}
}

// BenchmarkJudge judges one statement that is parsed already.
func BenchmarkJudge(b *testing.B) {
	cat, q := parseCase(b, Case{
		DDL:   "CREATE TABLE u (id bigserial PRIMARY KEY, email text UNIQUE); CREATE TABLE o (id bigserial PRIMARY KEY, u bigint, at timestamptz); CREATE INDEX ON o (u, at)",
		Query: "SELECT * FROM o JOIN u ON u.id = o.u WHERE u.email = $1 ORDER BY o.at DESC LIMIT 10",
	})
	for b.Loop() {
		Judge(cat, q, Options{})
	}
}

func judgeText(tb testing.TB, cat *schema.Catalog, text string) int {
	stmts, err := parse.Parse(parse.Normalize(text))
	if err != nil {
		tb.Fatal(err)
	}
	n := 0
	for _, s := range stmts {
		if q, ok := s.(*parse.Query); ok {
			n += len(Judge(cat, q, Options{}).Relations)
		}
	}
	return n
}

// TestProject holds that the statements of the benchmark are understood: each names a table.
func TestProject(t *testing.T) {
	migrations, statements := large()
	cat := schema.New()
	for _, m := range migrations {
		cat.Exec(m, schema.Place{})
	}
	if len(cat.Problems) > 0 || len(cat.Tables) != 100 {
		t.Fatalf("%d tables, %v", len(cat.Tables), cat.Problems)
	}
	n := 0
	for _, s := range statements {
		n += judgeText(t, cat, s)
	}
	if n < 1000 {
		t.Errorf("%d relations in %d statements", n, len(statements))
	}
}
