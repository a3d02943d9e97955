package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// The planner's guesses about a table that is not the large one: its rows, and how many of them have
// the same value in a column that is not unique.
const (
	smallRows = 1000
	sameRows  = 10
	// handyRows is how many rows of a table a plan keeps at hand, instead of looking them up one by
	// one for each row of the large table.
	handyRows = 60
)

// rows guesses how many rows of each table of l are left by the conditions, without r, which reads
// the large table. Joins by equality hand few rows on.
func (l *level) rows(r *rel) map[*rel]float64 {
	return kept(l.memo.rows, r, func() map[*rel]float64 { return l.guessRows(r) })
}

func (l *level) guessRows(r *rel) map[*rel]float64 {
	n := map[*rel]float64{}
	for _, o := range l.rels {
		if o.table != nil && o != r {
			n[o] = smallRows
			if l.selective(o) {
				n[o] = sameRows
			}
			if l.single(o) {
				n[o] = 1
			}
		}
	}
	for again, turns := true, 0; again && turns < len(l.rels); turns++ {
		again = false
		for _, c := range l.conds {
			again = l.handOn(n, c) || again
		}
	}
	return n
}

// handOn lowers the rows of the tables that c compares, and reports whether it does.
func (l *level) handOn(n map[*rel]float64, c *cond) (lowered bool) {
	if c.e.Kind != parse.Op || c.e.Name != "=" || len(c.e.Args) != 2 {
		return false
	}
	a, ok := sourceOf(c.e.Args[0])
	b, good := sourceOf(c.e.Args[1])
	if !ok || !good || n[a.rel] == 0 || n[b.rel] == 0 {
		return false
	}
	l.judge.step()
	for _, pair := range [][2]*ref{{a, b}, {b, a}} {
		from, to := pair[0], pair[1]
		if l.keeps(to.rel, from.rel) {
			continue
		}
		per := float64(sameRows)
		if unique(to.rel.table, to.name) || unique(from.rel.table, from.name) {
			per = 1 // of the other's rows as many as fit by chance
		}
		if least := n[from.rel] * per; least < n[to.rel] {
			n[to.rel], lowered = least, true
		}
	}
	return lowered
}

// unique reports whether column alone is a key of t.
func unique(t *schema.Table, column string) bool {
	return slices.ContainsFunc(t.Indexes, func(x *schema.Index) bool {
		return x.Unique && x.Where == nil && len(x.Keys) == 1 && x.Keys[0].Column == column
	})
}

// single reports whether o gives one row, by a unique index.
func (l *level) single(o *rel) bool {
	return kept(l.memo.single, o, func() bool { return l.isSingle(o) })
}

func (l *level) isSingle(o *rel) bool {
	fixed := constantKeys(l, o, l.conditions(o))
	return slices.ContainsFunc(o.table.Indexes, func(x *schema.Index) bool {
		return x.Unique && x.Where == nil && len(x.Keys) > 0 &&
			!slices.ContainsFunc(x.Keys, func(k parse.IndexKey) bool { return !fixed[keyText(o.table, k)] })
	})
}
