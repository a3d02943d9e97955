// Package resolvers resolves a GraphQL schema as gqlgen lays it out.
package resolvers

import (
	"context"

	"services/gen"
)

type Resolver struct{ db any }

func (r *Resolver) Query() gen.QueryResolver { return &queryResolver{r} }

func (r *Resolver) Owner() gen.OwnerResolver { return &ownerResolver{r} }

type queryResolver struct{ *Resolver }

type ownerResolver struct{ *Resolver }

func (r *queryResolver) Pets(ctx context.Context) ([]*gen.Pet, error) { return r.load(ctx) } // want `\* query.Pets interface`

func (r *ownerResolver) Pets(ctx context.Context, obj *gen.Pet) ([]*gen.Pet, error) { // want `\* owner.Pets interface`
	return r.load(ctx)
}

// An app resolves under another name.
type app struct{ db any }

type mutation app

func (a *app) Mutation() gen.MutationResolver { return (*mutation)(a) }

func (m *mutation) AddPet(ctx context.Context, name string) (*gen.Pet, error) { return nil, nil } // want `\* mutation.AddPet interface`

// Should not match.

func (r *Resolver) load(ctx context.Context) ([]*gen.Pet, error) { return nil, nil }

// A HostResolver is nobody's but ours.
type HostResolver interface {
	Lookup(ctx context.Context) error
}

func Host() HostResolver { return dnsResolver{} }

type dnsResolver struct{}

func (dnsResolver) Lookup(ctx context.Context) error { return nil }
