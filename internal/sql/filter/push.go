package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// push hands the conditions of l on the output of its subqueries down to them, as far as
// PostgreSQL does.
func (j *judge) push(l *level) {
	l.classes()
	for _, r := range l.rels {
		if r.sub == nil {
			continue
		}
		for _, c := range l.conds {
			if !c.outer || slices.Contains(c.nullable, r) {
				j.pushInto(l, r, r.sub, c.e, 0)
			}
		}
		for _, e := range l.implied(r) {
			j.pushInto(l, r, r.sub, e, 0)
		}
	}
}

// pushInto hands e down to b when e asks only of r's columns and of what is constant for l.
func (j *judge) pushInto(l *level, r *rel, b *block, e *parse.Expr, depth int) {
	if b == nil || b.barrier || depth > 20 {
		return
	}
	rels := mentioned(l, e)
	if len(rels) == 2 && depth == 0 {
		joinOutside(r, b, e)
	}
	if len(rels) != 1 || rels[0] != r || isVolatile(e) {
		return
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
		b.level.conds = append(b.level.conds, &cond{e: part})
	}
}

// joinOutside notes that a join with b's output asks for some rows of its tables, which PostgreSQL
// does not push down: all are read.
func joinOutside(r *rel, b *block, e *parse.Expr) {
	if b.level == nil || b.only == nil {
		return
	}
	inner, ok := substitute(e, r, b)
	if !ok {
		return
	}
	for _, x := range mentioned(b.level, inner) {
		x.anti = true
	}
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
