package migrate

import "testing"

func TestDialectOf(t *testing.T) {
	for _, c := range []struct{ text, dialect, evidence string }{
		{"CREATE TABLE a (id INT NOT NULL AUTO_INCREMENT)", "mysql", "AUTO_INCREMENT"},
		{"CREATE TABLE a (id INT)\nENGINE=InnoDB", "mysql", "ENGINE"},
		{"CREATE TABLE `a` (id INT)", "mysql", "`"},
		{"CREATE TABLE `a` (id INTEGER PRIMARY KEY AUTOINCREMENT)", "sqlite", "`"},
		{"CREATE TABLE a (id INT, KEY k (id))", "mysql", "KEY"},
		{"CREATE TABLE a (id INT, INDEX k (id))", "mysql", "INDEX"},
		{"CREATE TABLE a (id INT, UNIQUE KEY k (id))", "mysql", "UNIQUE KEY"},
		{"CREATE TABLE a (id BIGINT UNSIGNED)", "mysql", "BIGINT UNSIGNED"},
		{"CREATE TABLE a (b BYTEA, id TINYINT(1))", "mysql", "TINYINT"},
		{"PRAGMA foreign_keys = ON;", "sqlite", "PRAGMA"},
		{"CREATE TABLE a (id INTEGER) WITHOUT ROWID", "sqlite", "WITHOUT ROWID"},
		{"CREATE TABLE a (id TEXT COLLATE NOCASE)", "sqlite", "COLLATE NOCASE"},
		{"CREATE TABLE a (at DATETIME)", "other", "DATETIME"},
		{"ALTER TABLE a ADD COLUMN at DATETIME", "other", "DATETIME"},
		{"CREATE TABLE a (id INT IDENTITY(1,1), n NVARCHAR(9))", "mssql", "IDENTITY"},
		{"CREATE TABLE a (id UInt8) ENGINE = MergeTree", "clickhouse", "ENGINE = MERGETREE"},
		// Should not match.
		{"CREATE TABLE engine (key text, index int, engine text, unsigned bool, datetime timestamptz, rowid int, pragma text, blob bytea)", "", ""},
		{"CREATE TABLE a (key varchar(20), index numeric(3))", "", ""},
		{"UPDATE a SET engine = 'x' WHERE engine = 'AUTO_INCREMENT'; -- AUTO_INCREMENT", "", ""},
		{"CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY (START WITH 1))", "", ""},
		{"CREATE TABLE identity (id int); INSERT INTO identity (id) VALUES (1)", "", ""},
		{"CREATE DOMAIN datetime AS timestamptz; CREATE TABLE a (at datetime)", "", ""},
		{"SELECT $$ AUTO_INCREMENT ` $$", "", ""},
		{"SELECT CAST(x AS DATETIME)", "", ""},
	} {
		v := dialectOf(c.text)
		if v.dialect != c.dialect || v.evidence != c.evidence {
			t.Errorf("%s: got %q (%s), want %q (%s)", c.text, v.dialect, v.evidence, c.dialect, c.evidence)
		}
	}
}

func TestDialects(t *testing.T) {
	runFind(t, []findCase{
		{"one file for each database", map[string]string{
			"db/schema.sql": "CREATE TABLE a (id int);", "db/schema_mysql.sql": "CREATE TABLE a (id int);\nCREATE TABLE `b` (id int);",
			"db/schema.sqlite.sql": "CREATE TABLE a (id int);",
		}, nil, `
			plain db schema.sql
			  schema.sql:1 CREATE TABLE a (id int)
			plain db [mysql] schema_mysql.sql
			plain db [sqlite] schema.sqlite.sql
			! db/schema.sqlite.sql: dialect sqlite (its path): not analysed
			! db/schema_mysql.sql:2: dialect mysql (` + "`" + `): not analysed`},
		{"one directory for each database", map[string]string{
			"migrations/mysql/1_a.sql": "CREATE TABLE a (id int);", "migrations/postgres/1_from_mysql.sql": "CREATE TABLE a (at datetime);",
		}, nil, `
			numbered migrations/mysql [mysql] 1_a.sql
			numbered migrations/postgres 1_from_mysql.sql
			  1_from_mysql.sql:1 CREATE TABLE a (at datetime)
			! migrations/mysql/1_a.sql: dialect mysql (its path): not analysed`},
		{"another dialect's migrations say nothing of a schema", map[string]string{
			"mysql/1_a.sql": "CREATE TABLE a (id int);", "schema.sql": "CREATE TABLE a (id int);",
		}, nil, `
			plain . schema.sql
			  schema.sql:1 CREATE TABLE a (id int)
			numbered mysql [mysql] 1_a.sql
			! mysql/1_a.sql: dialect mysql (its path): not analysed`},
		{"the sequence is of its clearest dialect", map[string]string{
			"m/1_a.up.sql": "CREATE TABLE a (id int);", "m/2_b.up.sql": "CREATE TABLE `b` (id int);", "m/3_c.up.sql": "CREATE TABLE c (id integer primary key autoincrement);", "m/4_c.up.go": "package m",
		}, nil, `
			golang-migrate m [sqlite] 1_a.up.sql 2_b.up.sql 3_c.up.sql
			! m/3_c.up.sql:1: dialect sqlite (AUTOINCREMENT): not analysed`},
		{"a doubtful word among PostgreSQL's", map[string]string{
			"m/1_a.up.sql": "CREATE TABLE a (id bigserial);", "m/2_b.up.sql": "CREATE TABLE b (at datetime);",
		}, nil, `
			golang-migrate m 1_a.up.sql 2_b.up.sql
			  1_a.up.sql:1 CREATE TABLE a (id bigserial)
			  2_b.up.sql:1 CREATE TABLE b (at datetime)`},
	})
}
