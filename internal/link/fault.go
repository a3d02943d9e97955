package link

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/passes/effects"
)

// Faults returns the sites of the families by fault: those of one package that end in the same
// effect, the one to report first. That is one where somebody waits for the request, if there is.
func (p *Program) Faults(families ...string) [][]*Site {
	var order []string
	byID := map[string][]*Site{}
	for _, s := range p.Sites(families...) {
		id := s.id()
		if byID[id] == nil {
			order = append(order, id)
		}
		byID[id] = append(byID[id], s)
	}
	var faults [][]*Site
	for _, id := range order {
		sites := byID[id]
		slices.SortStableFunc(sites, func(a, b *Site) int { return a.rank() - b.rank() })
		faults = append(faults, sites)
	}
	return faults
}

// rank orders the sites of one fault: first where somebody waits, last the chores.
func (s *Site) rank() int { return 2*btoi(s.Aside()) + btoi(s.Chore()) }

// id tells sites apart that are one fault: the package, what it calls, the effect, and who has it.
// What is made anew is mended where it is made, so it is one fault in the whole program.
func (s *Site) id() string {
	steps := s.Path.Steps
	names := []string{string(s.Path.Kind)}
	switch {
	case len(steps) == 1:
		names = append(names, s.Node.ID, s.Node.Name()) // several calls of one function are one fault
	case s.Path.Kind.Family() != effects.Make:
		names = append(names, s.Node.Unit.Pkg.Path(), steps[0].Name)
	}
	for _, st := range steps[max(0, len(steps)-2):] {
		names = append(names, st.Name)
	}
	return strings.Join(names, " ")
}

// chores are words in the names of handlers and their packages that nobody sits and waits for.
var chores = []string{
	"worker", "dowork", "cron", "task", "job", "schedul", "backup", "cleanup", "batch", "sync", "mirror",
	"debug", "migrat", "seed", "e2e", "integration",
}

// Aside reports whether the request is one that nobody sits and waits for: its handler's package
// or name says that it does chores, programs of one's own ask it, or the effect is one choice of
// several behind an interface, or done once in a while.
func (s *Site) Aside() bool {
	if s.Path.Choice || s.Path.Cached {
		return true
	}
	if s.Handlers[0].Kind == "rpc" {
		return true // net/rpc: between processes of one program
	}
	return s.Chore() || strings.Contains(s.name(), "admin")
}

// Chore reports whether the handler's package or name says that it does chores.
func (s *Site) Chore() bool {
	return slices.ContainsFunc(chores, func(word string) bool { return strings.Contains(s.name(), word) })
}

// name is what the first handler is called, with its package, in lower case.
func (s *Site) name() string {
	n := s.Handlers[0].Node
	return strings.ToLower(n.Unit.Pkg.Name() + " " + n.Name())
}

// Among tells which other implementers of an interface do without the effect, for the end of a
// message; "" when there is no choice.
func (s *Site) Among() string {
	names := s.Path.Others
	switch {
	case len(names) == 0:
		return ""
	case len(names) > 3:
		names = append(names[:2:2], "…")
	}
	return ", one choice beside " + strings.Join(names, ", ")
}
