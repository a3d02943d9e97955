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
	for o := range partners {
		if o.unknown {
			return Unknown
		}
	}
	switch {
	case r.outside, len(partners) > 0 && r.inner, hasFalse(partners):
		return Unserved
	case len(partners) > 0 && (l.sortsFirst(r) || j.walked(l, r, l.joins(r))):
		return Unserved
	case merges && !stops:
		return Unserved
	case stops:
		return Bounded
	}
	return ScanAll
}

// joins returns the conditions on r that compare it with other tables.
func (l *level) joins(r *rel) []*parse.Expr {
	return slices.DeleteFunc(l.conditions(r), func(e *parse.Expr) bool { return len(mentioned(l, e)) < 2 })
}

// sortsFirst reports whether a LIMIT makes a plan begin with other tables than r, in the order that
// is asked for.
func (l *level) sortsFirst(r *rel) bool {
	if !l.limit || len(l.sort) == 0 || sorts(l, r) {
		return false
	}
	return !slices.ContainsFunc(l.sort, func(k parse.Sort) bool {
		return slices.ContainsFunc(mentioned(l, k.Expr), func(o *rel) bool { return l.keeps(r, o) })
	})
}

// walked reports whether PostgreSQL walks all of an index whose later key one of es asks for, which
// is cheaper than to read the table but is no search.
func (j *judge) walked(l *level, r *rel, es []*parse.Expr) bool {
	return slices.ContainsFunc(r.table.Indexes, func(x *schema.Index) bool {
		return usable(l, r, x, es) && j.walks(l, r, x, es)
	})
}

// walks reports whether one of es asks for a later key of x.
func (j *judge) walks(l *level, r *rel, x *schema.Index, es []*parse.Expr) bool {
	if x.Method != "btree" || len(x.Keys) < 2 {
		return false
	}
	return slices.ContainsFunc(es, func(e *parse.Expr) bool {
		a := atomOf(l, r, e)
		return a != nil && !a.mixed && legal(r, a) &&
			slices.ContainsFunc(x.Keys[1:], func(k parse.IndexKey) bool { return btreeKey(k, r, a) })
	})
}

func hasFalse(m map[*rel]bool) bool {
	for _, ok := range m {
		if !ok {
			return true
		}
	}
	return false
}

// looksUp reports whether e lets an index of o be searched for each row of r. It is not when o has
// so few rows that a plan begins with them, or keeps them at hand.
func (j *judge) looksUp(l *level, o, r *rel, e *parse.Expr) bool {
	if o.sub != nil && flat(o.sub) {
		return true
	}
	if o.table == nil || l.keeps(o, r) || l.rows(r)[o] <= handyRows && o.table != r.table || o.table == r.table && l.selective(o) {
		return false
	}
	if !o.inner && e.Kind != parse.Or && e.Name != "=" {
		return false // a range gives too many rows for each
	}
	return j.search(l, o, e, &scope{all: l.conditions(o)}) != nil
}

// merges reports whether r, which nothing looks up, comes from an index in the order of an equality
// with another table, so that the two are merged.
func (j *judge) merges(l *level, r *rel, e *parse.Expr) bool {
	if e.Kind != parse.Op || e.Name != "=" || len(e.Args) != 2 {
		return false
	}
	return j.walkable(l, r, e.Args[0]) || j.walkable(l, r, e.Args[1])
}
