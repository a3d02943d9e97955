package migrate

import "testing"

func TestNumbered(t *testing.T) {
	runFind(t, []findCase{
		{"versions of a schema", map[string]string{
			"sql/schema_version_10.sql": "ALTER TABLE a ADD b int;", "sql/schema_version_9.sql": "CREATE TABLE a (id int);",
		}, nil, `
			numbered sql schema_version_9.sql schema_version_10.sql
			  schema_version_9.sql:1 CREATE TABLE a (id int)
			  schema_version_10.sql:1 ALTER TABLE a ADD b int`},
		{"what they begin with, and ways back", map[string]string{
			"migrations/init.sql": "CREATE TABLE a (id int);", "migrations/1_b.sql": "CREATE TABLE b (id int);",
			"migrations/1_b_down.sql": "DROP TABLE b;", "migrations/2-undo.sql": "DROP TABLE c;",
		}, nil, `
			numbered migrations init.sql 1_b.sql
			  init.sql:1 CREATE TABLE a (id int)
			  1_b.sql:1 CREATE TABLE b (id int)`},
		{"a dump in the same directory", map[string]string{
			"migrations/1_a.sql": "CREATE TABLE a (id int);", "migrations/schema.sql": "CREATE TABLE a (id int);",
		}, nil, `
			numbered migrations 1_a.sql
			  1_a.sql:1 CREATE TABLE a (id int)`},
		{"migrations whose statements have names", map[string]string{
			"files/1_a.sql": "-- name: create-a\n\nCREATE TABLE a (id int)\n\n-- name: create-i\nCREATE INDEX i ON a (id);\n", "files/2_b.sql": "-- name: fill\nUPDATE a SET id = 1;\n",
		}, nil, `
			numbered files 1_a.sql 2_b.sql
			  1_a.sql:3 CREATE TABLE a (id int)
			  1_a.sql:6 CREATE INDEX i ON a (id)
			  2_b.sql:2 UPDATE a SET id = 1`},
		// Should not match.
		{"numbered queries", map[string]string{
			"queries/1_a.sql": "-- name: CreateA :exec\nCREATE TABLE a (id int);\n-- name: GetA :one\nSELECT * FROM a WHERE id = $1;\n",
			"queries/2_b.sql": "SELECT 1;",
			"seeds/1_a.sql":   "INSERT INTO a VALUES ('CREATE TABLE x (id int);');",
		}, nil, ""},
	})
}

func TestPlain(t *testing.T) {
	runFind(t, []findCase{
		{"a directory of tables", map[string]string{
			"sql/schema/b.sql": "CREATE TABLE b (id int);", "sql/schema/a.sql": "\ufeffCREATE UNLOGGED TABLE IF NOT EXISTS public.\"A\" (id int);",
			"sql/queries/q.sql": "-- name: GetA :one\nSELECT 1;",
		}, nil, `
			plain sql/schema a.sql b.sql
			  a.sql:1 CREATE UNLOGGED TABLE IF NOT EXISTS public."A" (id int)
			  b.sql:1 CREATE TABLE b (id int)`},
		{"what pg_dump writes", map[string]string{"backup/x.sql": "--\n-- PostgreSQL database dump\n--\n\n\\restrict abc'def\n\\connect x\nSET a = 1;\nCREATE TABLE a (id int);\n" +
			"COPY public.a (id) FROM stdin;\n1\tit's; $$\n\\.\n\nALTER TABLE ONLY a ADD CONSTRAINT a_pkey PRIMARY KEY (id);\n\\unrestrict abc\n"}, nil, `
			plain backup x.sql
			  x.sql:7 SET a = 1
			  x.sql:8 CREATE TABLE a (id int)
			  x.sql:13 ALTER TABLE ONLY a ADD CONSTRAINT a_pkey PRIMARY KEY (id)`},
		{"includes of psql", map[string]string{
			"db/schema.sql":  "CREATE TABLE a (id int);\n\\ir parts/b.sql\n\\i db/parts/c.sql\n\\i none.sql\nCREATE TABLE d (id int);\n",
			"db/parts/b.sql": "CREATE TABLE b (id int);\n\\ir ../schema.sql\n", "db/parts/c.sql": "CREATE TABLE c (id int)",
		}, nil, `
			plain db schema.sql
			  schema.sql:1 CREATE TABLE a (id int)
			  b.sql:1 CREATE TABLE b (id int)
			  c.sql:1 CREATE TABLE c (id int)
			  schema.sql:5 CREATE TABLE d (id int)
			! db/schema.sql:4: cannot include none.sql, schema may be incomplete`},
		{"a comment on a column is no query's name", map[string]string{
			"schema.sql": "CREATE TABLE a (\n-- name: display\nname text);\n-- name: whatever the user likes\nCREATE TABLE b (id int);",
		}, nil, `
			plain . schema.sql
			  schema.sql:1 CREATE TABLE a ( -- name: display name text)
			  schema.sql:5 CREATE TABLE b (id int)`},
		{"a directory for each migration", map[string]string{
			"m/default/10_b/up.sql": "ALTER TABLE a ADD b int;", "m/default/10_b/down.sql": "ALTER TABLE a DROP b;",
			"m/default/9_a/up.sql": "CREATE TABLE a (id int);", "seeds/1_a/up.sql": "SELECT 1;",
		}, nil, `
			directories m/default up.sql up.sql
			  up.sql:1 CREATE TABLE a (id int)
			  up.sql:1 ALTER TABLE a ADD b int`},
		// Should not match.
		{"queries, seeds, other people's and hidden files", map[string]string{
			"db/schema.sql":                "--name: create-a\nCREATE TABLE a (id int);\n",
			"structure.sql":                "/* name: CreateA :exec */\nCREATE TABLE a (id int);\n",
			"queries.sql":                  "-- name: get-a\nSELECT 1;\n",
			"report/report.sql":            "CREATE TABLE a (id int);",
			"db/init.sql":                  "CREATE TEMP TABLE a (id int); -- CREATE TABLE b (id int);\nSELECT 'CREATE TABLE c (id int)';",
			"vendor/x/schema.sql":          "CREATE TABLE a (id int);",
			"web/node_modules/schema.sql":  "CREATE TABLE a (id int);",
			"x/testdata/schema.sql":        "CREATE TABLE a (id int);",
			"x/test-files/schema.sql":      "CREATE TABLE a (id int);",
			".git/schema.sql":              "CREATE TABLE a (id int);",
			".hidden/migrations/1_a.sql":   "CREATE TABLE a (id int);",
			"migrations/down/1_a.sql":      "CREATE TABLE a (id int);",
			"migrations/1_create.down.sql": "CREATE TABLE a (id int);",
		}, nil, ""},
	})
}
