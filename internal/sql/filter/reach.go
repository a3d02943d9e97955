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
	child   *schema.Table // the table inheriting from it that is not served, when it is itself
	stopped bool          // a LIMIT without an order ends the walk of an index: if nothing fits all is read
	partly  bool          // an index can be searched, though another one is walked
	weak    bool          // only a partial index's predicate helps, and most rows fulfil it
}

// conditions returns what restricts r: its own conditions and those that follow from others.
func (l *level) conditions(r *rel) []*parse.Expr {
	return slices.Clone(kept(l.memo.conditions, r, func() []*parse.Expr {
		var es []*parse.Expr
		for _, c := range l.conds {
			if c.restricts(r) && mentions(l, c.e, r) {
				es = append(es, c.e)
			}
		}
		return append(es, l.implied(r)...)
	}))
}

// searched reports whether an index is searched for r, and notes which. Where what it finds is of little
// worth and another index has what else is asked for as a later key, that one is walked instead.
func (j *judge) searched(l *level, r *rel, m *match) bool {
	worth, alone := false, false // whether what serves it leaves few rows, and is asked of it alone
	for _, e := range m.conds {
		names := j.cond(l, r, e, m.conds)
		if names == nil {
			continue
		}
		m.class = Served
		m.indexes = merge(m.indexes, names)
		alone = alone || len(mentioned(l, e)) == 1
		precise := slices.ContainsFunc(names, r.precise)
		worth = worth || precise && j.worthwhile(l, r, e)
		m.partly = m.partly || precise && e.Kind != parse.IsNotNull
	}
	es := l.picked(r)
	if !alone && !slices.ContainsFunc(m.indexes, r.precise) {
		es = append(es, l.joins(r)...)
	}
	return m.class == Served && (worth || !j.walked(l, r, es, m.indexes...))
}

// reach decides whether an index reaches r.
func (j *judge) reach(l *level, r *rel) *match {
	m := &match{conds: l.conditions(r)}
	if r.sample {
		m.class = ScanAll
		if len(m.conds) > 0 {
			m.class = Unserved
		}
		return m
	}
	if j.searched(l, r, m) {
		return m
	}
	if name, weak := j.byPredicate(l, r, m.conds); name != "" && !(weak && j.walked(l, r, l.picked(r))) {
		m.class, m.indexes, m.weak = Served, []string{name}, weak
		return m
	}
	m.wants = wants(l, r, m.conds)
	switch {
	case slices.ContainsFunc(m.conds, unknownParts), slices.ContainsFunc(l.conds, adrift):
		m.class = Unknown
	case slices.ContainsFunc(m.conds, func(e *parse.Expr) bool { return len(mentioned(l, e)) == 1 && !l.joined(e) }):
		m.class = Unserved
		if l.stops() && !j.walked(l, r, l.picked(r)) && slices.ContainsFunc(m.conds, func(e *parse.Expr) bool { return len(mentioned(l, e)) > 1 && j.merges(l, r, e) }) {
			m.class, m.stopped = OrderedFilter, true
		}
	case len(l.rels) == 1 && slices.ContainsFunc(l.conds, func(c *cond) bool { return isVolatile(c.e) && len(mentioned(l, c.e)) == 0 }):
		m.class = Unserved // each row is asked for a value of its own
	default:
		m.class = j.whole(l, r)
	}
	return m
}

// worthwhile reports whether e leaves few rows of r, and does not look them up by r's own table, which has to
// be read for it.
func (j *judge) worthwhile(l *level, r *rel, e *parse.Expr) bool {
	if e.Kind == parse.IsNotNull {
		return false
	}
	a := atomOf(l, r, e)
	if a == nil {
		return true
	}
	return !slices.ContainsFunc(a.others, func(o *rel) bool { return o.table == r.table && !j.found(l, o) })
}

// found reports whether an index finds rows of r by what is asked of it alone.
func (j *judge) found(l *level, r *rel) bool {
	all := l.conditions(r)
	return r.table != nil && slices.ContainsFunc(l.own(r), func(e *parse.Expr) bool {
		return j.worthwhile(l, r, e) && j.search(l, r, e, &scope{all: all}) != nil
	})
}

// stops reports whether a LIMIT ends the reading as soon as there are rows enough.
func (l *level) stops() bool { return l.limit && len(l.sort) == 0 && !aggregatesLevel(l) }

// precise reports whether the index of that name finds the rows themselves, not blocks of them.
func (r *rel) precise(name string) bool {
	return !slices.ContainsFunc(r.table.Indexes, func(x *schema.Index) bool { return x.Name == name && x.Method == "brin" })
}

// adrift reports whether c asks for a column that no known table has: it may be any table's.
func adrift(c *cond) bool { return unknownParts(c.e) && len(columns(c.e)) == 0 }

// picked returns the conditions on r alone that hold for few rows.
func (l *level) picked(r *rel) []*parse.Expr {
	return slices.DeleteFunc(l.conditions(r), func(e *parse.Expr) bool {
		if len(mentioned(l, e)) > 1 {
			return true
		}
		a := atomOf(l, r, e)
		return !picks(e) && (a == nil || a.op != "range" || !a.narrow(r))
	})
}

// joined reports whether e is a join's condition that was pushed down from the level around.
func (l *level) joined(e *parse.Expr) bool {
	return slices.ContainsFunc(l.conds, func(c *cond) bool { return c.e == e && c.join })
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
	return j.search(l, r, e, &scope{all: all, fed: true})
}

// A scope is what an index search may rely on.
type scope struct {
	all []*parse.Expr // the conditions that hold, which may prove an index's predicate
	fed bool          // the rows to look up by must be few
}

func (j *judge) search(l *level, r *rel, e *parse.Expr, s *scope) []string {
	if e.Kind == parse.Or {
		names := []string{}
		for _, arm := range e.Args {
			got := j.arm(l, r, arm, s)
			if got == nil {
				return nil
			}
			names = merge(names, got)
		}
		return names
	}
	a := atomOf(l, r, e)
	if a == nil || s.fed && slices.ContainsFunc(a.others, func(o *rel) bool { return !j.feeds(l, r, o, a) }) {
		return nil
	}
	if a.col != nil && a.col.name == "ctid" && (a.op == "eq" || a.op == "list") {
		return []string{"ctid"}
	}
	var names []string
	for _, x := range r.table.Indexes {
		if j.serves(x, r, a) && usable(l, r, x, s.all) {
			names = append(names, x.Name)
		}
	}
	return names
}

// arm searches by one arm of an OR, whose other conditions hold too.
func (j *judge) arm(l *level, r *rel, arm *parse.Expr, s *scope) []string {
	parts := arm.Conjuncts()
	inner := &scope{all: append(slices.Clone(s.all), parts...), fed: s.fed}
	for _, p := range parts {
		if names := j.search(l, r, p, inner); names != nil {
			return names
		}
	}
	return j.byArm(l, r, s.all, inner.all)
}

// byArm returns the partial index that an arm of an OR makes usable, all being the arm's conditions
// with those beside the OR: these may search it, or its predicate does the filtering.
func (j *judge) byArm(l *level, r *rel, beside, all []*parse.Expr) []string {
	for _, x := range r.table.Indexes {
		if x.Where == nil || usable(l, r, x, beside) || !usable(l, r, x, all) {
			continue
		}
		if x.Method == "btree" && !asksNull(r.table, x) || slices.ContainsFunc(beside, func(e *parse.Expr) bool {
			a := atomOf(l, r, e)
			return a != nil && j.serves(x, r, a)
		}) {
			return []string{x.Name}
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
		if !weakPredicate(r.table, x) {
			return x.Name, false
		}
		if name == "" {
			name, weak = x.Name, true
		}
	}
	return name, weak
}

// asksNull reports whether x's predicate asks for NULL, which most rows of a table may be.
func asksNull(t *schema.Table, x *schema.Index) bool {
	return slices.ContainsFunc(predicate(t, x).Conjuncts(), func(p *parse.Expr) bool { return p.Kind == parse.IsNull })
}

func weakPredicate(t *schema.Table, x *schema.Index) bool {
	for _, p := range predicate(t, x).Conjuncts() {
		if p.Kind != parse.IsNull && p.Kind != parse.IsNotNull {
			return false
		}
	}
	return true
}

// wants lists what was asked of r in a form that some index could serve, or that can be rewritten.
func wants(l *level, r *rel, conds []*parse.Expr) []Want {
	var ws []Want
	for _, e := range conds {
		for _, part := range flatten(e) {
			a := atomOf(l, r, part)
			if a == nil || a.op == "none" || a.col != nil && systemColumns[a.col.name] {
				continue
			}
			w := Want{Key: a.key, Op: a.op, Join: len(a.others) > 0, Optional: a.optional || e.Optional, rel: r, atom: a, arm: e.Kind == parse.Or}
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
