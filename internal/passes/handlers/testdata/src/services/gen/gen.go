// Package gen is what generators make of a description.
package gen

import (
	"context"
	"net/http"

	"connectrpc.com/connect"
	"google.golang.org/grpc"
)

type Pet struct{ Name string }

// connect

type PetServiceHandler interface {
	GetPet(context.Context, *connect.Request[Pet]) (*connect.Response[Pet], error)
	WatchPets(context.Context, *connect.Request[Pet], *connect.ServerStream[Pet]) error
}

func NewPetServiceHandler(svc PetServiceHandler, opts ...connect.HandlerOption) (string, http.Handler) {
	return "", nil
}

// protoc-gen-go-grpc

type PetShopServer interface {
	Buy(context.Context, *Pet) (*Pet, error)
	mustEmbedUnimplementedPetShopServer()
}

type UnimplementedPetShopServer struct{}

func (UnimplementedPetShopServer) Buy(context.Context, *Pet) (*Pet, error) { return nil, nil }
func (UnimplementedPetShopServer) mustEmbedUnimplementedPetShopServer()    {}

func RegisterPetShopServer(s grpc.ServiceRegistrar, srv PetShopServer) {}

// twirp

type Haberdasher interface {
	MakeHat(context.Context, *Pet) (*Pet, error)
}

type TwirpServer interface {
	http.Handler
	PathPrefix() string
}

func NewHaberdasherServer(svc Haberdasher, opts ...any) TwirpServer { return nil }

// ogen

type Handler interface {
	AddPet(ctx context.Context, req *Pet) (*Pet, error)
	NewError(ctx context.Context, err error) *Pet
}

type Server struct{}

func NewServer(h Handler, opts ...any) (*Server, error) { return nil, nil }

// goa

type Service interface {
	Divide(context.Context, *Pet) (*Pet, error)
}

type Endpoints struct{}

func NewEndpoints(s Service) *Endpoints { return nil }

// kratos

type GreeterHTTPServer interface {
	SayHello(context.Context, *Pet) (*Pet, error)
}

func RegisterGreeterHTTPServer(s any, srv GreeterHTTPServer) {}

// oapi-codegen, strict

type StrictServerInterface interface {
	FindPets(ctx context.Context, request Pet) (Pet, error)
}

type ServerInterface interface {
	FindPets(w http.ResponseWriter, r *http.Request)
}

func NewStrictHandler(ssi StrictServerInterface, middlewares []any) ServerInterface { return nil }

func HandlerFromMux(si ServerInterface, mux any) http.Handler { return nil }

// gqlgen

type ResolverRoot interface {
	Query() QueryResolver
	Owner() OwnerResolver
}

type QueryResolver interface {
	Pets(ctx context.Context) ([]*Pet, error)
}

type MutationResolver interface {
	AddPet(ctx context.Context, name string) (*Pet, error)
}

type OwnerResolver interface {
	Pets(ctx context.Context, obj *Pet) ([]*Pet, error)
}
