package a

import (
	"b"
	"c"
)

func Top(s *c.Store) { b.Both(s, 1) } // want Top:"^query/read query/write$"

func Passed(s *c.Store, ids []int) { // want Passed:"^query/write$"
	b.Forward(ids, func(id int) { s.Save(id) })
}
