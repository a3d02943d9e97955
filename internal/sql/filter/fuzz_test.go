package filter

import (
	"reflect"
	"testing"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// FuzzJudge judges any query on any schema: nothing may panic, and the same question has the same
// answer.
func FuzzJudge(f *testing.F) {
	migrations, statements := large()
	for i := range 12 {
		f.Add(migrations[i%3], statements[i])
	}
	f.Add("CREATE TABLE a (x int, y text[], z jsonb); CREATE VIEW v AS SELECT * FROM a; CREATE INDEX ON a ((y[1])) WHERE x > 1",
		"WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r, v WHERE v.x = n) SELECT * FROM r NATURAL JOIN v ORDER BY 1")
	f.Add("CREATE TABLE a (x int) PARTITION BY HASH (x); CREATE TABLE b PARTITION OF a FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
		"MERGE INTO a USING b ON a.x = b.x WHEN MATCHED THEN DELETE")
	f.Fuzz(func(t *testing.T, ddl, query string) {
		stmts, err := parse.Parse(parse.Normalize(query))
		if err != nil {
			return
		}
		cat := schema.New()
		for _, s := range parse.Split(ddl) {
			cat.Exec(s.Text, schema.Place{})
		}
		for _, s := range stmts {
			q, ok := s.(*parse.Query)
			if !ok {
				continue
			}
			if a, b := Judge(cat, q, Options{}), Judge(cat, q, Options{}); !reflect.DeepEqual(a, b) {
				t.Errorf("two verdicts on %q with %q:\n%+v\n%+v", query, ddl, a, b)
			}
		}
	})
}
