package migrate

import (
	"testing"
	"testing/fstest"
)

func TestRambler(t *testing.T) {
	runFind(t, []findCase{
		{name: "both ways in a file", files: map[string]string{
			"m/1_a.sql": "-- rambler up\nCREATE TABLE a (id int);\n-- rambler down\nDROP TABLE a;\n",
			"m/2_b.sql": "-- rambler up\nALTER TABLE a ADD b int;\n-- rambler down\nALTER TABLE a DROP b;\n-- rambler up\nCREATE INDEX i ON a (b);\n",
		}, want: `
			rambler m 1_a.sql 2_b.sql
			  1_a.sql:2 CREATE TABLE a (id int)
			  2_b.sql:2 ALTER TABLE a ADD b int
			  2_b.sql:6 CREATE INDEX i ON a (b)`},
	})
}

func TestSqitch(t *testing.T) {
	runFind(t, []findCase{
		{name: "the plan's order, and a change that is reworked", files: map[string]string{
			"db/sqitch.plan":         "%project=x\n\nusers 2020-01-01T00:00:00Z Me <m@e> # a\n@v1 2020-01-02T00:00:00Z Me <m@e>\n\nadd [users] 2020-01-03T00:00:00Z Me <m@e>\nusers [users@v1] 2020-01-04T00:00:00Z Me <m@e>\ngone 2020-01-05T00:00:00Z Me <m@e>\n",
			"db/deploy/users@v1.sql": "BEGIN;\nCREATE TABLE users (id int);\nCOMMIT;\n",
			"db/deploy/users.sql":    "CREATE INDEX i ON users (id);",
			"db/deploy/add.sql":      "ALTER TABLE users ADD b int;",
			"db/revert/users.sql":    "DROP INDEX i;",
			"db/verify/add.sql":      "SELECT b FROM users;",
		}, want: `
			sqitch db/deploy users@v1.sql add.sql users.sql
			  users@v1.sql:1 BEGIN
			  users@v1.sql:2 CREATE TABLE users (id int)
			  users@v1.sql:3 COMMIT
			  add.sql:1 ALTER TABLE users ADD b int
			  users.sql:1 CREATE INDEX i ON users (id)
			! db/sqitch.plan: no file deploy/gone.sql, schema may be incomplete`},
		// Should not match.
		{name: "a plan without tables", files: map[string]string{"sqitch.plan": "a 2020\n", "deploy/a.sql": "SELECT 1;"}},
	})
}

func TestCompletes(t *testing.T) {
	runFind(t, []findCase{
		{name: "indexes in a file of their own come last", files: map[string]string{
			"db/tables.sql": "CREATE TABLE a (id int, b int);", "db/indexes.sql": "CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY public.a (b);",
		}, want: `
			plain db tables.sql indexes.sql
			  tables.sql:1 CREATE TABLE a (id int, b int)
			  indexes.sql:1 CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY public.a (b)`},
		{name: "a file of includes alone", files: map[string]string{
			"schema.sql": "\\i tables/a.sql\n\\i idx.sql\n", "tables/a.sql": "CREATE TABLE a (id int);", "idx.sql": "CREATE INDEX i ON a (id);",
		}, want: `
			plain . schema.sql
			  a.sql:1 CREATE TABLE a (id int)
			  idx.sql:1 CREATE INDEX i ON a (id)`},
		// Should not match: ways back, queries, and what is about other tables.
		{name: "other files beside a schema", files: map[string]string{
			"db/schema.sql": "CREATE TABLE a (id int);", "db/a.down.sql": "ALTER TABLE a DROP b;", "db/other.sql": "CREATE INDEX i ON b (id);",
			"db/q.sql": "-- name: x\nCREATE INDEX i ON a (id);", "db/ask.sql": "CREATE INDEX i ON a (id);\nSELECT 1;",
		}, want: `
			plain db schema.sql
			  schema.sql:1 CREATE TABLE a (id int)`},
	})
}

func TestEmbedded(t *testing.T) {
	files := map[string]string{"x/files/users.sql": "CREATE TABLE a (id int);", "x/files/more.sql": "CREATE INDEX i ON a (id);"}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	want := "plain x/files users.sql more.sql\n  users.sql:1 CREATE TABLE a (id int)\n  more.sql:1 CREATE INDEX i ON a (id)"
	if got := render(FindFS(fsys, Options{Embedded: []string{"x/files"}})); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if got := render(FindFS(fsys, Options{})); got != "" {
		t.Errorf("files that nothing says are a schema: got:\n%s", got)
	}
}

func TestOtherLanguages(t *testing.T) {
	runFind(t, []findCase{
		{name: "liquibase in XML beside its SQL", files: map[string]string{
			"db/changelog/001.sql":            "--liquibase formatted sql\n--changeset me:1\nCREATE TABLE a (id int);\n--rollback DROP TABLE a;\n",
			"db/changelog/db.changelog-2.xml": "<databaseChangeLog><changeSet><createIndex tableName=\"a\"/></changeSet></databaseChangeLog>",
			"docs/changelog.yaml":             "- version: 1\n",
		}, want: `
			numbered db/changelog 001.sql
			  001.sql:3 CREATE TABLE a (id int)
			! db/changelog/db.changelog-2.xml: a changelog of liquibase is not read, schema may be incomplete`},
		{name: "a schema of atlas alone", files: map[string]string{"schema.hcl": "table \"a\" {\n}\n"}, want: `
			! schema.hcl: a schema of atlas in HCL is not read`},
	})
}
