package filter

import "slices"

// An outer is a join that does not treat its sides alike: an outer join, or what EXISTS becomes.
type outer struct {
	kept     []*rel // all rows of these are wanted
	nullable []*rel // these are looked up for them
	full     bool   // both sides are kept
	fixed    bool   // EXISTS and NOT EXISTS: no condition makes an inner join of it
}

// restricts reports whether c filters the rows of r: the ON of an outer join filters only the side
// that is not kept.
func (c *cond) restricts(r *rel) bool {
	return c.on == nil || !c.on.full && slices.Contains(c.on.nullable, r)
}

// keeps reports whether r is on the kept side of a join to o, so that o's rows cannot lead to r's.
func (l *level) keeps(r, o *rel) bool {
	return slices.ContainsFunc(l.outers, func(x *outer) bool {
		return slices.Contains(x.kept, r) && slices.Contains(x.nullable, o) ||
			x.full && slices.Contains(x.kept, o) && slices.Contains(x.nullable, r)
	})
}

// inside gives conditions that come from within the nullable side of o the place of its ON, which
// says the same.
func (o *outer) inside(conds []*cond) {
	for _, c := range conds {
		if c.on == nil {
			c.on = o
		}
	}
}

// reduce makes inner joins of the outer joins whose missing rows a condition refuses: all of
// a LEFT JOIN b … WHERE b.x = $1 have a row of b.
func (l *level) reduce() {
	for again := true; again; {
		again = false
		for _, o := range slices.Clone(l.outers) {
			again = !o.fixed && l.reduceOne(o) || again
		}
	}
}

func (l *level) reduceOne(o *outer) bool {
	refused := l.refuses(o, o.nullable)
	if o.full {
		other := l.refuses(o, o.kept)
		switch {
		case refused && !other:
			o.kept, o.nullable, o.full = o.nullable, o.kept, false
			return true
		case other && !refused:
			o.full = false
			return true
		}
		refused = refused && other
	}
	if !refused {
		return false
	}
	l.outers = slices.DeleteFunc(l.outers, func(x *outer) bool { return x == o })
	around := l.around(o)
	for _, c := range l.conds {
		if c.on == o {
			c.on = around
		}
	}
	return true
}

// refuses reports whether a condition that is asked after o's join never holds where side is NULL.
func (l *level) refuses(o *outer, side []*rel) bool {
	return slices.ContainsFunc(l.conds, func(c *cond) bool {
		if c.on == o || c.on != nil && !holds(c.on, o) {
			return false
		}
		return slices.ContainsFunc(side, func(r *rel) bool { return rejectsNull(c.e, r.column) })
	})
}

// around returns the innermost outer join that has o within its nullable side, or nil.
func (l *level) around(o *outer) *outer {
	var best *outer
	for _, x := range l.outers {
		if x != o && holds(x, o) && (best == nil || len(x.nullable) < len(best.nullable)) {
			best = x
		}
	}
	return best
}

// holds reports whether all of o stands within the nullable side of x.
func holds(x, o *outer) bool {
	in := func(r *rel) bool { return !slices.Contains(x.nullable, r) }
	return !x.full && !slices.ContainsFunc(o.kept, in) && !slices.ContainsFunc(o.nullable, in)
}
