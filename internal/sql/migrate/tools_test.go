package migrate

import "testing"

func TestGoose(t *testing.T) {
	runFind(t, []findCase{
		{"both ways, numeric order", map[string]string{
			"db/10_b.sql": "-- +goose Up\nALTER TABLE a ADD b int;\n-- +goose Down\nALTER TABLE a DROP b;\n",
			"db/9_a.sql":  "-- +goose NO TRANSACTION\n--+GOOSE  UP\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\n",
		}, nil, `
			goose db 9_a.sql 10_b.sql
			  9_a.sql:3 CREATE TABLE a (id int)
			  10_b.sql:2 ALTER TABLE a ADD b int`},
		{"statement marks end statements", map[string]string{
			"m/1_a.sql": "-- +goose Up\n-- +goose StatementBegin\nCREATE TABLE a (id int)\n-- +goose StatementEnd\n" +
				"-- +goose StatementBegin\nCREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql\n-- +goose StatementEnd\n",
		}, nil, `
			goose m 1_a.sql
			  1_a.sql:3 CREATE TABLE a (id int)
			  1_a.sql:6 CREATE FUNCTION f() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql`},
		{"environment only where it is on", map[string]string{
			"m/1_a.sql": "-- +goose Up\n-- +goose ENVSUB ON\nCREATE TABLE ${S:-public}.a (id int);\n-- +goose ENVSUB OFF\nSELECT ${x};\n",
		}, nil, `
			goose m 1_a.sql
			  1_a.sql:3 CREATE TABLE public .a (id int) (templated)
			  1_a.sql:5 SELECT ${x}`},
		{"Go migrations are missed", map[string]string{
			"m/00001_a.sql":     "-- +goose Up\nCREATE TABLE a (id int);\n",
			"m/00002_b.go":      "package m\nfunc init() { goose.AddMigration(up, down) }",
			"m/00002_b_test.go": "package m",
			"m/m.go":            "package m",
		}, nil, `
			goose m 00001_a.sql
			  00001_a.sql:2 CREATE TABLE a (id int)
			! m/00002_b.go: migration 2 is Go code, schema may be incomplete`},
		// Should not match.
		{"marks without a table", map[string]string{"m/1_a.sql": "-- +goose Up\nSELECT 1;\n"}, nil, ""},
	})
}

func TestDbmate(t *testing.T) {
	runFind(t, []findCase{
		{"migrations beside their dump", map[string]string{
			"db/migrations/20200102_a.sql": "-- migrate:up transaction:false\nCREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY i ON a (id);\n\n-- migrate:down\nDROP TABLE a;\n",
			"db/schema.sql":                "CREATE TABLE public.a (id integer);\nCREATE TABLE public.schema_migrations (version text);\n",
		}, nil, `
			dbmate db/migrations 20200102_a.sql
			  20200102_a.sql:2 CREATE TABLE a (id int)
			  20200102_a.sql:3 CREATE INDEX CONCURRENTLY i ON a (id)`},
		{"a dump of something else stays", map[string]string{
			"db/migrations/1.sql": "-- migrate:up\nCREATE TABLE a (id int);\n",
			"other/schema.sql":    "CREATE TABLE b (id int);",
		}, nil, `
			dbmate db/migrations 1.sql
			  1.sql:2 CREATE TABLE a (id int)
			plain other schema.sql
			  schema.sql:1 CREATE TABLE b (id int)`},
	})
}

func TestSQLMigrate(t *testing.T) {
	runFind(t, []findCase{
		{"sections come several times", map[string]string{
			"m/2.sql": "-- +migrate Up notransaction\nALTER TABLE a ADD c int;\n-- +migrate Down\nALTER TABLE a DROP c;\n-- +migrate Up\nALTER TABLE a ADD d int;\n",
			"m/1.sql": "ignored;\n-- +migrate Up\n-- +migrate StatementBegin\nCREATE TABLE a (id int)\n-- +migrate StatementEnd\n",
		}, nil, `
			sql-migrate m 1.sql 2.sql
			  1.sql:4 CREATE TABLE a (id int)
			  2.sql:2 ALTER TABLE a ADD c int
			  2.sql:6 ALTER TABLE a ADD d int`},
	})
}

func TestTern(t *testing.T) {
	runFind(t, []findCase{
		{"divider, template and shared file", map[string]string{
			"m/001_a.sql":        "create table {{.prefix}}a (id int);\n{{ template \"shared/v1.sql\" . }}\n---- create above / drop below ----\ndrop table a;\n",
			"m/002_b.sql":        "create table b (id int);\n",
			"m/shared/v1.sql":    "create view v as select 1;\ncreate view w as select 2;",
			"m/shared/other.sql": "select 1;",
		}, nil, `
			tern m 001_a.sql 002_b.sql
			  001_a.sql:1 create table a (id int) (templated)
			  v1.sql:1 create view v as select 1
			  v1.sql:2 create view w as select 2
			  002_b.sql:1 create table b (id int)`},
		{"a shared file that is not there", map[string]string{
			"m/001_a.sql": "create table a (id int);\n\n{{ template \"x.sql\" . }}\n---- create above / drop below ----\n",
		}, nil, `
			tern m 001_a.sql
			  001_a.sql:1 create table a (id int)
			! m/001_a.sql:3: cannot include x.sql, schema may be incomplete`},
	})
}

func TestAtlas(t *testing.T) {
	runFind(t, []findCase{
		{"a checkpoint replaces what came before", map[string]string{
			"m/atlas.sum": "h1:", "m/1_a.sql": "CREATE TABLE old (id int);",
			"m/2_checkpoint.sql": "-- atlas:checkpoint\n\nCREATE TABLE a (id int);\n", "m/3_b.sql": "-- atlas:txmode none\nCREATE TABLE b (id int);\n",
		}, nil, `
			atlas m 2_checkpoint.sql 3_b.sql
			  2_checkpoint.sql:3 CREATE TABLE a (id int)
			  3_b.sql:2 CREATE TABLE b (id int)`},
		{"a delimiter of the file's own", map[string]string{
			"m/atlas.sum": "h1:", "m/1_a.sql": "-- atlas:delimiter -- end\nCREATE TABLE a (id int)\n-- end\nCREATE TABLE b (id int)\n-- end\n",
			"m/2_a.sql": "-- atlas:delimiter \\n\\n\n\nCREATE TABLE c (id int) -- c\n\nCREATE TABLE d (id int)\n",
		}, nil, `
			atlas m 1_a.sql 2_a.sql
			  1_a.sql:2 CREATE TABLE a (id int)
			  1_a.sql:4 CREATE TABLE b (id int)
			  2_a.sql:3 CREATE TABLE c (id int)
			  2_a.sql:5 CREATE TABLE d (id int)`},
		{"another tool's format", map[string]string{
			"m/atlas.sum": "h1:", "m/1_a.sql": "-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;\n",
		}, nil, `
			goose m 1_a.sql
			  1_a.sql:2 CREATE TABLE a (id int)`},
	})
}

func TestFlyway(t *testing.T) {
	runFind(t, []findCase{
		{"versions, repeatables, placeholders, what undoes", map[string]string{
			"db/migration/V1.10__c.sql":   "CREATE TABLE c (id int);",
			"db/migration/V1.9__b.sql":    "CREATE TABLE ${schema}.b (id int);",
			"db/migration/v2/V2_0__d.sql": "CREATE TABLE d (id int);",
			"db/migration/R__v.sql":       "CREATE VIEW v AS SELECT '${x}';",
			"db/migration/U1.9__b.sql":    "DROP TABLE b;",
		}, nil, `
			flyway db/migration V1.9__b.sql V1.10__c.sql V2_0__d.sql R__v.sql
			  V1.9__b.sql:1 CREATE TABLE b (id int) (templated)
			  V1.10__c.sql:1 CREATE TABLE c (id int)
			  V2_0__d.sql:1 CREATE TABLE d (id int)
			  R__v.sql:1 CREATE VIEW v AS SELECT '${x}'`},
		{"a baseline", map[string]string{
			"m/V1__a.sql": "CREATE TABLE a (id int);", "m/B2__a.sql": "CREATE TABLE a (id bigint);", "m/V2__a.sql": "ALTER TABLE a ADD b int;", "m/V3__b.sql": "CREATE TABLE b (id int);",
		}, nil, `
			flyway m B2__a.sql V3__b.sql
			  B2__a.sql:1 CREATE TABLE a (id bigint)
			  V3__b.sql:1 CREATE TABLE b (id int)`},
	})
}

func TestGolangMigrate(t *testing.T) {
	runFind(t, []findCase{
		{"two files, numeric order", map[string]string{
			"m/10_b.up.sql": "ALTER TABLE a ADD b int", "m/10_b.down.sql": "ALTER TABLE a DROP b",
			"m/9_a.up.sql": "BEGIN; CREATE TABLE a (id int); COMMIT;", "m/9_a.down.sql": "DROP TABLE a",
		}, nil, `
			golang-migrate m 9_a.up.sql 10_b.up.sql
			  9_a.up.sql:1 BEGIN
			  9_a.up.sql:1 CREATE TABLE a (id int)
			  9_a.up.sql:1 COMMIT
			  10_b.up.sql:1 ALTER TABLE a ADD b int`},
		{"a schema that they start from", map[string]string{
			"db/base.sql":              "-- PostgreSQL database dump\nCREATE TABLE a (id int);\nCREATE TABLE b (id int);\nCREATE TABLE c (id int);",
			"db/migrations/1_a.up.sql": "ALTER TABLE ONLY public.a ADD b int;\nALTER TABLE b RENAME TO d;", "db/migrations/2_a.up.sql": "ALTER TABLE d ADD b int;",
			"other/schema.sql": "CREATE TABLE z (id int);",
		}, nil, `
			golang-migrate db/migrations base.sql 1_a.up.sql 2_a.up.sql
			  base.sql:2 CREATE TABLE a (id int)
			  base.sql:3 CREATE TABLE b (id int)
			  base.sql:4 CREATE TABLE c (id int)
			  1_a.up.sql:1 ALTER TABLE ONLY public.a ADD b int
			  1_a.up.sql:2 ALTER TABLE b RENAME TO d
			  2_a.up.sql:1 ALTER TABLE d ADD b int
			plain other schema.sql
			  schema.sql:1 CREATE TABLE z (id int)`},
		{"Go migrations beside them", map[string]string{
			"m/1_a.up.sql": "CREATE TABLE a (id int)", "m/2_b.up.go": "package m", "m/2_b.down.go": "package m",
		}, nil, `
			golang-migrate m 1_a.up.sql
			  1_a.up.sql:1 CREATE TABLE a (id int)
			! m/2_b.up.go: migration 2 is Go code, schema may be incomplete`},
		{"one sequence with files of no direction", map[string]string{
			"m/1_a.up.sql": "CREATE TABLE a (id int)", "m/1_a.down.sql": "DROP TABLE a", "m/2_b.sql": "CREATE TABLE b (id int)",
		}, nil, `
			numbered m 1_a.up.sql 2_b.sql
			  1_a.up.sql:1 CREATE TABLE a (id int)
			  2_b.sql:1 CREATE TABLE b (id int)`},
	})
}

func TestPopAndBun(t *testing.T) {
	runFind(t, []findCase{
		{"pop: a database in the name, templates, fizz", map[string]string{
			"m/1_a.postgres.up.sql": "CREATE TABLE {{ index .Options \"Namespace\" }}.a (id int);", "m/1_a.mysql.up.sql": "CREATE TABLE `a` (id int);",
			"m/2_b.up.sql": "CREATE INDEX i ON \"{{ index .Options \"Namespace\" }}\".\"a\" (id);", "m/3_c.up.fizz": "drop_table(\"a\")", "m/3_c.down.fizz": "",
		}, nil, `
			pop m 1_a.postgres.up.sql 2_b.up.sql 3_c.up.fizz
			  1_a.postgres.up.sql:1 CREATE TABLE a (id int) (templated)
			  2_b.up.sql:1 CREATE INDEX i ON "a" (id) (templated)
			  3_c.up.fizz:1 DROP TABLE "a" (templated)`},
		{"bun: split marks", map[string]string{
			"m/1_a.up.sql": "CREATE TABLE a (id int)\n\n--bun:split\n\nCREATE TABLE b (id int)\n", "m/2_b.tx.up.sql": "CREATE TABLE c (id int)", "m/2_b.tx.down.sql": "DROP TABLE c",
		}, nil, `
			bun m 1_a.up.sql 2_b.tx.up.sql
			  1_a.up.sql:1 CREATE TABLE a (id int)
			  1_a.up.sql:5 CREATE TABLE b (id int)
			  2_b.tx.up.sql:1 CREATE TABLE c (id int)`},
	})
}
