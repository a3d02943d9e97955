package parse

import (
	"strings"
	"testing"
)

func TestNormalize(t *testing.T) {
	tests := []struct{ in, want string }{
		{"SELECT * FROM t WHERE a = ? AND b = ?", "SELECT * FROM t WHERE a = $1 AND b = $2"},
		{"SELECT * FROM t WHERE id=@id AND x = @id", "SELECT * FROM t WHERE id= $1 AND x = $1"},
		{"SELECT a::text FROM t WHERE b = :b", "SELECT a::text FROM t WHERE b = $1"},
		{"SELECT m ? 'k' FROM t WHERE id = $1", "SELECT m ? 'k' FROM t WHERE id = $1"},
		{"SELECT 1 FROM t WHERE m @> ? AND tags ?| ?", "SELECT 1 FROM t WHERE m @> $1 AND tags ?| $2"},
		{"SELECT a[1:2] FROM t WHERE b IN (?, ?)", "SELECT a[1:2] FROM t WHERE b IN ($1, $2)"},
		{"WHERE a = sqlc.narg('a') OR b = sqlc.arg(b)", "WHERE a = $1 OR b = $2"},
		{"SELECT '? :x @y' -- ? :z\n", "SELECT '? :x @y' -- ? :z\n"},
		{"SELECT 1 WHERE d @@ :q", "SELECT 1 WHERE d @@ $1"},
		{"LIMIT ? OFFSET ?", "LIMIT $1 OFFSET $2"},
		{"WHERE a = $2 AND b = @name", "WHERE a = $2 AND b = $3"},
		{"WHERE a = ?1 OR b = ?2 OR c = ?1", "WHERE a = $1 OR b = $2 OR c = $1"},
		{"WHERE a = ?name OR b = ?name", "WHERE a = $1 OR b = $1"},
		{"WHERE m ? ? AND a = ?", "WHERE m ? $1 AND a = $2"},
		{"WHERE m @? '$.a' AND b = ?", "WHERE m @? '$.a' AND b = $1"},
		{"WHERE m ?? 'k' AND m ??| ARRAY[?]", "WHERE m ? 'k' AND m ?| ARRAY[$1]"},
		{"WHERE lower(s) = ? || '%' AND ? < a AND b LIKE ?||'%'", "WHERE lower(s) = $1 || '%' AND $2 < a AND b LIKE $3||'%'"},
		{"WHERE a IN (:x,:y) AND b = ANY(ARRAY[:x, :z]) AND c = d[:n]", "WHERE a IN ($1,$2) AND b = ANY(ARRAY[$1, $3]) AND c = d[:n]"},
		{"WHERE tags <@ @tags AND tags <@other AND a>@x AND d @@to_tsquery('y') AND p @-@ q", "WHERE tags <@ $1 AND tags <@other AND a> $2 AND d @@to_tsquery('y') AND p @-@ q"},
		{"SELECT sqlc.embed(users), sqlc.arg( 'x' )::int, sqlc.slice(ids)", "SELECT users.*, $1::int, $2"},
		{"SELECT $$ ? :x @y sqlc.arg(z) $$, $1 /* ? */", "SELECT $$ ? :x @y sqlc.arg(z) $$, $1 /* ? */"},
		{"ts AT TIME ZONE ? LIKE 'x' ESCAPE ?", "ts AT TIME ZONE $1 LIKE 'x' ESCAPE $2"},
		{"SELECT f(a := 1), 'a'::text, b :: int, '12:30'::time", "SELECT f(a := 1), 'a'::text, b :: int, '12:30'::time"},
	}
	for _, test := range tests {
		if got := Normalize(test.in); got != test.want {
			t.Errorf("Normalize(%q)\n got %q\nwant %q", test.in, got, test.want)
		}
	}
}

func TestSplit(t *testing.T) {
	text := "CREATE TABLE a (s text DEFAULT ';'); -- x;y\nDO $$ BEGIN; END $$;\nCREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END; SELECT 2"
	var got []string
	for _, s := range Split(text) {
		if text[s.Start:s.Start+len(s.Text)] != s.Text {
			t.Errorf("statement %q is not at its offset %d", s.Text, s.Start)
		}
		got = append(got, strings.TrimSpace(s.Text))
	}
	if len(got) != 4 || !strings.HasPrefix(got[1], "-- x;y\nDO") || !strings.HasSuffix(got[2], "END") || got[3] != "SELECT 2" {
		t.Errorf("got %d statements: %q", len(got), got)
	}
}

func TestDialect(t *testing.T) {
	tests := []struct{ text, want string }{
		{"CREATE TABLE t (id INT AUTO_INCREMENT)", "mysql"},
		{"CREATE TABLE `t` (id INT)", "mysql"},
		{"CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)", "sqlite"},
		{"CREATE TABLE t (id INT) ENGINE = InnoDB", "mysql"},
		{"CREATE TABLE t (id INT, KEY k (id))", "mysql"},
		{"CREATE TABLE t (id INT, UNIQUE KEY k (id))", "mysql"},
		{"ALTER TABLE t ADD INDEX i (a)", "mysql"},
		{"CREATE TABLE t (id INT UNSIGNED)", "mysql"},
		{"CREATE TABLE t (id INT(11) unsigned NOT NULL)", "mysql"},
		{"INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 1", "mysql"},
		{"CREATE TABLE t (id INTEGER PRIMARY KEY, d DATETIME)", "other"},
		{"CREATE TABLE t (s TEXT COLLATE NOCASE)", "sqlite"},
		{"CREATE TABLE t (id TEXT PRIMARY KEY) WITHOUT ROWID", "sqlite"},
		{"PRAGMA foreign_keys = ON", "sqlite"},
		{"CREATE TABLE t (key varchar(20), index int, datetime timestamptz, rowid bigint, unsigned bool, pragma text)", ""},
		{"CREATE INDEX ON t (key, datetime); CREATE UNIQUE INDEX k ON t (index)", ""},
		{"CREATE DOMAIN datetime AS timestamptz; CREATE TABLE t (d datetime)", ""},
		{"ALTER TABLE t ADD COLUMN key text, ADD PRIMARY KEY (key), ADD CONSTRAINT k FOREIGN KEY (key) REFERENCES u (key)", ""},
		{"CREATE TABLE t (engine text, note text DEFAULT 'AUTO_INCREMENT') -- PRAGMA", ""},
	}
	for _, test := range tests {
		if got, _, _ := Dialect(test.text); got != test.want {
			t.Errorf("Dialect(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, text := range []string{
		"SELEC 1", "SELECT '\xff'", "SELECT 1\x00", strings.Repeat("(", 10000) + "1", "SELECT '" + strings.Repeat("x", 2<<20) + "'",
	} {
		if _, err := Parse(text); err == nil {
			t.Errorf("Parse(%.20q…) gave no error", text)
		}
	}
}

func TestCanon(t *testing.T) {
	same := [][2]string{
		{"lower(t.email)", "LOWER(email)"},
		{"(m->>'k')::int", "(x.m ->> 'k')::integer"},
		{"coalesce(c, 0)", "COALESCE(t.c, 0)"},
	}
	for _, p := range same {
		if a, b := Canon(exprOf(t, p[0])), Canon(exprOf(t, p[1])); a != b {
			t.Errorf("%s is %s, %s is %s: want the same", p[0], a, p[1], b)
		}
	}
	if a, b := Canon(exprOf(t, "m->>'k'")), Canon(exprOf(t, "m->>'j'")); a == b {
		t.Errorf("different keys have one canonical form %s", a)
	}
}

func FuzzNormalize(f *testing.F) {
	f.Add("SELECT a::text FROM t WHERE b = :b AND c ? 'x' AND d = ?")
	f.Add("$tag$ ? $tag$ E'\\'' \"a\"\"b\" /* /* */ @x */")
	f.Fuzz(func(t *testing.T, text string) {
		var b strings.Builder
		for _, l := range Lex(text) {
			b.WriteString(l.Text)
		}
		if b.String() != text {
			t.Errorf("lexemes of %q make %q", text, b.String())
		}
		Normalize(text)
		Split(text)
		Dialect(text)
	})
}

// FuzzParse holds that nothing panics, and that what is written for many keys is a statement.
func FuzzParse(f *testing.F) {
	f.Add("SELECT * FROM t JOIN u USING (id) WHERE a = ANY($1) ORDER BY b LIMIT 1")
	f.Add("ALTER TABLE t ADD COLUMN a int, DROP CONSTRAINT x")
	f.Add("SELECT a FROM t WHERE id = $1::int AND NOT b GROUP BY a HAVING count(*) > 1")
	f.Add("SELECT (x).a[1], f(y => 1), xmlelement(name a, b), json_object('k': v), CASE WHEN a THEN b END, row(1, 2) FROM t")
	f.Add("MERGE INTO t USING s ON s.id = t.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (1)")
	f.Add("CREATE TABLE t (a int PRIMARY KEY, EXCLUDE USING gist (b WITH &&), LIKE u INCLUDING ALL) PARTITION BY LIST (lower(c))")
	f.Fuzz(func(t *testing.T, text string) {
		stmts, err := Parse(text)
		if err != nil && stmts != nil {
			t.Errorf("%q gives %d statements and the error %v", text, len(stmts), err)
		}
		for _, s := range stmts {
			if s == nil {
				t.Errorf("%q gives a nil statement", text)
			}
			if q, ok := s.(*Query); ok {
				q.Tables(func(*Ref) {})
				q.Exprs(func(e *Expr) {
					Canon(e)
					SQL(e)
				})
			}
		}
		if many, ok := Batched(text); ok {
			if _, err := Parse(many); err != nil {
				t.Errorf("%q becomes %q: %v", text, many, err)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	const text = "SELECT o.id, o.total, u.email FROM orders o JOIN users u ON u.id = o.user_id LEFT JOIN items i ON i.order_id = o.id " +
		"WHERE o.status = ANY($1) AND o.created_at >= $2 AND lower(u.email) LIKE $3 ORDER BY o.created_at DESC, o.id LIMIT 50"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNormalize(b *testing.B) {
	text := strings.Repeat("SELECT a::text, m ? 'k' FROM t WHERE b = :b AND c = ? -- note\n", 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Normalize(text)
	}
}
