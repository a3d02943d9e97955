package b

import "c"

type Saver interface{ Save(id int) error }

func Both(s *c.Store, id int) { // want Both:"^query/read query/write$"
	s.Run("SELECT 1")
	s.Save(id)
}

func Through(s Saver) error { return s.Save(1) } // want Through:"^query/write$"

func Forward(ids []int, f func(int)) { c.Each(ids, f) } // want Forward:`^each\(1\)$`

var cache = map[int]bool{}

func Cached(s *c.Store, id int) error { // want Cached:`^query/write \(cached\)$`
	if _, ok := cache[id]; ok {
		return nil
	}
	return s.Save(id)
}

// Should export nothing.

func Name(s Saver) string { return "b" }
