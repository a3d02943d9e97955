// Package sqltool serves nothing: its file is its own. Should not match.
package sqltool

import (
	"database/sql"

	_ "modernc.org/sqlite"
)

func open() (*sql.DB, error) { return sql.Open("sqlite", "data.db") }
