package connect

import "context"

type Request[T any] struct{ Msg *T }

type Response[T any] struct{ Msg *T }

type HandlerOption interface{ apply() }

type AnyRequest interface{ Peer() }

type AnyResponse interface{ Any() any }

type UnaryFunc func(context.Context, AnyRequest) (AnyResponse, error)

type UnaryInterceptorFunc func(UnaryFunc) UnaryFunc

type Interceptor interface{ WrapUnary(UnaryFunc) UnaryFunc }

func (f UnaryInterceptorFunc) WrapUnary(next UnaryFunc) UnaryFunc { return f(next) }

func WithInterceptors(interceptors ...Interceptor) HandlerOption { return nil }

type ServerStream[T any] struct{}
