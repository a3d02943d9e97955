// Package domain is what the shop does, whoever stores it.
package domain

import (
	"context"
	"time"
)

type (
	// An Order is what a user bought.
	Order struct {
		ID, User int64
		Items    []Item
	}
	// An Item is one line of an order, or of a cart.
	Item struct {
		Order, Product int64
		Count          int
	}
	// A Product can be bought. Its price is in cents.
	Product struct {
		ID    int64
		SKU   string
		Title string
		Price int64
	}
	// A User is a customer.
	User struct {
		ID    int64
		Email string
	}
	// A Mail waits in the outbox.
	Mail struct {
		ID       int64
		To, Text string
	}
)

// A Store keeps the shop's data; package postgres has one.
type Store interface {
	Orders(ctx context.Context, user int64) ([]Order, error)
	Items(ctx context.Context, order int64) ([]Item, error)
	ItemsOf(ctx context.Context, orders []int64) ([]Item, error)
	AddOrder(ctx context.Context, user int64) (int64, error)
	AddItem(ctx context.Context, order int64, it Item) error
	AddItems(ctx context.Context, order int64, its []Item) error
	Setting(ctx context.Context, name string) (int64, error)
	UserByEmail(ctx context.Context, email string) (User, error)
	AddMail(ctx context.Context, user int64, text string) error
	AddCartItem(ctx context.Context, session string, it Item) error
	AddPreview(ctx context.Context, product int64, at time.Time) error
}

// A Mailer tells people; package notify has one.
type Mailer interface {
	Send(to, text string) error
	Queue(to, text string)
}

// Rates are the exchange rates of a third party; package rates has them.
type Rates interface {
	Rate(ctx context.Context, currency string) (float64, error)
	All(ctx context.Context) (map[string]float64, error)
}

// A Service is the shop.
type Service struct {
	store Store
	mail  Mailer
	rates Rates
}

// New returns a shop over store.
func New(store Store, mail Mailer, rates Rates) *Service { return &Service{store, mail, rates} }
