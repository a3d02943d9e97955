package db

import "database/sql"

func ask(db *sql.DB) {
	db.Query("SELECT id FROM beds WHERE size = $1") // want `filter on beds.size has no index`
	db.Query("SELECT id FROM beds WHERE room = $1")
	db.Query("SELECT id FROM rooms WHERE floor = $1")
	db.Query("SELECT id FROM rooms WHERE name = $1")
	db.Query("SELECT id FROM lamps WHERE room = $1")
}
