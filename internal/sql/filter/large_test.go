package filter

import (
	"fmt"
	"strings"
	"testing"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// judged returns the verdict on one statement and how many questions it cost.
func judged(t *testing.T, ddl, query string) (v *Verdict, steps int) {
	t.Helper()
	cat := schema.New()
	for _, s := range parse.Split(ddl) {
		cat.Exec(s.Text, schema.Place{})
	}
	stmts, err := parse.Parse(query)
	if err != nil || len(cat.Problems) > 0 {
		t.Fatal(err, cat.Problems)
	}
	j := newJudge(cat, Options{})
	return j.judge(stmts[0].(*parse.Query)), j.steps
}

// many is text n times, with the turn in the place of each #.
func many(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "#", fmt.Sprint(i)))
	}
	return b.String()
}

// TestTooLarge holds that a statement which nobody writes is given up, and that one as large as people
// write them is not.
func TestTooLarge(t *testing.T) {
	const table = "CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE VIEW v0 AS SELECT * FROM t;"
	var views strings.Builder
	for i := range 40 {
		fmt.Fprintf(&views, "CREATE VIEW v%d AS SELECT x.* FROM v%[2]d x JOIN v%[2]d y ON x.a = y.b;", i+1, i)
	}
	for _, test := range []struct {
		name, ddl, query string
		large            bool
	}{
		{"views of views", table + views.String(), "SELECT * FROM v40 WHERE a = 1", true},
		{"views of few views", table + views.String(), "SELECT * FROM v4 WHERE a = 1", false},
		{"a table joined with itself", table, "SELECT 1 FROM t x" + many(300, " JOIN t x# ON x#.a = x.a"), true},
		{"a table joined with itself sometimes", table, "SELECT 1 FROM t x" + many(30, " JOIN t x# ON x#.a = x.a"), false},
		{"many tables", many(60, "CREATE TABLE t# (id int PRIMARY KEY, a int);") + table, "SELECT 1 FROM t" + many(60, " JOIN t# ON t#.a = t.a"), false},
	} {
		v, steps := judged(t, test.ddl, test.query)
		if large := v.Err == TooLarge; large != test.large {
			t.Errorf("%s: %q after %d questions", test.name, v.Err, steps)
		}
		if !test.large && (len(v.Relations) == 0 || steps > patience/2) {
			t.Errorf("%s: %d relations after %d questions", test.name, len(v.Relations), steps)
		}
	}
}

// TestQuestions holds how the number of questions grows with the tables of a statement, and with the
// conditions of an OR.
func TestQuestions(t *testing.T) {
	tables := many(81, "CREATE TABLE t# (id int PRIMARY KEY, a int);")
	or := func(n int) string { return "false" + many(n, " OR a = #") }
	for _, test := range []struct {
		name  string
		times int // more questions for twice as much
		of    func(n int) (ddl, query string)
	}{
		{"a star", 5, func(n int) (string, string) { return tables, "SELECT 1 FROM t80" + many(n, " JOIN t# ON t#.a = t80.a") }},
		{"EXISTS", 5, func(n int) (string, string) {
			return tables, "SELECT 1 FROM t80 WHERE true" + many(n, " AND EXISTS (SELECT 1 FROM t# WHERE t#.a = t80.a)")
		}},
		{"OR", 5, func(n int) (string, string) {
			return tables + "CREATE INDEX ON t0 (id) WHERE " + or(n), "SELECT 1 FROM t0 WHERE id = 1 AND (" + or(n+1) + ")"
		}},
	} {
		ask := func(n int) int {
			ddl, query := test.of(n)
			_, steps := judged(t, ddl, query)
			return steps
		}
		once, twice := ask(20), ask(40)
		if twice > test.times*once {
			t.Errorf("%s: %d questions, %d for twice as much", test.name, once, twice)
		}
	}
}
