package link

import (
	"cmp"
	"slices"

	"github.com/scalevet/scalevet/internal/passes/effects"
)

// most is how many effects of one function a fact tells: enough for the rules, small on disk.
const most = 24

// summarize turns what is known of n into its fact.
func (p *Program) summarize(n *Node) *effects.Summary {
	s := &effects.Summary{SQL: slices.Clone(n.Fn.SQL), Params: slices.Clone(n.Fn.Params)}
	slices.Sort(s.SQL)
	slices.SortFunc(s.Params, func(a, b effects.ParamCall) int { return cmp.Compare(a.Index, b.Index) })
	families := []string{effects.Query, effects.Slow, effects.File, effects.State, effects.Make}
	for _, k := range n.keys(families) {
		if len(s.Entries) == most {
			break
		}
		path := p.path(n, k, 0)
		s.Entries = append(s.Entries, effects.Entry{
			Kind: k.kind, Var: k.v, Cached: path.Cached, Answer: path.Answer,
			Subject: path.Subject, Detail: path.Detail, Chain: middle(path),
		})
	}
	return s
}

// middle returns the names between the function and the effect, the last three of them.
func middle(path *Path) []string {
	var names []string
	for _, s := range path.Steps[1 : len(path.Steps)-1] {
		names = append(names, s.Name)
	}
	if len(names) > 3 {
		names = names[len(names)-3:]
	}
	return names
}
