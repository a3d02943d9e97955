package gosrc

import (
	"cmp"
	"go/token"
	"slices"
	"sort"
)

// A Stretch is a part of a source file, and what is known of it.
type Stretch[T any] struct {
	From, To token.Pos
	Is       T
	outer    int // the index of the stretch around it, or -1
}

// A Nest is stretches that lie beside or within one another, in the order of the source.
type Nest[T any] []Stretch[T]

// NewNest orders ss. Of two stretches that are the same the later one lies within the other.
func NewNest[T any](ss []Stretch[T]) Nest[T] {
	slices.SortStableFunc(ss, func(a, b Stretch[T]) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To))
	})
	outer := -1
	for i := range ss {
		for outer >= 0 && ss[outer].To <= ss[i].From {
			outer = ss[outer].outer
		}
		ss[i].outer = outer
		outer = i
	}
	return ss
}

// At returns what is known of the innermost stretch that pos lies in, or nil.
func (n Nest[T]) At(pos token.Pos) *T {
	i := sort.Search(len(n), func(i int) bool { return n[i].From > pos }) - 1
	for i >= 0 && n[i].To <= pos {
		i = n[i].outer
	}
	if i < 0 {
		return nil
	}
	return &n[i].Is
}
