package filter

import (
	"slices"
	"strconv"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// selectBlock builds s as a unit of its own below up.
func (j *judge) selectBlock(s *parse.Select, up *level, ns *names) *block {
	if s == nil {
		return nil
	}
	ns = j.with(s.With, up, ns)
	if s.Left != nil {
		return j.setOp(s, up, ns)
	}
	l := j.newLevel(up, s)
	b := j.fill(l, s, ns)
	l.bare = len(l.conds) == 0 && len(l.rels) == 1 && l.rels[0].table != nil
	b.level, l.block = l, b
	l.limit = s.Limit != nil
	return b
}

func (j *judge) setOp(s *parse.Select, up *level, ns *names) *block {
	b := &block{op: s.SetOp, left: j.selectBlock(s.Left, up, ns), right: j.selectBlock(s.Right, up, ns)}
	if b.left != nil {
		b.outs = renamed(b.left.outs, nil)
	}
	b.barrier = s.Limit != nil || s.Offset != nil || s.SetOp == "except"
	b.all = s.SetOp == "union" && s.All && len(s.Sort) == 0
	return b
}

// fill puts the items and conditions of s into l: a level of its own, or the one it is pulled up to.
func (j *judge) fill(l *level, s *parse.Select, ns *names) *block {
	j.spend(100)
	inner := &names{up: ns}
	for _, f := range s.From {
		j.from(l, inner, f)
	}
	j.where(l, inner, s.Where, nil)
	b := &block{outs: j.values(l, inner, s.Values)}
	for _, t := range s.Targets {
		b.outs = append(b.outs, j.outputs(l, inner, t)...)
	}
	j.having(l, inner, s)
	for _, g := range s.GroupBy {
		j.resolve(l, inner, g)
	}
	if l.sel == s {
		l.sort = j.sortKeys(l, inner, s, b.outs)
		j.resolve(l, inner, s.Limit)
		j.resolve(l, inner, s.Offset)
	}
	b.barrier, b.only = j.barrier(l, inner, s, b.outs)
	return b
}

// values resolves rows of VALUES, for the subqueries in them, and names their columns.
func (j *judge) values(l *level, ns *names, rows [][]*parse.Expr) []out {
	var outs []out
	for i, row := range rows {
		for k, e := range row {
			j.resolve(l, ns, e)
			if i == 0 {
				outs = append(outs, out{name: "column" + strconv.Itoa(k+1)})
			}
		}
	}
	return outs
}

// having hands the conditions without aggregates down to the rows: they can only ask for what is
// grouped by.
func (j *judge) having(l *level, ns *names, s *parse.Select) {
	sets := slices.ContainsFunc(s.GroupBy, func(g *parse.Expr) bool { return g != nil && g.Kind == parse.Unknown })
	if s.Having == nil || sets || len(s.GroupBy) == 0 {
		return
	}
	for _, c := range s.Having.Conjuncts() {
		if e := j.resolve(l, ns, c); !hasAggregate(e) && !isVolatile(e) {
			l.conds = append(l.conds, &cond{e: normal(e)})
		}
	}
}

// groupKey resolves GROUP BY 1 and GROUP BY alias.
func groupKey(g *parse.Expr, outs []out) *parse.Expr {
	if e := byPosition(g, outs); e != nil {
		return e
	}
	return g
}

func byPosition(e *parse.Expr, outs []out) *parse.Expr {
	if e.Kind != parse.Const || e.Type != "int" {
		return nil
	}
	n := 0
	for _, c := range e.Name {
		if c < '0' || c > '9' || n > 1000 {
			return nil
		}
		n = n*10 + int(c-'0')
	}
	if n < 1 || n > len(outs) {
		return nil
	}
	return outs[n-1].expr
}

// outputs returns the output columns of one target.
func (j *judge) outputs(l *level, ns *names, t parse.Target) []out {
	if t.Expr == nil {
		return nil
	}
	if t.Expr.Kind == parse.Star {
		return starOuts(ns, t.Expr.Qual)
	}
	return []out{{name: targetName(t), expr: j.resolve(l, ns, t.Expr)}}
}

func targetName(t parse.Target) string {
	if t.Alias != "" || t.Expr == nil {
		return t.Alias
	}
	switch e := t.Expr; e.Kind {
	case parse.Column, parse.Func:
		return e.Name
	case parse.Cast:
		return targetName(parse.Target{Expr: e.Args[0]})
	}
	return "?column?"
}

func starOuts(ns *names, qual string) []out {
	var outs []out
	for _, it := range ns.items {
		if qual != "" && it.alias != qual {
			continue
		}
		if it.outs != nil {
			outs = append(outs, it.outs...)
			continue
		}
		if it.rel.table == nil {
			continue
		}
		for _, c := range it.rel.table.Columns {
			outs = append(outs, out{c.Name, column(it.rel, c.Name)})
		}
	}
	return outs
}

// column returns a resolved column.
func column(r *rel, name string) *parse.Expr {
	f := &ref{rel: r, name: name}
	if r.table != nil {
		f.col = r.table.Column(name)
	}
	return &parse.Expr{Kind: parse.Column, Name: name, Source: f}
}

// sortKeys resolves ORDER BY: names of outputs and positions come before columns.
func (j *judge) sortKeys(l *level, ns *names, s *parse.Select, outs []out) []parse.Sort {
	keys := slices.Clone(s.Sort)
	for i, k := range keys {
		keys[i].Expr = j.sortKey(l, ns, k.Expr, outs)
	}
	return keys
}

func (j *judge) sortKey(l *level, ns *names, e *parse.Expr, outs []out) *parse.Expr {
	if e == nil {
		return nil
	}
	if p := byPosition(e, outs); p != nil {
		return p
	}
	if e.Kind == parse.Column && e.Qual == "" {
		for _, o := range outs {
			if o.name == e.Name && o.expr != nil {
				return o.expr
			}
		}
	}
	return j.resolve(l, ns, e)
}

// barrier reports whether conditions on s's output stay outside, and if some may pass, on which
// columns.
func (j *judge) barrier(l *level, ns *names, s *parse.Select, outs []out) (all bool, only map[string]bool) {
	if s.Limit != nil || s.Offset != nil || volatileTargets(s) {
		return true, nil
	}
	if s.Distinct && len(outs) > 0 {
		l.grouped = outs[0].expr
	}
	allow := func(keys []*parse.Expr) {
		set := map[string]bool{}
		for i, k := range keys {
			e := j.resolve(l, ns, groupKey(k, outs))
			if i == 0 && l.grouped == nil {
				l.grouped = e
			}
			c := parse.Canon(e)
			for _, o := range outs {
				if o.expr != nil && parse.Canon(o.expr) == c && (only == nil || only[o.name]) {
					set[o.name] = true
				}
			}
		}
		only = set
	}
	if len(s.GroupBy) > 0 {
		allow(s.GroupBy)
	} else if aggregates(s) {
		return true, nil
	}
	if len(s.DistinctOn) > 0 {
		allow(s.DistinctOn)
	}
	for _, w := range windows(s) {
		allow(w.Partition)
	}
	return false, only
}

// windows returns the windows that s's targets use, named ones looked up.
func windows(s *parse.Select) []parse.Window {
	var ws []parse.Window
	for _, t := range s.Targets {
		t.Expr.Walk(func(e *parse.Expr) bool {
			if e.Over == nil {
				return true
			}
			w := *e.Over
			for _, def := range s.Windows {
				if w.Name != "" && def.Name == w.Name && len(w.Partition) == 0 {
					w.Partition = def.Partition
				}
			}
			ws = append(ws, w)
			return true
		})
	}
	return ws
}

func aggregates(s *parse.Select) bool {
	return slices.ContainsFunc(s.Targets, func(t parse.Target) bool { return hasAggregate(t.Expr) }) || s.Having != nil
}

// volatileQuery reports whether anything in q gives another value each time.
func volatileQuery(q *parse.Query) bool {
	found := false
	q.Exprs(func(e *parse.Expr) { found = found || e.Kind == parse.Func && volatileNames[e.Name] })
	return found
}

func volatileTargets(s *parse.Select) bool {
	return s != nil && slices.ContainsFunc(s.Targets, func(t parse.Target) bool { return isVolatile(t.Expr) })
}
