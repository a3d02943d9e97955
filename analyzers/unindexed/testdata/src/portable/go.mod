module portable

require (
	github.com/jackc/pgx/v5 v5.7.0
	github.com/mattn/go-sqlite3 v1.14.0
)
