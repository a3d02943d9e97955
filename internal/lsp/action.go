package lsp

import (
	"context"
	"slices"
	"strings"
)

// quickFix is the kind of action that mends a diagnostic.
const quickFix = "quickfix"

// codeActions returns the suggested fixes of the findings in a range. While an analysis is to come
// there are none: their places may have moved.
func (s *server) codeActions(_ context.Context, p *codeActionParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	actions := []codeAction{}
	if !wanted(p.Context.Only) {
		return actions, nil
	}
	for _, m := range s.sorted() {
		if !m.current {
			continue
		}
		for _, f := range m.found[fileOf(p.TextDocument.URI)] {
			if overlap(f.Range, p.Range) {
				actions = append(actions, f.actions...)
			}
		}
	}
	return actions, nil
}

// wanted reports whether quick fixes are among the kinds of actions asked for; none means all.
func wanted(only []string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(kind string) bool {
		return kind == "" || kind == quickFix || strings.HasPrefix(quickFix, kind+".")
	})
}

// overlap reports whether a and b share a place; a cursor at the end counts.
func overlap(a, b textRange) bool { return !before(a.End, b.Start) && !before(b.End, a.Start) }

func before(p, q position) bool {
	return p.Line < q.Line || p.Line == q.Line && p.Character < q.Character
}
