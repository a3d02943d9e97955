package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// from adds one item of FROM to l and returns the rels that it brings.
func (j *judge) from(l *level, ns *names, r *parse.Ref) []*rel {
	if r == nil {
		return nil
	}
	switch r.Kind {
	case parse.RefJoin:
		return j.join(l, ns, r)
	case parse.RefQuery:
		return j.subquery(l, ns, r.Query, r.Alias, r.Columns, r.Lateral)
	case parse.RefFunc:
		x := l.add(&rel{alias: r.Alias, lateral: true})
		j.resolve(l, ns, r.Func)
		ns.items = append(ns.items, item{alias: r.Alias, rel: x, outs: functionOuts(x, r)})
		return []*rel{x}
	}
	if c := ns.find(r.Table.Name); c != nil && r.Table.Schema == "" {
		return j.cteRef(l, ns, r, c)
	}
	return j.tableRef(l, ns, r)
}

func functionOuts(x *rel, r *parse.Ref) []out {
	outs := []out{{r.Alias, column(x, r.Alias)}}
	for _, c := range r.Columns {
		outs = append(outs, out{c, column(x, c)})
	}
	return outs
}

func (j *judge) tableRef(l *level, ns *names, r *parse.Ref) []*rel {
	t := j.cat.Table(r.Table)
	if t != nil && t.View != nil {
		return j.subquery(l, &names{}, t.View, r.Refname(), t.ViewColumns, false, ns)
	}
	x := l.add(&rel{alias: r.Refname(), table: t, sample: r.Sample, only: r.Only})
	if t == nil {
		x.unknown = true
	}
	ns.items = append(ns.items, item{alias: r.Refname(), rel: x})
	return []*rel{x}
}

func (j *judge) cteRef(l *level, ns *names, r *parse.Ref, c *cte) []*rel {
	if !c.built {
		c.built = !c.def.NotMaterialized
		return j.subquery(l, ns, c.def.Query, r.Refname(), c.def.Columns, false)
	}
	x := l.add(&rel{alias: r.Refname()})
	var outs []out
	for _, o := range c.outs {
		outs = append(outs, passed(x, o))
	}
	ns.items = append(ns.items, item{alias: r.Refname(), rel: x, outs: outs})
	return []*rel{x}
}

// subquery adds a subquery in FROM: pulled up into l when it is simple, else as a block of its
// own. at is where its name becomes visible, when that is not the scope that it is built in.
func (j *judge) subquery(l *level, ns *names, q *parse.Query, alias string, columns []string, lateral bool, at ...*names) []*rel {
	visible := ns
	if len(at) > 0 {
		visible = at[0]
	}
	scope := ns.up
	if lateral || len(at) > 0 {
		scope = ns
	}
	if q == nil || j.nested > 60 {
		return nil
	}
	j.nested++
	defer func() { j.nested-- }()
	if q.Select != nil && q.Verb == "select" && simple(q.Select) {
		before := len(l.rels)
		b := j.fill(l, q.Select, j.with(append(slices.Clone(q.With), q.Select.With...), l, scope))
		j.lastOuts = nonNil(renamed(b.outs, columns))
		visible.items = append(visible.items, item{alias: alias, rel: &rel{}, outs: j.lastOuts})
		return slices.Clone(l.rels[before:])
	}
	b := j.statement(q, l, scope)
	x := l.add(&rel{alias: alias, sub: b, lateral: lateral})
	outs := []out{}
	if b != nil {
		b.outs = renamed(b.outs, columns)
		for _, o := range b.outs {
			outs = append(outs, passed(x, o))
		}
	}
	visible.items = append(visible.items, item{alias: alias, rel: x, outs: outs})
	return []*rel{x}
}

// passed returns the column of x that hands on what o is; the type is known where o is a column.
func passed(x *rel, o out) out {
	e := column(x, o.name)
	if f, ok := sourceOf(o.expr); ok {
		e.Source.(*ref).col = f.col
	}
	return out{o.name, e}
}

func nonNil(outs []out) []out {
	if outs == nil {
		return []out{}
	}
	return outs
}

// simple reports whether PostgreSQL pulls s up into the query around it.
func simple(s *parse.Select) bool {
	return s.Left == nil && len(s.Values) == 0 && !s.Distinct && len(s.GroupBy) == 0 && s.Having == nil &&
		s.Limit == nil && s.Offset == nil && !s.Locking && len(windows(s)) == 0 && !aggregates(s) &&
		!volatileTargets(s) && !setReturning(s) && len(s.From) > 0 && len(s.Sort) == 0 && len(s.With) == 0
}

func (j *judge) join(l *level, ns *names, r *parse.Ref) []*rel {
	start := len(l.conds)
	left := j.from(l, ns, r.Left)
	middle := len(l.conds)
	right := j.from(l, ns, r.Right)
	on := r.On
	for _, name := range j.usingColumns(ns, r) {
		on = and(on, using(ns, left, right, name))
	}
	o := &outer{kept: left, nullable: right}
	switch r.Join {
	case "left":
		o.inside(l.conds[middle:])
	case "right":
		o.kept, o.nullable = right, left
		o.inside(l.conds[start:middle])
	case "full":
		o.full = true
		(&outer{nullable: left}).inside(l.conds[start:middle])
		(&outer{nullable: right}).inside(l.conds[middle:])
	default:
		o = nil
	}
	if o != nil {
		l.outers = append(l.outers, o)
	}
	j.where(l, ns, on, o)
	return append(slices.Clone(left), right...)
}

func (j *judge) usingColumns(ns *names, r *parse.Ref) []string {
	if !r.Natural {
		return r.Using
	}
	var shared []string
	if r.Left.Kind == parse.RefTable && r.Right.Kind == parse.RefTable {
		a, b := j.cat.Table(r.Left.Table), j.cat.Table(r.Right.Table)
		if a != nil && b != nil {
			for _, c := range a.Columns {
				if b.Column(c.Name) != nil {
					shared = append(shared, c.Name)
				}
			}
		}
	}
	return shared
}

// using returns left.name = right.name.
func using(ns *names, left, right []*rel, name string) *parse.Expr {
	l, r := sideColumn(ns, left, name), sideColumn(ns, right, name)
	if l == nil || r == nil {
		return nil
	}
	return &parse.Expr{Kind: parse.Op, Name: "=", Args: []*parse.Expr{l, r}}
}

func sideColumn(ns *names, side []*rel, name string) *parse.Expr {
	for _, it := range ns.items {
		if !slices.Contains(side, it.rel) && !anyOf(it.outs, side) {
			continue
		}
		if e := it.lookup(name); e != nil {
			return e
		}
	}
	return nil
}

// anyOf reports whether a pulled-up subquery's outputs come from side.
func anyOf(outs []out, side []*rel) bool {
	for _, o := range outs {
		if o.expr == nil {
			continue
		}
		if f, ok := o.expr.Source.(*ref); ok && slices.Contains(side, f.rel) {
			return true
		}
	}
	return false
}

func and(a, b *parse.Expr) *parse.Expr {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return &parse.Expr{Kind: parse.And, Args: []*parse.Expr{a, b}}
}
