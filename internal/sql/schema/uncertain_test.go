package schema

import (
	"strings"
	"testing"
)

// TestUncertain holds which tables are known no more after what cannot be read.
func TestUncertain(t *testing.T) {
	const tables = "CREATE TABLE a (id int PRIMARY KEY, x int); CREATE TABLE b (id int PRIMARY KEY); CREATE TABLE c (id int)"
	tests := []struct{ text, want string }{
		{"CREATE INDEX ON a (x)", ""},
		{"ALTER TABLE a ADD KEY `k` (x) UNSIGNED", "a"},
		{"DO $$ BEGIN EXECUTE format('ALTER TABLE %I ADD x int', 'b'); END $$", "b"},
		{"DO $$ BEGIN EXECUTE 'ALTER TABLE ' || tbl; PERFORM 1 FROM a JOIN b ON true; END $$", ""},
		{"DO $$ BEGIN EXECUTE 'CREATE INDEX ON a (x)'; END $$", ""},
		{"DO $$ BEGIN FOREACH t IN ARRAY ARRAY['a', 'c'] LOOP EXECUTE 'ALTER TABLE ' || t || ' ADD y int'; END LOOP; END $$", "a c"},
		{"DO $$ BEGIN CREATE TRIGGER t BEFORE INSERT ON a EXECUTE FUNCTION f(); END $$", ""},
		{"-- rows\nINSERT INTO a VALUES (1) ON DUPLICATE KEY UPDATE x = 1", ""},
		{"GRANT ALL ON a TO {{ .user }}", ""},
		{"{{ .x }} a", "a"},
		{"CREATE TABLE d (LIKE nowhere)", "d"},
		{"CREATE TABLE d (x int) INHERITS (nowhere)", "d"},
		{"CREATE TABLE d PARTITION OF nowhere DEFAULT", "d"},
		{"CREATE TABLE d AS SELECT * FROM nowhere", "d"},
	}
	for _, test := range tests {
		c := New()
		c.Exec(tables, Place{"f.sql", 1})
		c.Exec(test.text, Place{"f.sql", 2})
		var got []string
		for _, table := range c.Tables {
			if table.Uncertain != "" {
				got = append(got, table.Name.Name)
				if !strings.HasSuffix(table.Uncertain, "(f.sql:2)") {
					t.Errorf("%s: no place in %q", test.text, table.Uncertain)
				}
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: uncertain are %v, want %q", test.text, got, test.want)
		}
	}
}

func TestSeeded(t *testing.T) {
	c := New()
	c.Exec("CREATE TABLE a (id int); CREATE TABLE b (id int); INSERT INTO a SELECT 1 WHERE NOT EXISTS (SELECT FROM a); UPDATE b SET id = 2; INSERT INTO b SELECT id FROM a", Place{"f.sql", 1})
	if !c.Tables[0].Seeded || c.Tables[1].Seeded {
		t.Errorf("seeded: a %v, b %v, want a alone", c.Tables[0].Seeded, c.Tables[1].Seeded)
	}
}

// FuzzExec folds anything, twice: nothing may panic, and a catalog's names stay true.
func FuzzExec(f *testing.F) {
	for _, seed := range []string{
		"CREATE TABLE a (id int PRIMARY KEY); ALTER TABLE a ATTACH PARTITION a DEFAULT; DROP TABLE a",
		"CREATE TABLE a (x int) PARTITION BY LIST (x); CREATE TABLE b PARTITION OF a DEFAULT; ALTER TABLE b RENAME x TO y",
		"CREATE VIEW v AS SELECT * FROM v; CREATE DOMAIN d AS d; CREATE TABLE t (a d, LIKE t INCLUDING ALL) INHERITS (t)",
		"DO $$ BEGIN EXECUTE ''; EXECUTE $$; END $$",
		"ALTER TABLE a INHERIT b; ALTER TABLE b INHERIT a; ALTER TABLE a ALTER x TYPE text; ALTER TABLE a RENAME x TO y",
		"ALTER TABLE a ATTACH PARTITION b DEFAULT; ALTER TABLE b ATTACH PARTITION a DEFAULT; CREATE INDEX ON a (x); ALTER TABLE a DROP COLUMN x",
		"CREATE TABLE c (x int); ALTER TABLE c RENAME TO d", // twice: the second time d is taken
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := New()
		c.Exec("CREATE TABLE a (x int UNIQUE); CREATE TABLE b (x int REFERENCES a (x))", Place{"f", 1})
		c.Exec(text, Place{"f", 2})
		c.Exec(text, Place{"f", 3})
		for _, table := range c.Tables {
			if c.byName[table.Name] != table {
				t.Errorf("%s is not found by its name after %q", table.Name, text)
			}
		}
	})
}
