package parse

import "slices"

// Tables calls f for each table that the query and its subqueries name, as often as they name it.
// The names of its CTEs are no tables, wherever in the query they stand.
func (q *Query) Tables(f func(Name)) {
	w := &tableWalk{}
	w.query(q)
	for _, n := range w.names {
		if n.Schema != "" || !slices.Contains(w.ctes, n.Name) {
			f(n)
		}
	}
}

type tableWalk struct {
	names []Name
	ctes  []string
}

func (w *tableWalk) query(q *Query) {
	if q == nil {
		return
	}
	w.with(q.With)
	w.ref(q.Target)
	for _, r := range q.From {
		w.ref(r)
	}
	w.sel(q.Select)
	w.expr(q.Where)
	w.targets(q.Set)
	w.targets(q.Returning)
	if c := q.Conflict; c != nil {
		w.targets(c.Set)
		w.expr(c.Update)
	}
}

func (w *tableWalk) with(cs []CTE) {
	for _, c := range cs {
		w.ctes = append(w.ctes, c.Name)
		w.query(c.Query)
	}
}

func (w *tableWalk) sel(s *Select) {
	if s == nil {
		return
	}
	w.with(s.With)
	w.sel(s.Left)
	w.sel(s.Right)
	for _, r := range s.From {
		w.ref(r)
	}
	w.targets(s.Targets)
	for _, e := range slices.Concat(s.DistinctOn, s.GroupBy, []*Expr{s.Where, s.Having, s.Limit, s.Offset}) {
		w.expr(e)
	}
	for _, row := range s.Values {
		for _, e := range row {
			w.expr(e)
		}
	}
	for _, k := range s.Sort {
		w.expr(k.Expr)
	}
}

func (w *tableWalk) targets(ts []Target) {
	for _, t := range ts {
		w.expr(t.Expr)
	}
}

func (w *tableWalk) ref(r *Ref) {
	if r == nil {
		return
	}
	if r.Kind == RefTable {
		w.names = append(w.names, r.Table)
	}
	w.query(r.Query)
	w.expr(r.Func)
	w.ref(r.Left)
	w.ref(r.Right)
	w.expr(r.On)
}

func (w *tableWalk) expr(e *Expr) {
	e.Walk(func(x *Expr) bool {
		w.query(x.Sub)
		return true
	})
}
