package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// push hands the conditions of l on the output of its subqueries down to them, as far as
// PostgreSQL does.
func (j *judge) push(l *level) {
	l.reduce()
	l.classes()
	for _, r := range l.rels {
		if r.sub == nil {
			continue
		}
		l.pushOrder(r)
		for _, c := range l.conds {
			if c.restricts(r) {
				j.pushInto(l, r, r.sub, c.e, 0)
			}
		}
		for _, e := range l.implied(r) {
			j.pushInto(l, r, r.sub, e, 0)
		}
	}
}

// pushOrder gives the arms of a UNION ALL the order and the limit of what is made of them alone.
func (l *level) pushOrder(r *rel) {
	if !l.limit || len(l.rels) != 1 || aggregatesLevel(l) || !flat(r.sub) {
		return
	}
	r.sub.each(func(b *block) {
		var keys []parse.Sort
		for _, k := range l.sort {
			e, ok := substitute(k.Expr, r, aligned(r.sub, b))
			if !ok {
				return
			}
			k.Expr = e
			keys = append(keys, k)
		}
		b.level.sort, b.level.limit = keys, true
	})
}

// each calls f for the plain queries that b is made of.
func (b *block) each(f func(*block)) {
	switch {
	case b == nil:
	case b.left != nil || b.right != nil:
		b.left.each(f)
		b.right.each(f)
	case b.level != nil:
		f(b)
	}
}

// pushInto hands e down to b when e asks only of r's columns and of what is constant for l.
func (j *judge) pushInto(l *level, r *rel, b *block, e *parse.Expr, depth int) {
	if b == nil || depth > 20 {
		return
	}
	rels := mentioned(l, e)
	if b.barrier && (len(rels) < 2 || b.left != nil) {
		return
	}
	switch {
	case !slices.Contains(rels, r) || isVolatile(e):
		return
	case len(rels) > 1 && (!flat(b) || slices.ContainsFunc(rels, func(o *rel) bool { return o != r && l.keeps(r, o) })):
		if b.all {
			j.pushInto(l, r, aligned(b, b.left), e, depth+1)
			j.pushInto(l, r, aligned(b, b.right), e, depth+1)
			return
		}
		j.joinOutside(l, r, b, e)
		return
	case len(rels) > 1 && !slices.ContainsFunc(rels, func(o *rel) bool { return o != r && j.looksUp(l, o, r, e) }):
		b.each(func(arm *block) {
			for _, x := range arm.level.rels {
				x.outside = true
			}
		})
	}
	if b.left != nil || b.right != nil {
		j.pushInto(l, r, aligned(b, b.left), e, depth+1)
		j.pushInto(l, r, aligned(b, b.right), e, depth+1)
		return
	}
	if b.level == nil {
		return
	}
	inner, ok := substitute(e, r, b)
	if !ok {
		return
	}
	for _, part := range normal(inner).Conjuncts() {
		b.level.conds = append(b.level.conds, &cond{e: part, join: len(rels) > 1})
	}
	b.level.forget()
}

// flat reports whether b is a UNION ALL of plain queries without conditions, whose arms a join can
// look up as it looks up tables.
func flat(b *block) bool {
	if b == nil || b.barrier {
		return false
	}
	if b.left == nil && b.right == nil {
		return b.level != nil && b.only == nil && b.level.bare && simple(b.level.sel)
	}
	return b.all && flat(b.left) && flat(b.right)
}

// joinOutside notes that a join with b's output asks for some rows of its tables, which PostgreSQL
// does not push down: all are read, and compared unless an index looks the other table up.
func (j *judge) joinOutside(l *level, r *rel, b *block, e *parse.Expr) {
	switch {
	case b.op == "intersect", b.op == "except":
		return // what is compared is made of both arms
	case b.level != nil && (b.level.limit || len(windows(b.level.sel)) > 0) && len(l.own(r)) > 0:
		return // what LIMIT leaves, or what is numbered, is filtered before it is compared
	}
	found := slices.ContainsFunc(mentioned(l, e), func(o *rel) bool { return o != r && j.looksUp(l, o, r, e) })
	if e.Kind == parse.Op && e.Name == "=" && b.level != nil && b.level.grouped != nil && !l.shares(r, e) {
		found = false // all rows of the subquery are there before the first is looked up: comparing is cheaper then
	}
	b.each(func(arm *block) {
		arm = aligned(b, arm)
		for _, c := range columns(e) {
			for _, o := range arm.outs {
				if r.column(c) && o.name == c.Name {
					j.asked(arm.level, o.expr, found, b.sorted(arm))
				}
			}
		}
	})
}

// shares reports whether e compares r with a table that r reads too.
func (l *level) shares(r *rel, e *parse.Expr) bool {
	return slices.ContainsFunc(mentioned(l, e), func(o *rel) bool { return o != r && o.table != nil && reads(r, o.table) })
}

// sorted reports whether the rows of arm, which b is or is made of, come in the order of the columns that
// they are grouped by, or in which they are made one with other arms'.
func (b *block) sorted(arm *block) bool {
	grouped := b.left == nil && arm.only != nil && arm.level.sel != nil && len(windows(arm.level.sel)) == 0
	return grouped || b.op == "union" && !arm.level.limit && len(arm.level.sort) == 0
}

// asked notes that a join outside of l asks for e. Where an index finds the other table's rows that is
// only so when e's come sorted, or are computed from all rows of a group.
func (j *judge) asked(l *level, e *parse.Expr, found, sorted bool) {
	if e == nil {
		return
	}
	if f, ok := sourceOf(e); ok && f.rel.level == l && f.rel.table != nil {
		f.rel.outside = f.rel.outside || !found || sorted && j.walkable(l, f.rel, e)
	} else if hasAggregate(e) {
		for _, x := range mentioned(l, e) {
			x.outside = true
		}
	}
}

// sourceOf returns where a plain column comes from.
func sourceOf(e *parse.Expr) (*ref, bool) {
	if e == nil || e.Kind != parse.Column {
		return nil, false
	}
	f, ok := e.Source.(*ref)
	return f, ok && f.rel != nil
}

// aligned gives the arm of a set operation the names of the whole.
func aligned(b, arm *block) *block {
	if arm == nil {
		return nil
	}
	cp := *arm
	cp.outs = slices.Clone(arm.outs)
	for i := range cp.outs {
		if i >= len(b.outs) {
			break
		}
		if arm.only != nil && arm.only[arm.outs[i].name] {
			cp.only = cloneSet(cp.only, b.outs[i].name)
		}
		cp.outs[i].name = b.outs[i].name
	}
	return &cp
}

func cloneSet(s map[string]bool, more string) map[string]bool {
	c := map[string]bool{more: true}
	for k := range s {
		c[k] = true
	}
	return c
}

// substitute replaces r's columns in e by what b computes for them.
func substitute(e *parse.Expr, r *rel, b *block) (*parse.Expr, bool) {
	if e == nil {
		return nil, true
	}
	if f, ok := e.Source.(*ref); ok && e.Kind == parse.Column && f.rel == r {
		for _, o := range b.outs {
			if o.name != f.name {
				continue
			}
			if o.expr == nil || b.only != nil && !b.only[o.name] || hasAggregate(o.expr) {
				return nil, false
			}
			return o.expr, true
		}
		return nil, false
	}
	cp := *e
	cp.Args = make([]*parse.Expr, len(e.Args))
	for i, a := range e.Args {
		var ok bool
		if cp.Args[i], ok = substitute(a, r, b); !ok {
			return nil, false
		}
	}
	return &cp, true
}
