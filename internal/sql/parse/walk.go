package parse

import "slices"

// Tables calls f for each table that the query and its subqueries name, as often as they name it.
// The names of its CTEs are no tables, wherever in the query they stand.
func (q *Query) Tables(f func(*Ref)) {
	w := &walk{}
	w.query(q)
	for _, r := range w.refs {
		if r.Table.Schema != "" || !slices.Contains(w.ctes, r.Table.Name) {
			f(r)
		}
	}
}

// Exprs calls f for each expression of the query and its subqueries, and for those in it.
func (q *Query) Exprs(f func(*Expr)) {
	w := &walk{visit: f}
	w.query(q)
}

type walk struct {
	refs  []*Ref // of tables
	ctes  []string
	visit func(*Expr)
}

func (w *walk) query(q *Query) {
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

func (w *walk) with(cs []CTE) {
	for _, c := range cs {
		w.ctes = append(w.ctes, c.Name)
		w.query(c.Query)
	}
}

func (w *walk) sel(s *Select) {
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
	w.window(Window{Sort: s.Sort})
	for _, o := range s.Windows {
		w.window(o)
	}
}

func (w *walk) window(o Window) {
	for _, e := range o.Partition {
		w.expr(e)
	}
	for _, k := range o.Sort {
		w.expr(k.Expr)
	}
}

func (w *walk) targets(ts []Target) {
	for _, t := range ts {
		w.expr(t.Expr)
	}
}

func (w *walk) ref(r *Ref) {
	if r == nil {
		return
	}
	if r.Kind == RefTable {
		w.refs = append(w.refs, r)
	}
	w.query(r.Query)
	w.expr(r.Func)
	w.ref(r.Left)
	w.ref(r.Right)
	w.expr(r.On)
}

func (w *walk) expr(e *Expr) {
	e.Walk(func(x *Expr) bool {
		if w.visit != nil {
			w.visit(x)
		}
		w.query(x.Sub)
		if o := x.Over; o != nil {
			w.window(*o)
		}
		return true
	})
}
