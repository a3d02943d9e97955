package filter

import (
	"cmp"
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// A plan has to begin somewhere. Each of two tables may be served through the other, as the class
// says, which takes one of them for large at a time; if both grow and nothing finds the first rows
// of either, one is read whole.

// entries accuses a table of each set of joined tables of l of which an index finds none by what is
// asked of it alone. vs are the verdicts on l's rels.
func (j *judge) entries(l *level, vs map[*rel]*Relation) {
	seen := map[*rel]bool{}
	for _, r := range l.rels {
		if seen[r] {
			continue
		}
		set := l.joinedTo(r)
		for _, o := range set {
			seen[o] = true
		}
		if len(set) > 1 && !slices.ContainsFunc(set, func(o *rel) bool { return j.begins(l, o, vs[o]) }) {
			j.accuse(l, set, vs)
		}
	}
}

// joinedTo returns the rels that conditions of l lead to from r, r among them.
func (l *level) joinedTo(r *rel) []*rel {
	set := []*rel{r}
	for i := 0; i < len(set); i++ {
		for _, c := range l.conds {
			rels := mentioned(l, c.e)
			if !slices.Contains(rels, set[i]) {
				continue
			}
			for _, o := range rels {
				if !slices.Contains(set, o) {
					set = append(set, o)
				}
			}
		}
	}
	return set
}

// begins reports whether a plan can begin with r without reading it whole, or whether that is not
// known, or said already.
func (j *judge) begins(l *level, r *rel, v *Relation) bool {
	if v == nil || v.Class == Unknown || r.sample || v.Kind != "" && slices.ContainsFunc(v.Wants, func(w Want) bool { return !w.Join }) {
		return true
	}
	if l.looked(r) {
		return false
	}
	all := l.conditions(r)
	if slices.ContainsFunc(l.own(r), func(e *parse.Expr) bool { return j.search(l, r, e, &scope{all: all}) != nil }) {
		return true
	}
	name, weak := j.byPredicate(l, r, all)
	return name != "" && !weak
}

// looked reports whether an outer join only looks r up, so that no plan begins with it.
func (l *level) looked(r *rel) bool {
	return slices.ContainsFunc(l.rels, func(o *rel) bool { return o != r && l.keeps(o, r) })
}

// own returns the conditions on r alone.
func (l *level) own(r *rel) []*parse.Expr {
	return slices.DeleteFunc(l.conditions(r), func(e *parse.Expr) bool {
		return slices.ContainsFunc(mentioned(l, e), func(o *rel) bool { return o != r })
	})
}

// accuse reports the table of set of which an index by its own conditions would find the fewest rows.
func (j *judge) accuse(l *level, set []*rel, vs map[*rel]*Relation) {
	var best *rel
	var asked []Want
	for _, r := range set {
		ws := wants(l, r, l.own(r))
		ws = slices.DeleteFunc(ws, func(w Want) bool { return w.Op == "unknown" || w.Op == "regex" })
		if len(ws) == 0 || l.looked(r) || prunes(r, ws) {
			continue
		}
		if best == nil || worth(ws) > worth(asked) {
			best, asked = r, ws
		}
	}
	if best == nil {
		return // nothing is asked of any of them that an index could find
	}
	v := vs[best]
	v.Kind, v.Wants, v.Low = "filter", asked, lowOf(asked)
	switch {
	case v.Low != "":
	case j.walksInOrder(l, set):
		v.Low = "an index is walked in order until enough rows fit"
	case worth(asked) < worthList:
		v.Low = "only literals are asked for, which a good part of all rows may have"
	}
	for _, r := range set {
		if r != best {
			v.Through = append(v.Through, r.table)
		}
	}
	v.Suggest = j.suggest(l, best, v, &match{class: v.Class, conds: l.own(best)})
	if len(v.Suggest) == 0 {
		v.Kind = "" // there is no index to be had
	}
}

// worth ranks what is asked of a table by how few rows it leaves, as far as can be guessed.
func worth(ws []Want) int {
	return slices.MaxFunc(ws, func(a, b Want) int { return cmp.Compare(a.worth(), b.worth()) }).worth()
}

// worthList is the worth of a list or a prefix.
const worthList = 2

func (w Want) worth() int {
	switch {
	case w.atom.boolean():
		return 0
	case w.Optional, w.arm:
		return worthList
	case w.Op == "eq" && w.constant():
		return 1
	case w.Op == "eq" && w.refers():
		return worthList + 2
	case w.Op == "eq":
		return worthList + 1
	case w.Op == "list", w.Op == "prefix":
		return worthList
	}
	return 0
}

// refers reports whether the column refers to the rows of a table, and so has many values.
func (w Want) refers() bool {
	return w.rel.table != nil && slices.ContainsFunc(w.rel.table.ForeignKeys, func(k *schema.ForeignKey) bool { return len(k.Columns) == 1 && k.Columns[0] == w.Column })
}

// walksInOrder reports whether an index of one of set gives the order asked for, which a LIMIT stops.
func (j *judge) walksInOrder(l *level, set []*rel) bool {
	return l.limit && len(l.sort) > 0 && !aggregatesLevel(l) && slices.ContainsFunc(set, func(r *rel) bool { return sorts(l, r) && j.given(l, r) })
}
