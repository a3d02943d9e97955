// Package gomig has migrations of which some are Go code. Seen alone, it does not know what they do.
package gomig

import "database/sql"

func ask(db *sql.DB) {
	db.Query("SELECT id FROM beds WHERE room = $1")
	db.Query("SELECT id FROM lamps WHERE room = $1")
}
