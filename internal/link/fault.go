package link

import (
	"slices"
	"strings"
	"unicode"

	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/report"
)

// Findings returns one finding for each fault of the family: what finding says of the site to report
// first, which may be nil, with the places of the others.
func (p *Program) Findings(family string, finding func(*Site) *report.Finding) []*report.Finding {
	var fs []*report.Finding
	for _, sites := range p.faults(family) {
		f := finding(together(sites))
		if f == nil {
			continue
		}
		for _, s := range sites[1:] {
			f.AlsoAt(s.Place(), "here too")
		}
		fs = append(fs, f)
	}
	return fs
}

// together returns the first of sites with the handlers of them all.
func together(sites []*Site) *Site {
	all := *sites[0]
	known := map[*Node]bool{}
	all.Handlers = nil
	for _, s := range sites {
		for _, r := range s.Handlers {
			if !known[r.Node] && !(r.Helper && len(all.Handlers) > 0) {
				all.Handlers = append(all.Handlers, r)
			}
			known[r.Node] = true
		}
	}
	return &all
}

// faults returns the sites of the families by fault, the one to report first leading: that is one
// where somebody waits for the request, if there is.
func (p *Program) faults(families ...string) [][]*Site {
	var faults [][]*Site
	known := map[string]int{}
	for _, s := range p.Sites(families...) {
		ids := s.ids()
		i, ok := known[ids[0]]
		for _, id := range ids[1:] {
			if !ok {
				i, ok = known[id]
			}
		}
		if !ok {
			i = len(faults)
			faults = append(faults, nil)
		}
		for _, id := range ids {
			known[id] = i
		}
		faults[i] = append(faults[i], s)
	}
	for _, sites := range faults {
		slices.SortStableFunc(sites, func(a, b *Site) int { return a.rank() - b.rank() })
	}
	return faults
}

// rank orders the sites of one fault: first where somebody waits, last the chores.
func (s *Site) rank() int { return 2*btoi(s.Aside()) + btoi(s.Chore()) }

// ids tell sites apart that are one fault: in one function what has the same effect, or in the whole
// program what calls the same function for it. What is made anew is mended where it is made, and a file
// where it is written, however it is got to.
func (s *Site) ids() []string {
	if s.Path.Kind == effects.File+"/embedded-db" {
		return []string{"database"} // whatever is written: it is one
	}
	steps := s.Path.Steps
	kind, in := string(s.Path.Kind), s.Node.Unit.Pkg.Path()+" "+s.Node.Name()
	var ids []string
	if s.Path.Chosen != "" {
		ids = append(ids, kind+" of "+s.Path.Chosen) // whatever is asked of it: it is one choice
	}
	if len(steps) == 1 {
		return append(ids, kind+" "+in, kind+" "+s.Node.Name()+" "+steps[0].Name) // several calls of one function are one fault
	}
	end := kind + " " + steps[len(steps)-2].Name + " " + steps[len(steps)-1].Name
	switch s.Path.Kind.Family() {
	case effects.Make, effects.File:
		return append(ids, end)
	}
	return append(ids, end+" in "+in, end+" by "+steps[0].Name)
}

// chores are words in the names of handlers and their packages that nobody sits and waits for.
var chores = []string{
	"work", "worker", "cron", "task", "job", "schedul-", "backup", "cleanup", "batch", "sync", "mirror",
	"debug-", "migrat-", "seed-", "e2e", "integration",
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
	return s.Chore() || s.Handlers[0].Node.admin()
}

// Chore reports whether the handler's package or name says that it does chores.
func (s *Site) Chore() bool { return s.Handlers[0].Node.chore() }

// chore reports whether n's package or name says that it does chores.
func (n *Node) chore() bool { return HasWord(n.titles(), chores...) }

// admin reports whether n's package or name says that it serves administrators, of which there are few.
func (n *Node) admin() bool { return HasWord(n.titles(), "admin") }

// titles is what n and its package are called.
func (n *Node) titles() string {
	if n.Obj != nil && n.Obj.Pkg() != nil {
		return n.Obj.Pkg().Name() + " " + n.Name()
	}
	return n.Unit.Pkg.Name() + " " + n.Name()
}

// HasWord reports whether a name has one of the words, which are in lower case; of a word that ends
// in a dash the beginning is enough. The words of shipping.Handler.SyncAll are shipping, handler,
// sync and all.
func HasWord(name string, words ...string) bool {
	for _, w := range split(name) {
		for _, want := range words {
			stem, ok := strings.CutSuffix(want, "-")
			if w == want || w == want+"s" || ok && strings.HasPrefix(w, stem) {
				return true
			}
		}
	}
	return false
}

// split returns the words of a name in lower case: those between other signs than letters and
// digits, cut before each capital that begins a word.
func split(name string) []string {
	var words []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			words = append(words, strings.ToLower(string(word)))
		}
		word = nil
	}
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end()
			continue
		case unicode.IsUpper(r):
			before := i > 0 && unicode.IsUpper(runes[i-1])
			after := i+1 < len(runes) && unicode.IsLower(runes[i+1])
			if !before || after {
				end()
			}
		}
		word = append(word, r)
	}
	end()
	return words
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
