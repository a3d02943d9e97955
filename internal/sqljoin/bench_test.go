package sqljoin

import (
	"fmt"
	"testing"

	"github.com/scalevet/scalevet/internal/link"
)

// BenchmarkLarge reads the 300 migrations and judges the 800 statements of a large project. One
// turn is to stay under 0.3 s of CPU.
func BenchmarkLarge(b *testing.B) {
	root := b.TempDir()
	for i := range 150 {
		write(b, root, fmt.Sprintf("migrations/%06d_table.up.sql", 2*i+1), fmt.Sprintf(`
			CREATE TABLE t%d (
				id bigserial PRIMARY KEY, owner_id bigint NOT NULL, name text NOT NULL, state text NOT NULL DEFAULT 'new',
				tags text[] NOT NULL, meta jsonb, created_at timestamptz NOT NULL DEFAULT now(), deleted_at timestamptz);`, i))
		write(b, root, fmt.Sprintf("migrations/%06d_index.up.sql", 2*i+2), fmt.Sprintf(`
			CREATE INDEX t%d_owner ON t%[1]d (owner_id, created_at DESC) WHERE deleted_at IS NULL;
			ALTER TABLE t%[1]d ADD CONSTRAINT t%[1]d_fk FOREIGN KEY (owner_id) REFERENCES t0 (id) ON DELETE CASCADE;`, i))
	}
	texts := []string{
		`SELECT a.id, a.name, b.state, b.created_at FROM t%d a JOIN t%d b ON b.owner_id = a.id
			WHERE a.owner_id = $1 AND a.deleted_at IS NULL AND b.state IN ('new', 'done') ORDER BY a.created_at DESC LIMIT $2`,
		`UPDATE t%d SET state = $1 FROM t%d o WHERE o.id = $2 AND lower(o.name) = $3`,
		`WITH mine AS (SELECT id FROM t%d WHERE owner_id = $1) SELECT count(*) FROM t%d WHERE id IN (SELECT id FROM mine)`,
		`SELECT id FROM t%d WHERE name = $1 AND ($2 = '' OR state = $2) AND EXISTS (SELECT 1 FROM t%d)`,
	}
	for b.Loop() {
		w := &World{program: &link.Program{Root: root}}
		w.load()
		for i := range 800 {
			s := &Statement{SQL: fmt.Sprintf(texts[i%len(texts)], i%150, (i+7)%150)}
			if w.judge(s); s.Verdict == nil || s.Verdict.Err != "" {
				b.Fatalf("%s: not judged: %s", s.SQL, s.Err)
			}
		}
	}
}
