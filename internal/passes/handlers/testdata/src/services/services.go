// Package services implements what package gen describes.
package services

import (
	"context"
	"net/http"

	"connectrpc.com/connect"
	"google.golang.org/grpc"

	"services/gen"
)

type pets struct{}

func (p *pets) GetPet(ctx context.Context, r *connect.Request[gen.Pet]) (*connect.Response[gen.Pet], error) { // want `\* PetService/GetPet interface`
	return nil, nil
}

func (p *pets) WatchPets(ctx context.Context, r *connect.Request[gen.Pet], s *connect.ServerStream[gen.Pet]) error { // want `\* PetService/WatchPets interface`
	return nil
}

type shop struct {
	gen.UnimplementedPetShopServer
}

func (s shop) Buy(ctx context.Context, p *gen.Pet) (*gen.Pet, error) { return p, nil } // want `\* PetShop/Buy interface`

func (s shop) price(ctx context.Context, p *gen.Pet) (*gen.Pet, error) { return p, nil }

type hats struct{}

func (h *hats) MakeHat(ctx context.Context, p *gen.Pet) (*gen.Pet, error) { return p, nil } // want `\* Haberdasher/MakeHat interface`

type api struct{}

func (a *api) AddPet(ctx context.Context, p *gen.Pet) (*gen.Pet, error) { return p, nil } // want `\* AddPet interface`

func (a *api) NewError(ctx context.Context, err error) *gen.Pet { return nil } // want `\* NewError interface`

type calc struct{}

func (c *calc) Divide(ctx context.Context, p *gen.Pet) (*gen.Pet, error) { return p, nil } // want `\* Service/Divide interface`

type greeter struct{}

func (g *greeter) SayHello(ctx context.Context, p *gen.Pet) (*gen.Pet, error) { return p, nil } // want `\* GreeterHTTP/SayHello interface`

type strict struct{}

func (s *strict) FindPets(ctx context.Context, p gen.Pet) (gen.Pet, error) { return p, nil } // want `\* FindPets interface`

// What runs per call is the interceptor; what makes it runs once.
func logging(name string) grpc.UnaryServerInterceptor {
	prepare(context.Background(), name)
	return func(ctx context.Context, req any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) { // want "middleware registered"
		return next(ctx, req)
	}
}

func checking(ctx context.Context, req any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) { // want "middleware registered"
	return next(ctx, req)
}

func prepare(ctx context.Context, name string) {}

func timing() connect.UnaryInterceptorFunc {
	return func(next connect.UnaryFunc) connect.UnaryFunc {
		return func(ctx context.Context, r connect.AnyRequest) (connect.AnyResponse, error) { // want "middleware registered"
			return next(ctx, r)
		}
	}
}

func serve(mux *http.ServeMux) {
	mux.Handle(gen.NewPetServiceHandler(&pets{}, connect.WithInterceptors(timing())))
	s := grpc.NewServer(grpc.ChainUnaryInterceptor(logging("x"), checking))
	gen.RegisterPetShopServer(s, shop{})
	mux.Handle("/twirp/", gen.NewHaberdasherServer(&hats{})) // want `\* /twirp/ registered`
	gen.NewServer(&api{})
	gen.NewEndpoints(&calc{})
	gen.RegisterGreeterHTTPServer(s, &greeter{})
	gen.HandlerFromMux(gen.NewStrictHandler(&strict{}, nil), mux) // want `\* FindPets interface`
}
