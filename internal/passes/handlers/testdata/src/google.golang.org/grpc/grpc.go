package grpc

import "context"

type ServerOption interface{ apply() }

type Server struct{}

func NewServer(opts ...ServerOption) *Server { return nil }

type ServiceRegistrar interface{ RegisterService(desc, impl any) }

func (s *Server) RegisterService(desc, impl any) {}

type UnaryServerInfo struct{}

type UnaryHandler func(ctx context.Context, req any) (any, error)

type UnaryServerInterceptor func(ctx context.Context, req any, info *UnaryServerInfo, handler UnaryHandler) (any, error)

func UnaryInterceptor(i UnaryServerInterceptor) ServerOption { return nil }

func ChainUnaryInterceptor(is ...UnaryServerInterceptor) ServerOption { return nil }
