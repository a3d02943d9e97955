// Package mapper has its schema in the tags of structs.
package mapper

import (
	"time"

	"gorm.io/gorm"
)

type Account struct {
	ID      uint
	Email   string `gorm:"uniqueIndex"`
	Name    string
	OwnerID uint      `gorm:"index:idx_owner_at,priority:1"`
	At      time.Time `gorm:"index:idx_owner_at,priority:2"`
}

func migrate(db *gorm.DB) error { return db.AutoMigrate(&Account{}) }

func ask(db *gorm.DB, name string) {
	var accounts []Account
	db.Where("name = ?", name).Find(&accounts)              // want `filter on accounts.name has no index to serve it .accounts has: .id., .email., .owner_id, at..`
	db.Where(&Account{Name: name}).Limit(1).Find(&accounts) // the same
	db.Where("at > ?", time.Now()).Find(&accounts)          // want `filter on accounts.at has no index`
}

// Should not match.

func served(db *gorm.DB, email string) {
	var account Account
	var accounts []Account
	db.First(&account, "email = ?", email)
	db.First(&account, 10)
	db.Where("owner_id = ?", 3).Order("at").Limit(10).Find(&accounts)
	db.Scopes(nil).Where("name = ?", email).Find(&accounts)
}
