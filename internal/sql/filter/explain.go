package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// explain decides whether v is worth a word, and which.
func (j *judge) explain(l *level, r *rel, v *Relation, m *match) {
	switch {
	case v.Class == Unserved || m.weak || m.stopped || v.Class == ScanAll && len(m.wants) > 0 && restricted(l, r):
		j.explainUnserved(l, r, v, m)
	case v.Class == OrderedFilter:
		v.Kind, v.Low = "filter", "an index is walked in order until enough rows fit"
	case v.Class == ScanAll && v.Sort && l.limit && sorts(l, r):
		v.Kind = "sort"
	case v.Class == Served && v.Sort && l.limit && sorts(l, r):
		v.Kind = "sort"
		switch {
		case narrowed(l, false):
			v.Low = "the rows found are sorted"
		case narrowed(l, true):
			v.Low = "a filter that may be asked for leaves fewer rows to sort"
		}
	}
	if v.Kind != "" {
		v.Suggest = j.suggest(l, r, v, m)
	}
	if v.Kind == "filter" && v.joinsOnly() {
		v.Kind = "join"
	}
}

// joinsOnly reports whether the index suggested is over columns of joins alone: what else is asked of the
// table is in its predicate, or needs no index then.
func (v *Relation) joinsOnly() bool {
	return len(v.Suggest) > 0 && v.Suggest[0].Method == "" && !slices.ContainsFunc(v.Suggest[0].Keys, func(key string) bool {
		return !slices.ContainsFunc(v.Wants, func(w Want) bool { return w.Join && w.Column != "" && parse.Quote(w.Column) == key })
	})
}

func (j *judge) explainUnserved(l *level, r *rel, v *Relation, m *match) {
	if m.weak {
		v.Wants = wants(l, r, m.conds)
	}
	usable := slices.DeleteFunc(slices.Clone(v.Wants), func(w Want) bool { return w.Op == "unknown" || w.Op == "regex" })
	if len(usable) == 0 {
		v.Rewrite = rewriteOf(l, r, m)
		if v.Rewrite != "" {
			v.Kind = "unusable"
		}
		return
	}
	own := slices.ContainsFunc(usable, func(w Want) bool { return !w.Join })
	if !own && !restricted(l, r) {
		return // a join of whole tables has to begin somewhere
	}
	v.Kind = "join"
	if own {
		v.Kind = "filter"
	}
	v.Rewrite = rewriteOf(l, r, m)
	if v.Rewrite != "" && !slices.ContainsFunc(usable, func(w Want) bool { return w.Column != "" && !w.atom.mixed }) {
		v.Kind = "unusable"
	}
	if prunes(r, usable) {
		v.Kind = ""
		return
	}
	v.Low = lowOf(usable)
	if m.partly && v.Low == "" {
		v.Low = "an index serves a part of it"
	}
	if m.weak && v.Low == "" && !slices.ContainsFunc(usable, strong) {
		v.Kind = ""
	}
}

// prunes reports whether only the partition key is asked for, which leaves few partitions to read.
func prunes(r *rel, ws []Want) bool {
	return len(r.table.Partitioned) > 0 && !slices.ContainsFunc(ws, func(w Want) bool { return !slices.Contains(r.table.Partitioned, w.Column) })
}

// pruned reports whether a constant leaves nothing of part, which holds some values of the key that whole
// is partitioned by.
func (l *level) pruned(r *rel, whole, part *schema.Table) bool {
	if len(whole.Partitioned) != 1 || part.Parent != whole || part.Values == nil {
		return false
	}
	return slices.ContainsFunc(l.conditions(r), func(e *parse.Expr) bool {
		a := atomOf(l, r, e)
		if a == nil || a.col == nil || a.col.name != whole.Partitioned[0] || a.op != "eq" && a.op != "list" {
			return false
		}
		values := constants(a.value)
		return len(values) > 0 && !slices.ContainsFunc(values, func(v string) bool { return slices.Contains(part.Values, v) })
	})
}

// restricted reports whether another table of the level has a condition of its own.
func restricted(l *level, r *rel) bool {
	for _, c := range l.conds {
		rels := mentioned(l, c.e)
		if len(rels) == 1 && rels[0] != r && c.on == nil {
			return true
		}
	}
	return slices.ContainsFunc(l.rels, func(o *rel) bool { return o != r && o.table == nil })
}

// narrowed reports whether a condition leaves some of the rows that joins bring together: one that always
// holds, or also one that a parameter turns on.
func narrowed(l *level, optional bool) bool {
	where := func(c *cond) bool {
		return c.on == nil && (optional || !c.e.Optional) && (c.join || len(mentioned(l, c.e)) != 2)
	}
	return slices.ContainsFunc(l.conds, where) || slices.ContainsFunc(l.rels, func(o *rel) bool { return o.table == nil })
}

func strong(w Want) bool { return w.Op == "eq" || w.Op == "list" }

// lowOf returns why the wants matter little: only ranges, only NULL tests, only columns of few values, if
// need be with other columns compared with literals.
func lowOf(ws []Want) string {
	few := func(w Want) bool { return w.Op == "null" || w.Op == "notnull" || w.atom.boolean() }
	switch {
	case slices.ContainsFunc(ws, few) && !slices.ContainsFunc(ws, func(w Want) bool { return !few(w) && !w.constant() }):
		return "the column has few values"
	case !slices.ContainsFunc(ws, func(w Want) bool { return !few(w) && w.Op != "range" }):
		return "only a range is asked for"
	}
	return ""
}
