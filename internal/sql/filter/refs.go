package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// countRefs counts how often each unqualified name stands in a FROM of q.
func (j *judge) countRefs(q *parse.Query) {
	if q == nil {
		return
	}
	for _, c := range q.With {
		j.countRefs(c.Query)
	}
	j.countSelect(q.Select)
	for _, r := range q.From {
		j.countRef(r)
	}
	j.countExpr(q.Where)
	targets := slices.Concat(q.Set, q.Returning)
	if c := q.Conflict; c != nil {
		targets = append(append(targets, c.Set...), parse.Target{Expr: c.Update})
	}
	for _, t := range targets {
		j.countExpr(t.Expr)
	}
}

func (j *judge) countSelect(s *parse.Select) {
	if s == nil {
		return
	}
	for _, c := range s.With {
		j.countRefs(c.Query)
	}
	j.countSelect(s.Left)
	j.countSelect(s.Right)
	for _, r := range s.From {
		j.countRef(r)
	}
	for _, t := range s.Targets {
		j.countExpr(t.Expr)
	}
	j.countExpr(s.Where)
	j.countExpr(s.Having)
	for _, o := range s.Sort {
		j.countExpr(o.Expr)
	}
	for _, row := range s.Values {
		for _, e := range row {
			j.countExpr(e)
		}
	}
	j.countExpr(s.Limit)
	j.countExpr(s.Offset)
}

func (j *judge) countRef(r *parse.Ref) {
	if r == nil {
		return
	}
	switch r.Kind {
	case parse.RefTable:
		if r.Table.Schema == "" {
			j.refs[r.Table.Name]++
		}
	case parse.RefQuery:
		j.countRefs(r.Query)
	case parse.RefJoin:
		j.countRef(r.Left)
		j.countRef(r.Right)
		j.countExpr(r.On)
	case parse.RefFunc:
		j.countExpr(r.Func)
	}
}

func (j *judge) countExpr(e *parse.Expr) {
	e.Walk(func(e *parse.Expr) bool {
		j.countRefs(e.Sub)
		return true
	})
}
