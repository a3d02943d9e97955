package session

import (
	"context"
	"net/http"
)

type Option func(*Manager)

type Manager struct{}

type ManagerStore interface{ Close() error }

type Store interface {
	Get(key string) (any, bool)
	Set(key string, value any)
	Save() error
}

func NewManager(opts ...Option) *Manager { return nil }

func InitManager(opts ...Option) {}

func SetStore(store ManagerStore) Option { return nil }

func SetCookieName(name string) Option { return nil }

func (m *Manager) Start(ctx context.Context, w http.ResponseWriter, r *http.Request) (Store, error) {
	return nil, nil
}
