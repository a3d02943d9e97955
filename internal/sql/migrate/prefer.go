package migrate

import (
	"path"
	"slices"
	"strings"
)

// preferMigrations settles what a dump and migrations near it are to one another. A dump of what
// migrations build as well, with half of its tables in common, is dropped; one that holds what
// they start from is put before them. What sqlc's configuration names stays.
func preferMigrations(sources []*Source) []*Source {
	migrations := slices.DeleteFunc(slices.Clone(sources), func(s *Source) bool { return s.Dialect != "" || !s.preferred() })
	return slices.DeleteFunc(sources, func(s *Source) bool {
		if s.Dialect != "" || s.preferred() {
			return false
		}
		for _, m := range migrations {
			switch {
			case common(s.tables(), m.tables())*2 >= len(s.tables()):
				return true
			case m.Config == "" && near(s.Dir, m.Dir) && common(m.needs(), s.tables()) > 0:
				m.Files = append(slices.Clone(s.Files), m.Files...)
				m.takeIncluded(s)
				return true
			}
		}
		return false
	})
}

// preferred reports whether s is believed rather than a dump found beside it.
func (s *Source) preferred() bool { return s.Tool != plain.name || s.Config != "" }

// near reports whether a dump in directory a may be what migrations in b start from.
func near(a, b string) bool {
	return a == "." || path.Dir(a) == path.Dir(b) || strings.HasPrefix(b+"/", a+"/")
}

func (s *Source) takeIncluded(from *Source) {
	if s.included == nil {
		s.included = map[string]string{}
	}
	for name, text := range from.included {
		s.included[name] = text
	}
}

// needs returns the tables that s alters and does not create, sorted.
func (s *Source) needs() []string {
	has := map[string]bool{}
	var out []string
	for _, x := range s.Files {
		for _, t := range slices.Concat(x.creates, x.renamed) {
			has[t] = true
		}
	}
	for _, x := range s.Files {
		for _, t := range x.alters {
			if !has[t] {
				out = append(out, t)
			}
		}
	}
	return sortedSet(out)
}

// tables returns the names of the tables that s creates, sorted.
func (s *Source) tables() []string {
	var names []string
	for _, x := range s.Files {
		names = append(names, x.creates...)
	}
	return sortedSet(names)
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
