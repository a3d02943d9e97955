// Package madewell sets a store of its own. Should not match.
package madewell

import "github.com/alexedwards/scs/v2"

func manager(store scs.Store) *scs.SessionManager {
	m := scs.New()
	m.Store = store
	return m
}
