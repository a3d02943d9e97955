package filter

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// A Suggestion is an index to create.
type Suggestion struct {
	Keys   []string // as CREATE INDEX spells them
	Method string   // "" is btree
	Where  string
	SQL    string

	Extension string // that the index needs; "" when it needs none
	Replaces  string // an index that it makes superfluous
}

// suggest returns the indexes that would serve v: equality first, then the sort keys or one range.
func (j *judge) suggest(l *level, r *rel, v *Relation, m *match) []Suggestion {
	if v.Kind == "unusable" {
		return nil
	}
	s := &Suggestion{}
	ws := slices.DeleteFunc(wants(l, r, m.conds), func(w Want) bool { return w.arm })
	if or := firstOr(m); or != nil && !slices.ContainsFunc(ws, func(w Want) bool { return w.Op == "eq" }) {
		if arms := j.suggestArms(l, r, or); len(arms) > 0 || len(ws) == 0 {
			return arms
		}
	}
	if v.Kind == "sort" && !narrowed(l, false) {
		ws = nil // all rows are sorted, however they are joined
	}
	sorted := l.limit && len(l.sort) > 0 && sorts(l, r) && !aggregatesLevel(l)
	s.equal(ws)
	if !sorted || len(s.Keys) == 0 {
		s.lists(ws, sorted)
	}
	switch {
	case sorted:
		s.sortKeys(l, ws)
	case !s.extreme(l, r):
		s.rangeKey(ws)
	}
	s.partial(ws)
	if len(s.Keys) == 0 {
		s.special(ws)
	}
	return j.finish(r, s)
}

// firstOr returns the first OR that restricts the table.
func firstOr(m *match) *parse.Expr {
	i := slices.IndexFunc(m.conds, func(e *parse.Expr) bool { return e.Kind == parse.Or })
	if i < 0 {
		return nil
	}
	return m.conds[i]
}

func (j *judge) suggestArms(l *level, r *rel, or *parse.Expr) []Suggestion {
	var all []Suggestion
	for _, arm := range or.Args {
		if j.arm(l, r, arm, &scope{fed: true}) != nil {
			continue
		}
		s := &Suggestion{}
		ws := wants(l, r, arm.Conjuncts())
		s.equal(ws)
		s.lists(ws, false)
		s.rangeKey(ws)
		if len(s.Keys) == 0 {
			s.special(ws)
		}
		if len(s.Keys) == 0 {
			return nil // one arm without an index makes the others' useless
		}
		for _, f := range j.finish(r, s) {
			if !slices.ContainsFunc(all, func(o Suggestion) bool { return o.SQL == f.SQL }) {
				all = append(all, f)
			}
		}
	}
	return all
}

func (s *Suggestion) add(key string) {
	if key != "" && !slices.Contains(s.Keys, key) && len(s.Keys) < 4 {
		s.Keys = append(s.Keys, key)
	}
}

func fewValues(w Want) bool {
	return w.atom.col != nil && w.atom.col.col != nil && w.atom.col.col.Type == "bool"
}

// equal adds the keys compared for equality: join keys first, but for those that lead an index and
// were of no use.
func (s *Suggestion) equal(ws []Want) {
	keys := slices.DeleteFunc(slices.Clone(ws), func(w Want) bool {
		return w.Op != "eq" || fewValues(w) || w.atom.mixed || keySQL(w) == ""
	})
	slices.SortStableFunc(keys, func(a, b Want) int { return a.rank() - b.rank() })
	for _, w := range keys {
		if !w.constant() || w.Join {
			s.add(keySQL(w))
		}
	}
	if len(s.Keys) > 0 {
		return
	}
	for _, w := range keys {
		s.add(keySQL(w))
	}
}

// rank orders the keys of an index.
func (w Want) rank() int {
	leads := slices.ContainsFunc(w.rel.table.Indexes, func(x *schema.Index) bool {
		return x.Method == "btree" && x.Where == nil && len(x.Keys) > 0 && w.Column != "" && x.Keys[0].Column == w.Column
	})
	switch {
	case leads:
		return 2
	case w.Join:
		return 0
	}
	return 1
}

// constant reports whether the column is compared with a literal: that is a predicate rather
// than a key.
func (w Want) constant() bool {
	return w.Op == "eq" && w.atom.value != nil && len(constants(w.atom.value)) == 1
}

func (s *Suggestion) lists(ws []Want, _ bool) {
	for _, w := range ws {
		if w.Op == "list" && !w.atom.mixed {
			s.add(keySQL(w))
		}
	}
}

func (s *Suggestion) rangeKey(ws []Want) {
	for _, w := range ws {
		if w.Op == "range" && !w.atom.mixed {
			s.add(keySQL(w))
			return
		}
	}
}

// sortKeys adds the keys of ORDER BY, directions kept only where they differ.
func (s *Suggestion) sortKeys(l *level, ws []Want) {
	mixed := slices.ContainsFunc(l.sort, func(k parse.Sort) bool {
		return k.Desc != l.sort[0].Desc || k.NullsFirst != k.Desc
	})
	literal := ""
	if len(s.Keys) == 1 {
		for _, w := range ws {
			if w.constant() && keySQL(w) == s.Keys[0] {
				literal = s.Keys[0]
			}
		}
	}
	if literal != "" {
		s.Keys = nil // status = 'pending' ORDER BY ts: (ts) WHERE status = 'pending'
	}
	for _, k := range l.sort {
		text, ok := parse.SQL(parse.Strip(k.Expr))
		if !ok {
			return
		}
		if k.Expr.Kind != parse.Column {
			text = "(" + text + ")"
		}
		if slices.Contains(s.Keys, text) {
			continue
		}
		if mixed {
			text += direction(k)
		}
		s.add(text)
	}
}

// extreme adds the column of which the greatest or the least is asked.
func (s *Suggestion) extreme(l *level, r *rel) bool {
	c := columnOf(l.extreme(), r)
	if c == nil || len(s.Keys) == 0 {
		return false
	}
	s.add(parse.Quote(c.name))
	return true
}

func direction(k parse.Sort) string {
	switch {
	case k.Desc && !k.NullsFirst:
		return " DESC NULLS LAST"
	case k.Desc:
		return " DESC"
	case k.NullsFirst:
		return " NULLS FIRST"
	}
	return ""
}

// partial adds the predicate: literals that are no keys, booleans and NULL tests.
func (s *Suggestion) partial(ws []Want) {
	if len(s.Keys) == 0 {
		return
	}
	var parts []string
	for _, w := range ws {
		if !w.constant() && w.Op != "null" && !fewValues(w) || slices.Contains(s.Keys, keySQL(w)) || w.Optional || w.Join {
			continue
		}
		if fewValues(w) && !w.constant() {
			continue
		}
		if text, ok := parse.SQL(w.atom.source); ok && indexable(w.atom.expr) {
			parts = append(parts, text)
		}
	}
	s.Where = strings.Join(parts, " AND ")
}
