package b

import "database/sql"

func ask(db *sql.DB) { db.Query("SELECT id FROM users WHERE name = $1") } // want `filter on users.name has no index`
