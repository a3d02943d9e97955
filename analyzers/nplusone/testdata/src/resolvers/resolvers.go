// Package resolvers has what runs per element of a list without a loop of its own: fields resolved
// as gqlgen's generated code asks for them, and serializers.
package resolvers

import (
	"context"
	"database/sql"
)

type Resolver struct{ db *sql.DB }

type (
	queryResolver    struct{ *Resolver }
	orderResolver    struct{ *Resolver }
	customerResolver struct{ *Resolver }
	settingsResolver struct{ *Resolver }
)

type (
	Order    struct{ ID, Customer int }
	Customer struct{ ID int }
	Settings struct{ ID int }
	Page     struct{ Edges []*Edge }
	Edge     struct{ Node *Order }
)

// What gqlgen generates, and how the program meets it.
type (
	QueryResolver interface {
		Settings(context.Context) (*Settings, error)
	}
	MutationResolver interface {
		AddOrder(context.Context, Order) (bool, error)
	}
	OrderResolver interface {
		Customer(context.Context, *Order) (*Customer, error)
	}
	CustomerResolver interface{}
	SettingsResolver interface{}
	ResolverRoot     interface{ Query() QueryResolver }
)

func (r *Resolver) Query() QueryResolver       { return &queryResolver{r} }
func (r *Resolver) Mutation() MutationResolver { return (*mutation)(r) }
func (r *Resolver) Order() OrderResolver       { return &orderResolver{r} }
func (r *Resolver) Customer() CustomerResolver { return &customerResolver{r} }
func (r *Resolver) Settings() SettingsResolver { return &settingsResolver{r} }

type mutation Resolver

// A mutation is asked once, whatever it is given.
func (m *mutation) AddOrder(ctx context.Context, o Order) (bool, error) {
	_, err := m.db.Exec("INSERT INTO orders (customer) VALUES ($1)", o.Customer)
	return err == nil, err
}

type customersKey struct{}

type customers struct{}

func (l *customers) load(id int) *Customer { return nil }

// Without the request's loader it asks by itself: of low severity.
func (r *orderResolver) Payer(ctx context.Context, o *Order) (*Customer, error) {
	l, ok := ctx.Value(customersKey{}).(*customers)
	if !ok {
		return nil, r.db.QueryRow("SELECT id FROM customers WHERE id = $1", o.Customer).Err() // want `query in field resolver .* once per element that no cache or loader answers`
	}
	return l.load(o.Customer), nil
}

type loaders struct{ customers *customers }

func loadersOf(ctx context.Context) loaders { return loaders{} }

func (r *orderResolver) Guest(ctx context.Context, o *Order) (*Customer, error) {
	l := loadersOf(ctx).customers
	if l == nil {
		return nil, r.db.QueryRow("SELECT id FROM customers WHERE id = $1", o.Customer).Err() // want `query in field resolver .* once per element that no cache or loader answers`
	}
	return l.load(o.Customer), nil
}

func (r *queryResolver) Orders(ctx context.Context) (*Page, error) {
	r.db.QueryRow("SELECT id, customer FROM orders")
	return nil, nil
}

func (r *queryResolver) Settings(ctx context.Context) (*Settings, error) { return nil, nil }

func (r *orderResolver) Customer(ctx context.Context, o *Order) (*Customer, error) {
	r.db.QueryRow("SELECT id FROM customers WHERE id = $1", o.Customer) // want `query in field resolver order.Customer: \(\*database/sql.DB\).QueryRow runs once per element of a list \(resolvers.orderResolver.Customer → .*; one query for all: SELECT id FROM customers WHERE id = ANY\(\$1\)`
	return nil, nil
}

type line struct {
	ID int
	db *sql.DB
}

func (l line) MarshalJSON() ([]byte, error) {
	l.db.QueryRow("SELECT name FROM products WHERE id = $1", l.ID) // want `query in serializer line.MarshalJSON: .* runs once per element of a list`
	return nil, nil
}

func lines() []line { return nil }

// Should not match.

type report struct{ db *sql.DB }

func (r *report) MarshalJSON() ([]byte, error) {
	r.db.QueryRow("SELECT count(*) FROM orders")
	return nil, nil
}

// There is one of these.
func (r *settingsResolver) Theme(ctx context.Context, s *Settings) (string, error) {
	r.db.QueryRow("SELECT theme FROM settings WHERE id = $1", s.ID)
	return "", nil
}

type loader interface {
	Load(id int) (*Customer, error)
}

func (r *orderResolver) Buyer(ctx context.Context, o *Order) (*Customer, error) {
	return loaderOf(ctx).Load(o.Customer)
}

func loaderOf(ctx context.Context) loader { return ctx.Value("loader").(loader) }
