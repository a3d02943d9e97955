package parse

import (
	"reflect"
	"strings"
	"testing"
)

// one parses a statement of type T.
func one[T Stmt](t *testing.T, text string) T {
	t.Helper()
	stmts, err := Parse(text)
	if err != nil || len(stmts) != 1 {
		t.Fatalf("%s: %d statements, %v", text, len(stmts), err)
	}
	s, ok := stmts[0].(T)
	if !ok {
		t.Fatalf("%s is a %T", text, stmts[0])
	}
	return s
}

func TestLowerQuery(t *testing.T) {
	q := one[*Query](t, "WITH a AS MATERIALIZED (SELECT 1), b AS NOT MATERIALIZED (SELECT 2) SELECT * FROM t FOR UPDATE SKIP LOCKED")
	if a, b := q.Select.With[0], q.Select.With[1]; !a.Materialized || a.NotMaterialized || b.Materialized || !b.NotMaterialized {
		t.Errorf("materialized: %+v, %+v", a, b)
	}
	if !q.Select.Locking || !q.Select.SkipLocked {
		t.Error("the queue's lock is lost")
	}
	q = one[*Query](t, "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) WHERE b DO UPDATE SET c = 1 WHERE t.d")
	if c := q.Conflict; len(c.Keys) != 1 || Canon(c.Where) != "b" || len(c.Set) != 1 || Canon(c.Update) != "d" {
		t.Errorf("conflict is %+v", c)
	}
	q = one[*Query](t, "MERGE INTO t USING s ON s.id = t.id WHEN MATCHED AND s.x THEN UPDATE SET a = s.b WHEN NOT MATCHED THEN INSERT VALUES (s.c)")
	var set []string
	for _, x := range q.Set {
		set = append(set, x.Alias+"="+Canon(x.Expr))
	}
	if q.From[0].Table.Name != "s" || strings.Join(set, " ") != "=x a=b =c" {
		t.Errorf("merge sets %q", set)
	}
	q = one[*Query](t, "UPDATE t SET (a, b) = (SELECT x, y FROM s)")
	if n := len(q.Set); n != 2 || q.Set[0].Expr.Kind != Scalar || q.Set[1].Expr.Sub != nil {
		t.Errorf("the subquery of a row does not stand once: %+v", q.Set)
	}
	for _, text := range []string{"PREPARE p AS SELECT * FROM t", "DECLARE c CURSOR FOR SELECT * FROM t", "COPY (SELECT * FROM t) TO STDOUT"} {
		if q := one[*Query](t, text); q.Select.From[0].Table.Name != "t" {
			t.Errorf("%s reads %v", text, q.Select.From[0])
		}
	}
}

func TestTables(t *testing.T) {
	q := one[*Query](t, `WITH a AS (SELECT * FROM x) INSERT INTO b SELECT (SELECT max(id) FROM c), d.e FROM a JOIN s.d ON EXISTS (SELECT FROM f)
		WHERE g IN (SELECT h FROM i) ON CONFLICT (id) DO UPDATE SET z = (SELECT 1 FROM j)`)
	var got []string
	q.Tables(func(r *Ref) { got = append(got, r.Table.String()) })
	if want := "x b s.d f c i j"; strings.Join(got, " ") != want {
		t.Errorf("tables are %q, want %q", got, want)
	}
}

func TestLowerDefinition(t *testing.T) {
	into := one[*CreateTable](t, "SELECT a INTO b FROM c")
	if into.Table.Name != "b" || into.Query == nil {
		t.Errorf("SELECT INTO is %+v", into)
	}
	table := one[*CreateTable](t, `CREATE TABLE t (a serial, b "Odd"[], c int GENERATED ALWAYS AS IDENTITY REFERENCES u ON DELETE RESTRICT ON UPDATE CASCADE)`)
	if a, b, c := table.Columns[0], table.Columns[1], table.Columns[2]; !a.NotNull || b.Type != "Odd[]" || b.NotNull || !c.NotNull ||
		c.Constraints[0].OnDelete != "restrict" || c.Constraints[0].OnUpdate != "cascade" {
		t.Errorf("columns are %+v", table.Columns)
	}
	x := one[*CreateIndex](t, `CREATE INDEX CONCURRENTLY i ON t ((a COLLATE "C"), (b), (c + 1) DESC)`)
	if k := x.Keys; !x.Concurrently || k[0].Column != "a" || k[0].Collation != "C" || k[1].Column != "b" || k[2].Column != "" || !k[2].NullsFirst {
		t.Errorf("keys are %+v", k)
	}
	if s := one[*CreateSchema](t, "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1"); s.Name != "s" || len(s.Stmts) != 2 {
		t.Errorf("schema is %+v", s)
	}
	if d := one[*Drop](t, "DROP TABLE a, s.b CASCADE"); !d.Cascade || len(d.Names) != 2 || d.Names[1] != (Name{"s", "b"}) {
		t.Errorf("drop is %+v", d)
	}
}

func TestSearchPath(t *testing.T) {
	tests := map[string]*SetSearchPath{
		`SET search_path TO "$user", a, "B"`: {Schemas: []string{"a", "B"}},
		"SET search_path = DEFAULT":          {Default: true},
		"RESET search_path":                  {Default: true},
		"RESET ALL":                          {Default: true},
		"SELECT pg_catalog.set_config('search_path', '', false)": {},
		"SELECT set_config('search_path', 'a, \"b\"', false)":    {Schemas: []string{"a", "b"}},
	}
	for text, want := range tests {
		if got := one[*SetSearchPath](t, text); !reflect.DeepEqual(got, want) {
			t.Errorf("%s is %+v, want %+v", text, got, want)
		}
	}
}

// TestSQL holds that what SQL spells reads back as the same expression.
func TestSQL(t *testing.T) {
	for _, text := range []string{
		"a", `"user"`, `"Odd ""Name"""`, "lower(a)", "(a || 'it''s')", "coalesce(a, -1)", "(m ->> 'k')::int", "a - (-1)", "- a",
		"a IN (1, 2)", "NOT a", "a IS NULL", "a IS NOT NULL", `"like" + "end"`, "date_trunc('day', a)", "B'101'", "1.5", "a = 'x'::status",
	} {
		e := exprOf(t, text)
		out, ok := SQL(e)
		if !ok {
			continue // said so, and not spelled wrongly
		}
		if back := exprOf(t, out); Canon(back) != Canon(e) {
			t.Errorf("%s is spelled %s, which is %s, not %s", text, out, Canon(back), Canon(e))
		}
	}
	if s, ok := SQL(exprOf(t, "lower(a) || 'x'")); !ok || s != "lower(a) || 'x'" {
		t.Errorf("got %q, %v", s, ok)
	}
}

func exprOf(t *testing.T, text string) *Expr {
	t.Helper()
	return one[*Query](t, "SELECT "+text).Select.Targets[0].Expr
}

// TestCanonApart holds that what differs has different texts.
func TestCanonApart(t *testing.T) {
	apart := [][2]string{
		{"(x).a", "(x).b"}, {"a[1]", "a[2]"}, {"a[1]", "a[1:1]"}, {"a BETWEEN SYMMETRIC 1 AND 2", "a NOT BETWEEN SYMMETRIC 1 AND 2"},
		{"f(x => 1)", "f(y => 1)"}, {"EXISTS (SELECT 1)", "1 = (SELECT 1)"}, {"xmlelement(name a, b)", "xmlelement(name c, b)"},
		{"a::int", "a::bigint"}, {"(a + b)::text", "a + b"}, {"a COLLATE \"C\"", "a"}, {"b'1'", "'1'"},
	}
	for _, p := range apart {
		if a, b := Canon(exprOf(t, p[0])), Canon(exprOf(t, p[1])); a == b {
			t.Errorf("%s and %s are both %s", p[0], p[1], a)
		}
	}
	q := one[*Query](t, "SELECT 1 WHERE EXISTS (SELECT FROM a) AND EXISTS (SELECT FROM b)")
	if c := q.Select.Where.Conjuncts(); Canon(c[0]) == Canon(c[1]) {
		t.Errorf("two subqueries are both %s", Canon(c[0]))
	}
}

// TestCanonDump holds that what pg_dump writes is what people write.
func TestCanonDump(t *testing.T) {
	same := [][2]string{
		{"((st)::text = 'a'::text)", "st = 'a'"},
		{"((st)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))", "st IN ('a', 'b')"},
		{"(st = ANY (ARRAY['a'::text, 'b'::text]))", "st IN ('a', 'b')"},
		{"to_tsvector('english'::regconfig, body)", "to_tsvector('english', body)"},
		{"lower((email)::text)", "lower(email)"},
		{"((m ->> 'k'::text))::integer", "(m->>'k')::int"},
		{"COALESCE(a, (0)::bigint)", "coalesce(a, 0::int8)"},
		{"(status = 'open'::public.status)", "status = 'open'"},
		{"COALESCE(amount, (0)::numeric)", "coalesce(amount, 0)"},
	}
	for _, p := range same {
		if a, b := Canon(exprOf(t, p[0])), Canon(exprOf(t, p[1])); a != b {
			t.Errorf("%s is %s, %s is %s: want the same", p[0], a, p[1], b)
		}
	}
}
