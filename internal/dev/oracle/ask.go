//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/filter"
)

// An answer is PostgreSQL's verdict on one query.
type answer struct {
	Err       string
	Relations []access // by alias
	Plans     []string // as EXPLAIN gives them, for each way of asking about each table
	Together  []string // the relations read whole and filtered when all tables are large
	indexes   map[string]indexInfo
}

// possible is how the planner is asked: with sequential pages dear, and with sequential scans off;
// the better answer counts. The second adds a penalty that drowns the choice between the other paths
// of a join, the first takes a bitmap scan of most pages for sequential.
var possible = []string{
	"SET seq_page_cost = 10000; SET random_page_cost = 0.0001; SET enable_seqscan = on",
	"SET seq_page_cost = 1; SET random_page_cost = 4; SET enable_seqscan = off",
}

// prelude makes the functions by which statements are prepared and explained without ending the
// session at an error, and sets what all plans are made under.
const prelude = `CREATE FUNCTION pg_temp.ask(q text) RETURNS text LANGUAGE plpgsql AS $f$
	DECLARE r json; BEGIN EXECUTE q INTO r; RETURN replace(r::text, E'\n', ' ');
	EXCEPTION WHEN OTHERS THEN RETURN json_build_object('error', SQLERRM)::text; END $f$;
	CREATE FUNCTION pg_temp.prep(name text, q text) RETURNS text LANGUAGE plpgsql AS $f$
	BEGIN EXECUTE 'PREPARE ' || name || ' AS ' || q;
	RETURN coalesce((SELECT json_agg(json_build_array(t, (SELECT enumlabel FROM pg_enum WHERE enumtypid = t ORDER BY enumsortorder LIMIT 1)) ORDER BY o)
		FROM pg_prepared_statements s, unnest(s.parameter_types) WITH ORDINALITY u(t, o) WHERE s.name = prep.name), '[]')::text;
	EXCEPTION WHEN OTHERS THEN RETURN json_build_object('error', SQLERRM)::text; END $f$;
	SET client_min_messages = error; SET max_parallel_workers_per_gather = 0`

const indexList = `SELECT concat_ws('|', c.relname, i.indpred IS NOT NULL, coalesce(pg_get_expr(i.indpred, i.indrelid) ~ '^\("?\w+"? IS (NOT )?NULL\)$', false), i.indnkeyatts, am.amname, CASE am.amname WHEN 'btree' THEN pg_get_indexdef(c.oid, 1, false) ELSE '' END)
	FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am am ON am.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ` + ours

// A query is one statement to be judged.
type query struct {
	text    string
	custom  bool // plan it with values, not for any value
	execute string

	together bool // ask what is read whole when all tables are large
}

// ask returns the server's verdicts on the queries over the schema that ddl makes.
func (s *server) ask(ddl string, queries []query) ([]answer, error) {
	c, err := s.openWith(ddl)
	if err != nil {
		return nil, err
	}
	answers, err := c.answers(queries)
	if err != nil {
		return nil, err
	}
	return answers, c.close()
}

// openWith connects to a new database with the schema that ddl makes.
func (s *server) openWith(ddl string) (*session, error) {
	c, err := s.open()
	if err != nil {
		return nil, err
	}
	if _, err := c.ask(ddl); err != nil {
		return nil, err
	}
	_, err = c.ask(prelude)
	return c, err
}

// answers returns the server's verdicts on the queries over the schema as it is now.
func (c *session) answers(queries []query) ([]answer, error) {
	sz, err := newSizes(c)
	if err != nil {
		return nil, err
	}
	a := &asker{sizes: sz, queries: queries, answers: make([]answer, len(queries)), indexes: map[string]indexInfo{}}
	lines, err := c.ask(indexList)
	if err != nil {
		return nil, err
	}
	for _, line := range lines {
		f := strings.SplitN(line, "|", 6)
		a.indexes[f[0]] = indexInfo{partial: f[1] == "t", weak: f[2] == "t", keys: int(f[3][0] - '0'), method: f[4], lead: f[5]}
	}
	for i := range a.answers {
		a.answers[i].indexes = a.indexes
	}
	return a.answers, a.all()
}

// leads returns the first keys of the B-trees named.
func (a answer) leads(names []string) []string {
	var leads []string
	for _, name := range names {
		if x := a.indexes[name]; x.lead != "" {
			leads = append(leads, x.lead)
		}
	}
	return leads
}

// blocks reports whether all of the indexes named find blocks rather than rows.
func (a answer) blocks(names []string) bool {
	return len(names) > 0 && !slices.ContainsFunc(names, func(name string) bool { return a.indexes[name].method != "brin" })
}

// An asker asks all queries about one schema.
type asker struct {
	*sizes
	queries []query
	answers []answer
	indexes map[string]indexInfo
}

// all lets one table at a time be large.
func (a *asker) all() error {
	var tables []string
	for t := range a.tables {
		tables = append(tables, t)
		if err := a.resize(t, littleTable); err != nil {
			return err
		}
	}
	slices.Sort(tables)
	if err := a.prepare(); err != nil {
		return err
	}
	for _, t := range tables {
		if err := a.resize(t, largeTable); err != nil {
			return err
		}
		for _, costs := range possible {
			if err := a.pass(costs, t); err != nil {
				return err
			}
		}
		if err := a.resize(t, littleTable); err != nil {
			return err
		}
	}
	return a.together(tables)
}

// together lets all tables be large at once and notes what is then read whole: by the plan that does
// so with fewer.
func (a *asker) together(tables []string) error {
	if !slices.ContainsFunc(a.queries, func(q query) bool { return q.together }) {
		return nil
	}
	for _, t := range tables {
		if err := a.resize(t, largeTable); err != nil {
			return err
		}
	}
	for k, costs := range possible {
		err := a.explain(costs, func(query) bool { return true }, func(i int, text string) {
			as, err := readPlan(text, a.indexes)
			if err != nil {
				a.answers[i].Err = problem(text)
				return
			}
			var whole []string
			for _, x := range as {
				if x.class() == filter.Unserved && x.Filter != "" {
					whole = append(whole, x.Alias)
				}
			}
			if k == 0 || len(whole) < len(a.answers[i].Together) {
				a.answers[i].Together = whole
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *asker) prepare() error {
	if _, err := a.ask("DEALLOCATE ALL"); err != nil { // those of the queries before
		return err
	}
	for i := range a.queries {
		name := fmt.Sprintf("q%d", i)
		lines, err := a.ask(fmt.Sprintf("SELECT pg_temp.prep('%s', $quoted$%s$quoted$)", name, a.queries[i].text))
		if err != nil {
			return err
		}
		var types [][2]string
		text := strings.Join(lines, " ")
		if err := json.Unmarshal([]byte(text), &types); err != nil {
			a.answers[i].Err = problem(text)
			continue
		}
		var args []string
		for _, t := range types {
			args = append(args, sample(t[0], t[1]))
		}
		if a.queries[i].execute = name; len(args) > 0 {
			a.queries[i].execute += "(" + strings.Join(args, ", ") + ")"
		}
	}
	return nil
}

func problem(text string) string {
	var p struct{ Error string }
	if json.Unmarshal([]byte(text), &p) != nil || p.Error == "" {
		return text
	}
	return p.Error
}

// pass explains the queries that may read table, and notes how they reach it.
func (a *asker) pass(costs, table string) error {
	return a.explain(costs, func(q query) bool { return a.mentions(q.text, table) }, func(i int, text string) { a.note(i, text, table) })
}

// mentions reports whether a query has the name of table, of a part of it, or of a view, which may read any.
func (s *sizes) mentions(query, table string) bool {
	query = strings.ToLower(query)
	has := func(name string) bool { return strings.Contains(query, strings.ToLower(name)) }
	for part, whole := range s.parent {
		if whole == table && has(part) {
			return true
		}
	}
	return slices.ContainsFunc(s.views, has)
}

// explain explains the queries that fit and hands each plan to note.
func (a *asker) explain(costs string, fits func(query) bool, note func(i int, text string)) error {
	for _, kind := range []bool{false, true} {
		var sql strings.Builder
		sql.WriteString(costs + "; SET plan_cache_mode = " + map[bool]string{false: "force_generic_plan", true: "force_custom_plan"}[kind] + "; DISCARD PLANS")
		var asked []int
		for i, q := range a.queries {
			if a.answers[i].Err == "" && q.custom == kind && fits(q) {
				fmt.Fprintf(&sql, ";\nSELECT pg_temp.ask($quoted$EXPLAIN (FORMAT JSON, VERBOSE) EXECUTE %s$quoted$)", q.execute)
				asked = append(asked, i)
			}
		}
		lines, err := a.ask(sql.String())
		if err != nil {
			return err
		}
		if len(lines) != len(asked) {
			return fmt.Errorf("%d answers to %d questions", len(lines), len(asked))
		}
		for k, i := range asked {
			note(i, lines[k])
		}
	}
	return nil
}

// note adds what a plan says of table: the worst of its accesses by one alias, or a better answer
// than the one before.
func (a *asker) note(i int, text, table string) {
	as, err := readPlan(text, a.indexes)
	if err != nil {
		a.answers[i].Err = problem(text)
		return
	}
	a.answers[i].Plans = append(a.answers[i].Plans, table+" "+text)
	worst := map[string]access{}
	var aliases []string
	for _, x := range as {
		if a.parent[x.Table] != table {
			continue
		}
		if x.Table != table || a.children(table) && strings.Contains(x.Alias, "_") {
			x.Table, x.Alias = table, table // EXPLAIN numbers the partitions and children
		}
		if old, ok := worst[x.Alias]; !ok {
			aliases = append(aliases, x.Alias)
		} else if rank[old.Verdict] >= rank[x.Verdict] {
			continue
		}
		worst[x.Alias] = x
	}
	for _, alias := range aliases {
		a.answers[i].better(worst[alias])
	}
}

// children reports whether rows of table lie in other tables.
func (a *asker) children(table string) bool {
	n := 0
	for _, f := range a.tables[table] {
		if f.heap {
			n++
		}
	}
	return n > 1
}

func (a *answer) better(x access) {
	k := slices.IndexFunc(a.Relations, func(o access) bool { return o.Alias == x.Alias && o.Table == x.Table })
	switch {
	case k < 0:
		a.Relations = append(a.Relations, x)
	case rank[x.Verdict] < rank[a.Relations[k].Verdict]:
		a.Relations[k] = x
	}
}

// sample is a literal of a parameter's type.
func sample(typ, label string) string {
	base, array := strings.CutSuffix(typ, "[]")
	v := map[string]string{
		"integer": "7", "bigint": "7", "smallint": "7", "numeric": "7", "real": "7", "double precision": "7", "boolean": "t",
		"uuid": "6f9619ff-8b86-d011-b42d-00c04fc964ff", "date": "2024-01-02", "timestamp with time zone": "2024-01-02 03:04:05",
		"timestamp without time zone": "2024-01-02 03:04:05", "interval": "1 hour", "jsonb": `{"k": 1}`, "json": `{"k": 1}`,
		"text": "x", "character varying": "x", "character": "x", "citext": "x", "name": "x", "inet": "10.0.0.0/8",
		"tstzrange": "[2024-01-01,2024-02-01)", "tsquery": "x", "bytea": `\x00`,
	}[base]
	if label != "" {
		v = label
	}
	switch {
	case v == "":
		return "NULL"
	case array && strings.HasPrefix(v, "{"):
		v = "{}"
	case array:
		v = "{" + v + "}"
	}
	return "'" + v + "'::" + typ
}
