// Package a loops over what package store does.
package a

import "store"

type Items interface {
	Item(id int) *Row
}

type Row struct{}

func across(s *store.DB, ids []int) {
	for _, id := range ids {
		s.Item(id) // want `query in loop: store.DB.Item runs once per iteration \(a.across → store.DB.Item → \(\*database/sql.DB\).QueryRow\)`
	}
	store.Walk(ids, func(id int) {
		s.Item(id) // want `query in loop: store.DB.Item runs once per element of store.Walk`
	})
}

// Should not match.

func batched(s *store.DB, ids []int) {
	s.Items(ids)
	store.Walk(ids, func(id int) {})
}
