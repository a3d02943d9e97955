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
				partners[o] = partners[o] || !j.bound(l, o, r) && j.looksUp(l, o, r, c.e)
			}
		}
		merges = merges || j.merges(l, r, c.e)
	}
	for _, e := range l.implied(r) {
		for _, o := range mentioned(l, e) {
			if o != r && o.table == r.table && !l.keeps(o, r) && !l.keeps(r, o) && !l.selective(o) {
				partners[o] = partners[o] || j.looksUp(l, o, r, e)
			}
		}
	}
	stops := l.stops()
	for o := range partners {
		if o.unknown {
			return Unknown
		}
	}
	switch {
	case stops && merges:
		return OrderedFilter
	case r.outside, len(partners) > 0 && r.inner && (!own(r, partners) || j.walked(l, r, l.joins(r))), hasFalse(partners):
		return Unserved
	case len(partners) > 0 && !l.limit && j.sortedFirst(l, r, partners):
		return Unserved
	case len(partners) > 0 && (j.sortsFirst(l, r) || j.walked(l, r, l.joins(r))):
		return Unserved
	case merges:
		return Unserved
	case stops:
		return Bounded
	}
	return ScanAll
}

// own reports whether all partners are r's own table.
func own(r *rel, partners map[*rel]bool) bool {
	for o := range partners {
		if o.table != r.table {
			return false
		}
	}
	return true
}

// sortedFirst reports whether an index gives r in the order asked for, at least by the first key, and not all of
// its rows are wanted: then the index is walked, and the other tables are compared with its rows.
func (j *judge) sortedFirst(l *level, r *rel, partners map[*rel]bool) bool {
	if len(l.sort) == 0 || aggregatesLevel(l) || !sorts(l, r) || !j.given(l, r) {
		return false
	}
	for o := range partners {
		if l.keeps(r, o) {
			return false
		}
	}
	return true
}

// bound reports whether o is compared with another table before r's rows are: both stand in one EXISTS
// or on one side of an outer join, and no index looks that one up.
func (j *judge) bound(l *level, o, r *rel) bool {
	return slices.ContainsFunc(l.outers, func(x *outer) bool {
		return slices.Contains(x.nullable, o) && !slices.Contains(x.nullable, r) && slices.ContainsFunc(l.conds, func(c *cond) bool {
			rels := mentioned(l, c.e)
			return slices.Contains(rels, o) && slices.ContainsFunc(rels, func(p *rel) bool {
				return p != o && slices.Contains(x.nullable, p) && !j.looksUp(l, p, o, c.e)
			})
		})
	})
}

// joins returns the conditions on r that compare it with other tables, of which it is one of many
// rows' own.
func (l *level) joins(r *rel) []*parse.Expr {
	return slices.DeleteFunc(l.conditions(r), func(e *parse.Expr) bool {
		rels := mentioned(l, e)
		return len(rels) < 2 || slices.ContainsFunc(rels, func(o *rel) bool { return o != r && reads(o, r.table) && !l.selective(o) })
	})
}

// sortsFirst reports whether a LIMIT makes a plan begin with other tables than r, in the order that
// is asked for.
func (j *judge) sortsFirst(l *level, r *rel) bool {
	if !l.limit || len(l.sort) == 0 || sorts(l, r) || !slices.ContainsFunc(l.rels, func(o *rel) bool { return o.table == nil || sorts(l, o) && j.given(l, o) }) {
		return false
	}
	return !slices.ContainsFunc(l.sort, func(k parse.Sort) bool {
		return slices.ContainsFunc(mentioned(l, k.Expr), func(o *rel) bool { return l.keeps(r, o) })
	})
}

// given reports whether an index of o gives the order asked for, or the beginning of it.
func (j *judge) given(l *level, o *rel) bool {
	n, _ := j.bestOrder(l, o, &match{conds: l.conditions(o)})
	return n > 0
}

// walked reports whether PostgreSQL walks all of an index whose later key one of es asks for, which
// is cheaper than to read the table but is no search. The indexes that are searched are not meant.
func (j *judge) walked(l *level, r *rel, es []*parse.Expr, searched ...string) bool {
	return slices.ContainsFunc(r.table.Indexes, func(x *schema.Index) bool {
		return !slices.Contains(searched, x.Name) && usable(l, r, x, es) && j.walks(l, r, x, es)
	})
}

// walks reports whether one of es asks for a later key of x.
func (j *judge) walks(l *level, r *rel, x *schema.Index, es []*parse.Expr) bool {
	if x.Method != "btree" || len(x.Keys) < 2 {
		return false
	}
	return slices.ContainsFunc(es, func(e *parse.Expr) bool {
		if e.Kind == parse.Or {
			return !slices.ContainsFunc(e.Args, func(arm *parse.Expr) bool {
				return !j.walks(l, r, x, arm.Conjuncts()) && j.arm(l, r, arm, &scope{all: es}) == nil
			})
		}
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
		return j.armsLookUp(o, e)
	}
	if o.table == nil || l.keeps(o, r) || l.rows(r)[o] <= handyRows && o.table != r.table || o.table == r.table && l.selective(o) {
		return false
	}
	names := j.search(l, o, e, &scope{all: l.conditions(o)})
	if e.Kind == parse.Or || e.Name == "=" {
		return names != nil
	}
	return slices.ContainsFunc(names, o.precise) && !l.equal(o, r) // too many rows for each where there is another way
}

// equal reports whether an equality compares o with r.
func (l *level) equal(o, r *rel) bool {
	return slices.ContainsFunc(l.conds, func(c *cond) bool {
		return c.e.Kind == parse.Op && c.e.Name == "=" && mentions(l, c.e, o) && mentions(l, c.e, r)
	})
}

// armsLookUp reports whether e lets an index of each table of the UNION ALL o be searched.
func (j *judge) armsLookUp(o *rel, e *parse.Expr) bool {
	all := true
	o.sub.each(func(arm *block) {
		x, ok := substitute(e, o, aligned(o.sub, arm))
		all = all && ok && j.search(arm.level, arm.level.rels[0], x, &scope{}) != nil
	})
	return all
}

// merges reports whether r, which nothing looks up, comes from an index in the order of an equality
// with another table, so that the two are merged.
func (j *judge) merges(l *level, r *rel, e *parse.Expr) bool {
	if e.Kind != parse.Op || e.Name != "=" || len(e.Args) != 2 {
		return false
	}
	return j.walkable(l, r, e.Args[0]) || j.walkable(l, r, e.Args[1])
}
