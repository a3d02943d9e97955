package migrate

import (
	"slices"
	"strings"
)

// A mark is what only another dialect's schema has: words, in upper case, and where they stand.
type mark struct {
	words   string // a phrase, with single spaces
	dialect string
	where   place
}

// A place is where a mark's words must stand to be one: a column may bear any of these names.
type place int

const (
	anywhere   place = iota
	first            // at the beginning of a statement
	afterTable       // behind the columns of a table
	asType           // behind a column's name in a table
	asColumn         // as the name of a column, with another name behind
)

// marks are looked for in this order at each word.
var marks = []mark{
	{"AUTO_INCREMENT", "mysql", anywhere},
	{"ENGINE =", "mysql", afterTable},
	{"ON UPDATE CURRENT_TIMESTAMP", "mysql", anywhere},
	{"CHARACTER SET", "mysql", anywhere},
	{"DEFAULT CHARSET", "mysql", anywhere},
	{"UNIQUE KEY", "mysql", anywhere},
	{"LOCK TABLES", "mysql", first},
	{"UNLOCK TABLES", "mysql", first},
	{"TINYINT", "mysql", asType},
	{"MEDIUMINT", "mysql", asType},
	{"TINYTEXT", "mysql", asType},
	{"MEDIUMTEXT", "mysql", asType},
	{"LONGTEXT", "mysql", asType},
	{"TINYBLOB", "mysql", asType},
	{"MEDIUMBLOB", "mysql", asType},
	{"LONGBLOB", "mysql", asType},
	{"VARBINARY", "mysql", asType},
	{"DOUBLE UNSIGNED", "mysql", asType},
	{"INT UNSIGNED", "mysql", asType},
	{"BIGINT UNSIGNED", "mysql", asType},
	{"SMALLINT UNSIGNED", "mysql", asType},
	{"INTEGER UNSIGNED", "mysql", asType},
	{"KEY", "mysql", asColumn},
	{"INDEX", "mysql", asColumn},
	{"FULLTEXT", "mysql", asColumn},
	{"AUTOINCREMENT", "sqlite", anywhere},
	{"WITHOUT ROWID", "sqlite", anywhere},
	{"COLLATE NOCASE", "sqlite", anywhere},
	{"PRAGMA", "sqlite", first},
	{"INSERT OR", "sqlite", first},
	{"CREATE VIRTUAL TABLE", "sqlite", first},
	{"NVARCHAR", "mssql", asType},
	{"UNIQUEIDENTIFIER", "mssql", asType},
	{"DATETIME2", "mssql", asType},
	{"IDENTITY ( 1", "mssql", anywhere},
	{"SET IDENTITY_INSERT", "mssql", first},
	{"VARCHAR2", "oracle", asType},
	{"NVARCHAR2", "oracle", asType},
	{"CLOB", "oracle", asType},
	{"ENGINE = MERGETREE", "clickhouse", afterTable},
	{"ENGINE = REPLACINGMERGETREE", "clickhouse", afterTable},
	{"LOWCARDINALITY", "clickhouse", asType},
	{"DATETIME", "other", asType},
	{"BLOB", "other", asType},
}

// marksByWord are the marks by their first word, the longest phrase first.
var marksByWord = func() map[string][]mark {
	m := map[string][]mark{}
	for _, k := range marks {
		w, _, _ := strings.Cut(k.words, " ")
		m[w] = append(m[w], k)
	}
	for _, ks := range m {
		slices.SortStableFunc(ks, func(a, b mark) int { return len(b.words) - len(a.words) })
	}
	return m
}()

// ours are words that PostgreSQL has and the others have not.
var ours = map[string]bool{
	"TIMESTAMPTZ": true, "JSONB": true, "BYTEA": true, "BIGSERIAL": true, "SMALLSERIAL": true, "TSVECTOR": true, "PLPGSQL": true,
	"EXTENSION": true, "CONCURRENTLY": true, "REGCLASS": true, "NEXTVAL": true,
}
