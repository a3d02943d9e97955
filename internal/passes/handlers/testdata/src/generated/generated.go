// Package generated implements services whose code a generator wrote.
package generated

import (
	"context"
	"net/http"
)

// What protoc-gen-go-grpc generates.

type registrar interface{ RegisterService(any) }

type ShopServer interface {
	Buy(context.Context, *request) (*response, error)
	mustEmbedUnimplementedShopServer()
}

type UnimplementedShopServer struct{}

func (UnimplementedShopServer) Buy(context.Context, *request) (*response, error) { return nil, nil }
func (UnimplementedShopServer) mustEmbedUnimplementedShopServer()                {}

func RegisterShopServer(s registrar, srv ShopServer) {}

// What connect generates.

type CartHandler interface {
	Add(context.Context, *request) (*response, error)
}

func NewCartHandler(svc CartHandler, opts ...any) (string, http.Handler) { return "", nil }

// What oapi-codegen generates.

type ServerInterface interface {
	ListPets(w http.ResponseWriter, r *http.Request)
}

type StrictServerInterface interface {
	GetPet(ctx context.Context, req request) (response, error)
}

func HandlerFromMux(si ServerInterface, mux any) http.Handler { return nil }

func NewStrictHandler(ssi StrictServerInterface, mw []any) ServerInterface { return nil }

type (
	request  struct{}
	response struct{}
)

// The user's.

type shop struct{ UnimplementedShopServer }

func (s *shop) Buy(context.Context, *request) (*response, error) { return nil, nil } // want `\* Shop/Buy interface`

func (s *shop) helper() {}

type cart struct{}

func (c *cart) Add(context.Context, *request) (*response, error) { return nil, nil } // want `\* Cart/Add interface`

func (c *cart) Total(context.Context) int { return 0 }

type pets struct{}

func (p *pets) ListPets(w http.ResponseWriter, r *http.Request) {} // want `\* ListPets interface`

type strict struct{}

func (s strict) GetPet(ctx context.Context, req request) (response, error) { // want `\* GetPet interface`
	return response{}, nil
}

func serve(s registrar) {
	RegisterShopServer(s, &shop{})
	NewCartHandler(&cart{})
	HandlerFromMux(&pets{}, nil)
	HandlerFromMux(NewStrictHandler(strict{}, nil), nil) // want `\* ListPets interface`
}

// Should not match: a service of the user's own has no generated registration.

type Service interface {
	Do(context.Context, *request) error
}

type service struct{}

func (service) Do(context.Context, *request) error { return nil }

func newUse(s Service) int { return 0 }

func use() { newUse(service{}) }
