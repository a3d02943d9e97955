package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// A match is how one table is reached.
type match struct {
	class   Class
	indexes []string
	wants   []Want
	conds   []*parse.Expr // all that restricts the table
	weak    bool          // only a partial index's predicate helps, and most rows fulfil it
}

// conditions returns what restricts r: its own conditions and those that follow from others.
func (l *level) conditions(r *rel) []*parse.Expr {
	var es []*parse.Expr
	for _, c := range l.conds {
		if c.outer && !slices.Contains(c.nullable, r) {
			continue
		}
		if mentions(l, c.e, r) {
			es = append(es, c.e)
		}
	}
	return append(es, l.implied(r)...)
}

// reach decides whether an index reaches r.
func (j *judge) reach(l *level, r *rel) *match {
	m := &match{conds: l.conditions(r)}
	if len(m.conds) == 0 || r.sample {
		m.class = l.unrestricted(r)
		return m
	}
	for _, e := range m.conds {
		if names := j.cond(l, r, e, m.conds); names != nil {
			m.class = Served
			m.indexes = merge(m.indexes, names)
		}
	}
	if m.class == Served {
		return m
	}
	if name, weak := j.byPredicate(l, r, m.conds); name != "" {
		m.class, m.indexes, m.weak = Served, []string{name}, weak
		return m
	}
	m.class = Unserved
	if j.drives(l, r, m.conds) {
		m.class = ScanAll
	}
	if slices.ContainsFunc(m.conds, unknownParts) {
		m.class = Unknown
	}
	m.wants = wants(l, r, m.conds)
	return m
}

// unrestricted is the class of a table of which everything is asked.
func (l *level) unrestricted(r *rel) Class {
	switch {
	case r.anti:
		return Unserved
	case l.limit && len(l.sort) == 0 && len(l.rels) == 1 && !aggregatesLevel(l):
		return Bounded
	}
	return ScanAll
}

func aggregatesLevel(l *level) bool {
	return l.sel != nil && (aggregates(l.sel) || len(l.sel.GroupBy) > 0 || l.sel.Distinct)
}

func merge(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

// cond returns the indexes by which e reaches r, nil when there are none. An OR is served when
// every arm is.
func (j *judge) cond(l *level, r *rel, e *parse.Expr, all []*parse.Expr) []string {
	if e.Kind == parse.Or {
		names := []string{}
		for _, arm := range e.Args {
			got := j.arm(l, r, arm, all)
			if got == nil {
				return nil
			}
			names = merge(names, got)
		}
		return names
	}
	a := atomOf(l, r, e)
	if a == nil {
		return nil
	}
	if a.col != nil && a.col.name == "ctid" && a.op == "eq" {
		return []string{"ctid"}
	}
	var names []string
	for _, x := range r.table.Indexes {
		if j.serves(x, r, a) && usable(l, r, x, all) {
			names = append(names, x.Name)
		}
	}
	return names
}

func (j *judge) arm(l *level, r *rel, arm *parse.Expr, all []*parse.Expr) []string {
	parts := arm.Conjuncts()
	all = append(slices.Clone(all), parts...)
	for _, p := range parts {
		if names := j.cond(l, r, p, all); names != nil {
			return names
		}
	}
	return nil
}

// byPredicate returns a partial index whose predicate alone does the filtering. It is weak when
// the predicate only asks for NULL or not, as soft deletion does: most rows fulfil it.
func (j *judge) byPredicate(l *level, r *rel, conds []*parse.Expr) (name string, weak bool) {
	for _, x := range r.table.Indexes {
		if x.Where == nil || x.Method != "btree" || !usable(l, r, x, conds) {
			continue
		}
		if !weakPredicate(x) {
			return x.Name, false
		}
		if name == "" {
			name, weak = x.Name, true
		}
	}
	return name, weak
}

func weakPredicate(x *schema.Index) bool {
	for _, p := range normal(x.Where).Conjuncts() {
		if p.Kind != parse.IsNull && p.Kind != parse.IsNotNull {
			return false
		}
	}
	return true
}

// drives reports whether r can only be where the statement begins: nothing in the level is
// restricted but by joins, and the others are reached from r.
func (j *judge) drives(l *level, r *rel, conds []*parse.Expr) bool {
	reached := false
	for _, c := range l.conds {
		rels := mentioned(l, c.e)
		if len(rels) < 2 {
			return false
		}
		if !slices.Contains(rels, r) {
			continue
		}
		for _, o := range rels {
			if o != r && o.table != nil && j.cond(l, o, c.e, l.conditions(o)) != nil {
				reached = true
			}
		}
	}
	return reached && !(l.limit && len(l.sort) > 0) && !r.anti
}

// wants lists what was asked of r in a form that some index could serve, or that can be rewritten.
func wants(l *level, r *rel, conds []*parse.Expr) []Want {
	var ws []Want
	for _, e := range conds {
		for _, part := range flatten(e) {
			a := atomOf(l, r, part)
			if a == nil || a.op == "none" {
				continue
			}
			w := Want{Key: a.key, Op: a.op, Join: len(a.others) > 0, Optional: a.optional || e.Optional, rel: r, atom: a}
			if a.col != nil {
				w.Column = a.col.name
			}
			if !slices.ContainsFunc(ws, func(x Want) bool { return x.Key == w.Key && x.Op == w.Op }) {
				ws = append(ws, w)
			}
		}
	}
	return ws
}

// flatten returns the atoms of an OR's arms, or e.
func flatten(e *parse.Expr) []*parse.Expr {
	if e.Kind != parse.Or {
		return []*parse.Expr{e}
	}
	var es []*parse.Expr
	for _, arm := range e.Args {
		for _, c := range arm.Conjuncts() {
			es = append(es, flatten(c)...)
		}
	}
	return es
}
