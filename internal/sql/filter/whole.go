package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// whole returns the class of a table all of whose rows are read, with nothing to filter them but
// joins. It is the one that a plan begins with when each table joined to it is looked up by an
// index; if not, both are read whole and compared.
func (j *judge) whole(l *level, r *rel) Class {
	partners := map[*rel]bool{}
	merges := false
	for _, c := range l.conds {
		rels := mentioned(l, c.e)
		if len(rels) < 2 || !slices.Contains(rels, r) {
			continue
		}
		for _, o := range rels {
			if o != r {
				partners[o] = partners[o] || j.looksUp(l, o, r, c.e)
			}
		}
		merges = merges || j.merges(l, r, c.e)
	}
	stops := l.limit && len(l.sort) == 0 && !aggregatesLevel(l)
	switch {
	case r.outside, len(partners) > 0 && r.inner:
		return Unserved
	case hasFalse(partners), len(partners) > 0 && l.limit && len(l.sort) > 0 && !sorts(l, r):
		return Unserved
	case merges && !stops:
		return Unserved
	case stops:
		return Bounded
	}
	return ScanAll
}

func hasFalse(m map[*rel]bool) bool {
	for _, ok := range m {
		if !ok {
			return true
		}
	}
	return false
}

// looksUp reports whether e lets an index of o be searched for each row of r.
func (j *judge) looksUp(l *level, o, r *rel, e *parse.Expr) bool {
	if o.sub != nil && flat(o.sub) {
		return true
	}
	if o.table == nil || l.keeps(o, r) || l.single(o) {
		return false
	}
	return j.search(l, o, e, &scope{all: l.conditions(o)}) != nil
}

// single reports whether o gives one row, by a unique index: a plan begins with it.
func (l *level) single(o *rel) bool {
	fixed := constantKeys(l, o, l.conditions(o))
	return slices.ContainsFunc(o.table.Indexes, func(x *schema.Index) bool {
		return x.Unique && x.Where == nil && !slices.ContainsFunc(x.Keys, func(k parse.IndexKey) bool { return !fixed[keyText(o.table, k)] })
	})
}

// merges reports whether r, which nothing looks up, comes from an index in the order of an equality
// with another table, so that the two are merged.
func (j *judge) merges(l *level, r *rel, e *parse.Expr) bool {
	if e.Kind != parse.Op || e.Name != "=" || len(e.Args) != 2 {
		return false
	}
	return j.walkable(l, r, e.Args[0]) || j.walkable(l, r, e.Args[1])
}
