package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// As in PostgreSQL's answers that we are held against, one table is taken for large at a time.
// Looking its rows up by those of another table is worth while as long as there are few of those:
// always when they are another table's, but where a table is joined with itself only when
// something reduces them first.

// feeds reports whether the rows of o are few enough to look up r's by a, which compares with them.
func (j *judge) feeds(l *level, r, o *rel, a *atom) bool {
	if !reads(o, r.table) {
		return !a.boolean() || l.selective(o) || len(l.picked(r)) > 0 || !j.walkable(l, r, a.expr)
	}
	if slices.Contains(j.few(l, r), o) {
		return true
	}
	if a.op == "range" && o.table != nil && l.selective(r) {
		return false // a good part of all rows for each of all rows, when a filter leaves few
	}
	if o.table == nil {
		return o.sub.few(r.table) || !j.sortedOut(o, a.value)
	}
	return !j.walkable(l, o, a.value) && !j.walksFirst(l, r, o, a)
}

// walksFirst reports whether a plan had better walk r in the order of a's key, filter it, and then look at
// o, which is the same large table.
func (j *judge) walksFirst(l *level, r, o *rel, a *atom) bool {
	if o.inner {
		return len(l.own(r)) > 0 && j.walkable(l, r, a.expr)
	}
	return l.selective(r) && slices.ContainsFunc(l.conditions(r), func(e *parse.Expr) bool {
		b := atomOf(l, r, e)
		return b != nil && b.op == "eq" && slices.Contains(b.others, o) && j.walkable(l, r, b.expr) && j.search(l, o, e, &scope{all: l.conditions(o)}) != nil
	})
}

// boolean reports whether a compares a column of so few values that each is in a good part of all rows.
func (a *atom) boolean() bool {
	return a.col != nil && a.col.col != nil && (a.col.col.Type == "bool" || a.col.col.Enum)
}

// sortedOut reports whether a subquery that groups gives its rows in the order of value, so that
// they are merged with another table's rather than looked up one by one.
func (j *judge) sortedOut(o *rel, value *parse.Expr) bool {
	c := columnOf(value, o)
	if c == nil || o.sub == nil {
		return false
	}
	if o.sub.left != nil || o.sub.right != nil {
		return !o.sub.all || flat(o.sub)
	}
	if o.sub.level == nil || !o.sub.only[c.name] {
		return false
	}
	for _, out := range o.sub.outs {
		if f, ok := sourceOf(out.expr); ok && out.name == c.name && f.rel.table != nil && f.rel.level == o.sub.level && !f.rel.level.selective(f.rel) {
			return j.walkable(o.sub.level, f.rel, out.expr)
		}
	}
	return false
}

// few reports whether b gives few rows although it reads the large table t.
func (b *block) few(t *schema.Table) bool {
	switch {
	case b == nil:
		return true
	case b.left != nil || b.right != nil:
		left, right := b.left.few(t), b.right.few(t)
		switch b.op {
		case "except":
			return left
		case "intersect":
			return left || right
		}
		return left && right
	case b.level == nil:
		return true
	}
	return !slices.ContainsFunc(b.level.rels, func(r *rel) bool { return reads(r, t) && !b.level.selective(r) })
}

// few returns the rels of l that give few rows although they read r's table, r itself apart.
func (j *judge) few(l *level, r *rel) []*rel {
	return kept(l.memo.few, r, func() []*rel { return j.findFew(l, r) })
}

func (j *judge) findFew(l *level, r *rel) []*rel {
	var rs []*rel
	for _, o := range l.rels {
		if o != r && reads(o, r.table) && l.selective(o) {
			rs = append(rs, o)
		}
	}
	for again := true; again; {
		again = false
		for _, o := range l.rels {
			if o != r && o.table == r.table && !slices.Contains(rs, o) && j.fed(l, o, rs) {
				rs, again = append(rs, o), true
			}
		}
	}
	return rs
}

// fed reports whether an equality with another table, or with one of few, leaves few rows of r.
func (j *judge) fed(l *level, r *rel, few []*rel) bool {
	return slices.ContainsFunc(l.conditions(r), func(e *parse.Expr) bool {
		a := atomOf(l, r, e)
		return a != nil && a.op == "eq" && len(a.others) > 0 && legal(r, a) && !l.selfLookup(r, a, few)
	})
}

// selfLookup reports whether a compares r with many rows of its own table.
func (l *level) selfLookup(r *rel, a *atom, few []*rel) bool {
	return slices.ContainsFunc(a.others, func(o *rel) bool { return reads(o, r.table) && !slices.Contains(few, o) })
}

// reads reports whether o reads table t, itself or in a subquery.
func reads(o *rel, t *schema.Table) bool {
	return o.table == t || o.sub != nil && o.sub.reads(t)
}

func (b *block) reads(t *schema.Table) bool {
	if b == nil {
		return false
	}
	if b.left != nil || b.right != nil {
		return b.left.reads(t) || b.right.reads(t)
	}
	return b.level != nil && slices.ContainsFunc(b.level.rels, func(r *rel) bool { return reads(r, t) })
}

// selective reports whether a condition on r alone leaves few of its rows, by an index or not.
func (l *level) selective(r *rel) bool {
	return kept(l.memo.selective, r, func() bool { return l.isSelective(r) })
}

func (l *level) isSelective(r *rel) bool {
	low, high := false, false
	for _, e := range l.conditions(r) {
		rels := mentioned(l, e)
		if len(rels) != 1 || rels[0] != r {
			continue
		}
		if picks(e) {
			return true
		}
		if e.Kind == parse.Op {
			low, high = low || e.Name[0] == '>', high || e.Name[0] == '<' && e.Name != "<>"
		}
	}
	return low && high
}

// picks reports whether e holds for few rows, as the planner estimates it.
func picks(e *parse.Expr) bool {
	switch e.Kind {
	case parse.Or:
		return !slices.ContainsFunc(e.Args, func(a *parse.Expr) bool { return !slices.ContainsFunc(a.Conjuncts(), picks) })
	case parse.AnyOp:
		return e.Name == "=" && !boolColumn(e) && (e.Args[1].Kind == parse.Column || e.Args[1].Kind == parse.Array && len(e.Args[1].Args) <= 5)
	case parse.Op:
		switch e.Name {
		case "<>", "!=", "<", ">", "<=", ">=", "!~~", "!~~*", "!~", "!~*":
			return false
		}
		return !boolColumn(e)
	}
	return false
}

// boolColumn reports whether e compares a column of few values.
func boolColumn(e *parse.Expr) bool {
	return slices.ContainsFunc(e.Args, func(a *parse.Expr) bool {
		f, ok := a.Source.(*ref)
		return ok && f.col != nil && (f.col.Type == "bool" || f.col.Enum)
	})
}

// walkable reports whether an index gives o in the order of the column that value is, so that both
// sides of a join can be merged.
func (j *judge) walkable(l *level, o *rel, value *parse.Expr) bool {
	if value == nil {
		return false
	}
	c := columnOf(value, o)
	if c == nil || o.table == nil {
		return false
	}
	conds := l.conditions(o)
	return slices.ContainsFunc(o.table.Indexes, func(x *schema.Index) bool {
		return x.Method == "btree" && len(x.Keys) > 0 && x.Keys[0].Expr == nil && x.Keys[0].Column == c.name && usable(l, o, x, conds)
	})
}
