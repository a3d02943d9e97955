//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A relfile is one heap or index of a table, partitions included.
type relfile struct {
	oid, path string
	heap      bool
	size      int64 // bytes of the file before anything was faked
}

// sizes makes empty tables look large to the planner.
type sizes struct {
	*session
	tables map[string][]relfile // by the table that a query names
	parent map[string]string    // a partition's table
	views  []string
}

const ours = `n.nspname NOT IN ('pg_catalog','information_schema') AND n.nspname NOT LIKE 'pg\_t%'
	AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.objid = c.oid AND x.deptype = 'e')`

// flatStatistics gives every column a flat distribution: two values in a boolean, an enum's labels
// in an enum, else each value ten times; a fifth NULL where a column may be.
const flatStatistics = `DELETE FROM pg_statistic s USING pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE s.starelid = c.oid AND ` + ours + `;
	INSERT INTO pg_statistic SELECT c.oid, a.attnum, inh, CASE WHEN a.attnotnull THEN 0 ELSE 0.2 END, 16,
		CASE WHEN a.atttypid = 'bool'::regtype THEN 2 WHEN e.n IS NOT NULL THEN e.n ELSE -0.1 END,
		0,0,0,0,0, 0,0,0,0,0, 0,0,0,0,0
	FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
	LEFT JOIN (SELECT enumtypid, count(*) n FROM pg_enum GROUP BY 1) e ON e.enumtypid = a.atttypid
	CROSS JOIN (VALUES (false), (true)) v(inh)
	WHERE c.relkind IN ('r','p','m') AND (NOT inh OR c.relhassubclass) AND ` + ours

// filesOf lists the heaps and indexes under each table: the table named, the one that holds it, oid, path.
const filesOf = `WITH RECURSIVE up AS (
		SELECT c.oid, c.oid AS root FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r','p','m') AND ` + ours + ` AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
		UNION SELECT i.inhrelid, up.root FROM up JOIN pg_inherits i ON i.inhparent = up.oid)
	SELECT concat_ws('|', (SELECT relname FROM pg_class WHERE oid = root), (SELECT relname FROM pg_class WHERE oid = r.oid),
		f.oid, CASE WHEN r.oid = f.oid THEN 'heap' ELSE 'index' END, coalesce(pg_relation_filepath(f.oid), ''))
	FROM up r JOIN pg_class f ON f.oid = r.oid OR f.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = r.oid) ORDER BY 1`

const viewList = `SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'v' AND ` + ours

// newSizes prepares the tables that c's database has now.
func newSizes(c *session) (*sizes, error) {
	if _, err := c.ask(flatStatistics); err != nil {
		return nil, err
	}
	lines, err := c.ask(filesOf)
	if err != nil {
		return nil, err
	}
	s := &sizes{session: c, tables: map[string][]relfile{}, parent: map[string]string{}}
	for _, line := range lines {
		f := strings.Split(line, "|")
		if len(f) != 5 {
			return nil, fmt.Errorf("no file of a table: %q", line)
		}
		rf := relfile{oid: f[2], heap: f[3] == "heap"}
		if f[4] != "" {
			rf.path = filepath.Join(c.dataDir, f[4])
			st, err := os.Stat(rf.path)
			if err != nil {
				return nil, err
			}
			rf.size = st.Size()
		}
		s.parent[f[1]] = f[0]
		s.tables[f[0]] = append(s.tables[f[0]], rf)
	}
	s.views, err = c.ask(viewList)
	return s, err
}

const (
	page        = 8192
	heapRows    = 100 // to the page
	indexRows   = 250
	largeTable  = 10_000_000
	littleTable = 1000
)

// resize makes the planner believe that table has that many rows. It takes the number of pages
// from the files' lengths, so they are extended by holes, which use no disk; only the density comes
// from pg_class.
func (s *sizes) resize(table string, rows int64) error {
	var sql strings.Builder
	for _, f := range s.tables[table] {
		per := int64(indexRows)
		if f.heap {
			per = heapRows
		}
		pages := max(rows/per, 1, f.size/page)
		if f.path != "" {
			if err := os.Truncate(f.path, max(f.size, pages*page)); err != nil {
				return err
			}
		}
		fmt.Fprintf(&sql, "UPDATE pg_class SET reltuples = %d, relpages = %d, relallvisible = %[2]d WHERE oid = %s;", rows, pages, f.oid)
	}
	_, err := s.ask(sql.String())
	return err
}
