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

// A Garage has cars by a key without an index, and doors by one with.
type Garage struct {
	ID     uint
	Cars   []Car
	Doors  []Door `gorm:"foreignKey:PlaceID"`
	Yard   Yard
	YardID uint
}

type Car struct {
	ID       uint
	GarageID uint
}

type Door struct {
	ID      uint
	PlaceID uint `gorm:"index"`
}

type Yard struct{ ID uint }

func more(db *gorm.DB) error {
	return db.AutoMigrate(&Garage{}, &Car{}, &Door{}, &Yard{})
}

func load(db *gorm.DB) {
	var garages []Garage
	db.Preload("Cars").Preload("Yard").Where("id = ?", 3).Find(&garages) // want `filter on cars.garage_id has no index`
}

// Should not match.

func loadServed(db *gorm.DB) {
	var garages []Garage
	db.Preload("Doors").Preload("Yard").Where("id = ?", 3).Find(&garages)
	db.Preload("Cars", "id > ?", 3).Where("id = ?", 3).Find(&garages) // what else it asks is not known
}

func served(db *gorm.DB, email string) {
	var account Account
	var accounts []Account
	db.First(&account, "email = ?", email)
	db.First(&account, 10)
	db.Where("owner_id = ?", 3).Order("at").Limit(10).Find(&accounts)
	db.Scopes(nil).Where("name = ?", email).Find(&accounts)
}
