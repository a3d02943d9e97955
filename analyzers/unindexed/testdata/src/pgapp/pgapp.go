// Package pgapp asks through go-pg.
package pgapp

import "github.com/go-pg/pg/v10"

type User struct {
	tableName struct{} `pg:"app_users,alias:u"`
	ID        int
}

func ask(db *pg.DB) {
	var users []User
	db.Model(&users).Where("u.name = ?", "x").Limit(3).Select() // want `filter on app_users.name has no index`
	db.Model((*User)(nil)).Where("u.name = ?", "x").Delete()

	// Should not match.
	db.Model(&users).Where("u.email = ?", "x").Order("id").Select()
}
