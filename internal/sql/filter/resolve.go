package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// resolve returns a copy of e whose columns know where they come from. Subqueries in e that cannot
// be pulled up are built below l.
func (j *judge) resolve(l *level, ns *names, e *parse.Expr) *parse.Expr {
	if e == nil {
		return nil
	}
	if e.Kind == parse.Column {
		if _, done := e.Source.(*ref); done {
			return e
		}
		found := ns.column(e)
		if e.Type == "" {
			return found
		}
		cp := *found
		cp.Type = e.Type
		return &cp
	}
	cp := *e
	cp.Args = make([]*parse.Expr, len(e.Args))
	for i, a := range e.Args {
		cp.Args[i] = j.resolve(l, ns, a)
	}
	if e.Sub != nil {
		j.subPlan(l, ns, &cp)
	}
	if e.Over != nil {
		for _, p := range e.Over.Partition {
			j.resolve(l, ns, p)
		}
	}
	return &cp
}

// subPlan builds the subquery of e as a level of its own; e then mentions what the subquery takes
// from the levels around it.
func (j *judge) subPlan(l *level, ns *names, e *parse.Expr) {
	before := len(j.levels)
	if b := j.statement(e.Sub, l, ns); b != nil && e.Kind == parse.Scalar && len(b.outs) == 1 && b.outs[0].expr != nil {
		e.Type = typeOf(b.outs[0].expr)
	}
	outer := map[*rel]bool{}
	for _, sub := range j.levels[before:] {
		sub.apart = true
		for _, c := range sub.conds {
			c.e.Walk(func(x *parse.Expr) bool {
				if f, ok := x.Source.(*ref); ok && f.rel.level == l {
					outer[f.rel] = true
					sub.correlated = true
				}
				return true
			})
		}
	}
	e.Source = outer
}

// column resolves a column by its name, from the inside out; what is not found keeps no source.
func (ns *names) column(e *parse.Expr) *parse.Expr {
	for s := ns; s != nil; s = s.up {
		for i := range s.items {
			if e.Qual != "" && s.items[i].alias != e.Qual {
				continue
			}
			if found := s.items[i].lookup(e.Name); found != nil {
				return found
			}
		}
	}
	return &parse.Expr{Kind: parse.Unknown, Name: e.Name}
}

// lookup returns what column name of the item is, or nil.
func (it *item) lookup(name string) *parse.Expr {
	if it.outs != nil {
		for _, o := range it.outs {
			if o.name == name {
				if o.expr == nil {
					return &parse.Expr{Kind: parse.Unknown, Name: name}
				}
				return o.expr
			}
		}
		return nil
	}
	if it.rel.table == nil || it.rel.table.Column(name) != nil || systemColumns[name] {
		return column(it.rel, name)
	}
	return nil
}

var systemColumns = map[string]bool{"ctid": true, "xmin": true, "xmax": true, "cmin": true, "cmax": true, "tableoid": true}

// where splits e into conditions of l. Subqueries that PostgreSQL makes joins of are pulled up.
// on is the outer join whose ON e is, or nil.
func (j *judge) where(l *level, ns *names, e *parse.Expr, on *outer) {
	if e == nil {
		return
	}
	for _, c := range normal(e).Conjuncts() {
		if on == nil && j.pullUp(l, ns, c) {
			continue
		}
		x := normal(j.resolve(l, ns, c))
		for _, part := range x.Conjuncts() {
			l.conds = append(l.conds, &cond{e: part, on: on})
		}
	}
}

// pullUp makes a join of EXISTS, IN (SELECT …) and NOT EXISTS.
func (j *judge) pullUp(l *level, ns *names, c *parse.Expr) bool {
	anti := false
	if c.Kind == parse.Not && c.Args[0].Kind == parse.Exists {
		c, anti = c.Args[0], true
	}
	if c.Kind != parse.Exists && (c.Kind != parse.InSub || c.Name != "=") || c.Sub.Select == nil || c.Sub.Verb != "select" {
		return false
	}
	if c.Kind == parse.Exists && (!joinable(c.Sub.Select) || readsAround(c.Sub.Select.From)) {
		return false
	}
	outside := slices.Clone(l.rels)
	before := len(l.conds)
	var outs []out
	rels := j.subquery(l, &names{up: ns}, withoutLimit(c), "", nil, true, &names{})
	if c.Kind == parse.InSub {
		outs = j.inOuts(l, rels, c)
		if len(outs) == 0 {
			return true
		}
		j.equate(l, ns, c.Args[0], outs)
	}
	o := &outer{kept: outside, nullable: rels, fixed: true}
	for _, r := range rels {
		r.inner = true
		if r.sub != nil {
			r.lateral = false
		}
	}
	switch {
	case anti:
		o.inside(l.conds[before:])
		l.outers = append(l.outers, o)
	case !l.equalities(l.conds[before:], rels):
		l.outers = append(l.outers, o)
	}
	return true
}

// equalities reports whether conds compare rels with others by equality alone: only then a plan may
// begin with the rows of an EXISTS.
func (l *level) equalities(conds []*cond, rels []*rel) bool {
	for _, c := range conds {
		in, out := false, false
		for _, r := range mentioned(l, c.e) {
			if slices.Contains(rels, r) {
				in = true
			} else {
				out = true
			}
		}
		if in && out && (c.e.Kind != parse.Op || c.e.Name != "=") {
			return false
		}
	}
	return true
}

// joinable reports whether EXISTS (s) becomes a join: s only filters.
func joinable(s *parse.Select) bool {
	if isVolatile(s.Where) {
		return false
	}
	cp := *s
	cp.Limit, cp.Targets, cp.Distinct, cp.Sort = nil, nil, false, nil
	return simple(&cp)
}

// readsAround reports whether a function in FROM takes columns that nothing beside it has: those of
// the query around.
func readsAround(from []*parse.Ref) bool {
	return len(from) > 0 && !slices.ContainsFunc(from, func(r *parse.Ref) bool {
		return r.Kind != parse.RefFunc || len(columns(r.Func)) == 0
	})
}

// withoutLimit returns the subquery of an EXISTS without what changes nothing there.
func withoutLimit(c *parse.Expr) *parse.Query {
	if c.Kind != parse.Exists {
		return c.Sub
	}
	q, s := *c.Sub, *c.Sub.Select
	s.Limit, s.Distinct, s.Sort, s.Targets = nil, false, nil, nil
	q.Select = &s
	return &q
}

// inOuts returns the columns that IN compares with: those of the last subquery built.
func (j *judge) inOuts(l *level, rels []*rel, c *parse.Expr) []out {
	if len(rels) == 1 && rels[0].sub != nil {
		var outs []out
		for _, o := range rels[0].sub.outs {
			outs = append(outs, out{o.name, column(rels[0], o.name)})
		}
		return outs
	}
	return j.lastOuts
}

// equate adds left = outs, column by column.
func (j *judge) equate(l *level, ns *names, left *parse.Expr, outs []out) {
	lefts := []*parse.Expr{left}
	if left.Kind == parse.Row {
		lefts = left.Args
	}
	for i, e := range lefts {
		if i >= len(outs) || outs[i].expr == nil {
			continue
		}
		eq := &parse.Expr{Kind: parse.Op, Name: "=", Args: []*parse.Expr{j.resolve(l, ns, e), outs[i].expr}}
		l.conds = append(l.conds, &cond{e: eq})
	}
}
