package migrate

import "slices"

// preferMigrations drops dumps of what migrations build as well: those with half of their tables
// in common. What sqlc's configuration names stays.
func preferMigrations(sources []*Source) []*Source {
	return slices.DeleteFunc(sources, func(s *Source) bool {
		if s.Tool != plain.name || s.Config != "" {
			return false
		}
		return slices.ContainsFunc(sources, func(m *Source) bool {
			return m != s && m.preferred() && common(s.tables(), m.tables())*2 >= len(s.tables())
		})
	})
}

// preferred reports whether s is believed rather than a dump found beside it.
func (s *Source) preferred() bool { return s.Tool != plain.name || s.Config != "" }

// tables returns the names of the tables that s creates, sorted.
func (s *Source) tables() []string {
	var names []string
	for _, x := range s.Files {
		names = append(names, x.creates...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// common counts what two sorted lists have in common.
func common(a, b []string) int {
	n := 0
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); ok {
			n++
		}
	}
	return n
}

// withoutIncluded takes files that others include off the lists: they are read where they are
// included.
func withoutIncluded(sources []*Source) []*Source {
	included := map[string]bool{}
	for _, s := range sources {
		for name := range s.included {
			included[name] = true
		}
	}
	if len(included) == 0 {
		return sources
	}
	return slices.DeleteFunc(sources, func(s *Source) bool {
		rest := keep(s.Files, func(x File) bool { return !included[x.Path] })
		if len(rest) == 0 && len(s.included) > 0 {
			return false // they include one another
		}
		s.Files = rest
		return len(rest) == 0
	})
}
