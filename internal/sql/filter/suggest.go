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
}

// suggest returns the indexes that would serve v: equality first, then the sort keys or one range.
func (j *judge) suggest(l *level, r *rel, v *Relation, m *match) []Suggestion {
	if v.Kind == "unusable" {
		return nil
	}
	if or := soleOr(m); or != nil {
		return j.suggestArms(l, r, or)
	}
	s := &Suggestion{}
	ws := wants(l, r, m.conds)
	sorted := l.limit && len(l.sort) > 0 && sorts(l, r) && !aggregatesLevel(l)
	s.equal(ws)
	if !sorted || len(s.Keys) == 0 {
		s.lists(ws, sorted)
	}
	if sorted {
		s.sortKeys(l, ws)
	} else {
		s.rangeKey(ws)
	}
	s.partial(ws)
	if len(s.Keys) == 0 {
		s.special(ws)
	}
	return j.finish(r, s)
}

// soleOr returns the OR that is all that restricts the table.
func soleOr(m *match) *parse.Expr {
	if len(m.conds) != 1 || m.conds[0].Kind != parse.Or {
		return nil
	}
	return m.conds[0]
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
		all = append(all, j.finish(r, s)...)
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

// equal adds the keys compared for equality, join keys first.
func (s *Suggestion) equal(ws []Want) {
	for _, join := range []bool{true, false} {
		for _, w := range ws {
			if w.Op == "eq" && w.Join == join && !fewValues(w) && !w.atom.mixed && !w.constant() {
				s.add(keySQL(w))
			}
		}
	}
	if len(s.Keys) > 0 {
		return
	}
	for _, w := range ws {
		if w.Op == "eq" && !fewValues(w) && !w.atom.mixed {
			s.add(keySQL(w))
		}
	}
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
		if text, ok := parse.SQL(w.atom.source); ok {
			parts = append(parts, text)
		}
	}
	s.Where = strings.Join(parts, " AND ")
}

// special suggests what is no B-tree over plain keys.
func (s *Suggestion) special(ws []Want) {
	for _, w := range ws {
		key := keySQL(w)
		switch {
		case w.atom.mixed || key == "":
		case w.Op == "prefix":
			s.Keys = []string{key + " text_pattern_ops"}
		case w.Op == "pattern":
			s.Method, s.Keys = "gin", []string{key + " gin_trgm_ops"}
		case slices.Contains([]string{"@>", "&&", "@@", "?", "?|", "?&", "@?"}, w.Op):
			s.Method, s.Keys = "gin", []string{key}
			if t := w.atom.col; t != nil && t.col != nil && strings.HasSuffix(t.col.Type, "range") {
				s.Method = "gist"
			}
		case fewValues(w):
			if text, ok := parse.SQL(w.atom.source); ok {
				s.Keys, s.Where = []string{w.rel.firstKey()}, text
			}
		case w.Op == "null":
			s.Keys = []string{key}
		}
		if len(s.Keys) > 0 {
			return
		}
	}
}

// firstKey is what a partial index with nothing else to order by is made over.
func (r *rel) firstKey() string {
	for _, x := range r.table.Indexes {
		if x.Primary && len(x.Keys) > 0 && x.Keys[0].Column != "" {
			return x.Keys[0].Column
		}
	}
	return r.table.Columns[0].Name
}

// keySQL spells a key; "" when it cannot be spelt or no index may be made over it.
func keySQL(w Want) string {
	if w.Column != "" {
		return parse.Quote(w.Column)
	}
	if w.atom.expr.Kind == parse.Cast || !immutable(w.atom.expr, w.rel) {
		if !immutable(w.atom.expr, w.rel) {
			return ""
		}
	}
	text, ok := parse.SQL(w.atom.expr)
	if !ok {
		return ""
	}
	if w.atom.expr.Kind == parse.Func {
		return text
	}
	return "(" + text + ")"
}

// immutable reports whether an index may be made over e: what depends on the time zone or the
// text search configuration may not.
func immutable(e *parse.Expr, r *rel) bool {
	ok := true
	e.Walk(func(x *parse.Expr) bool {
		switch {
		case x.Kind == parse.Func && x.Name == "to_tsvector" && len(x.Args) == 1:
			ok = false
		case x.Kind == parse.Func && x.Name == "extract", x.Kind == parse.Func && x.Name == "date_part", dayOf(x, r) != nil:
			ok = ok && !overZone(x, r)
		case isVolatile(x):
			ok = false
		}
		return ok
	})
	return ok
}

func overZone(e *parse.Expr, r *rel) bool {
	zone := false
	e.Walk(func(x *parse.Expr) bool {
		if c := columnOf(x, r); c != nil && c.col != nil && c.col.Type == "timestamptz" {
			zone = true
		}
		return !zone
	})
	return zone
}

// finish spells the statement, unless an index with these keys exists.
func (j *judge) finish(r *rel, s *Suggestion) []Suggestion {
	if len(s.Keys) == 0 {
		return nil
	}
	s.SQL = spell(j.cat, r.table, s)
	return []Suggestion{*s}
}

func spell(cat *schema.Catalog, t *schema.Table, s *Suggestion) string {
	var keys []parse.IndexKey
	for _, k := range s.Keys {
		keys = append(keys, labelKey(k))
	}
	name := cat.SuggestName(t, keys)
	table := parse.Quote(t.Name.Name)
	if t.Name.Schema != "public" {
		table = parse.Quote(t.Name.Schema) + "." + table
	}
	sql := "CREATE INDEX CONCURRENTLY " + parse.Quote(name) + " ON " + table + " "
	if s.Method != "" {
		sql += "USING " + s.Method + " "
	}
	sql += "(" + strings.Join(s.Keys, ", ") + ")"
	if s.Where != "" {
		sql += " WHERE " + s.Where
	}
	return sql
}

// labelKey returns what names the key in the index's name.
func labelKey(k string) parse.IndexKey {
	switch {
	case strings.HasPrefix(k, "("):
		return parse.IndexKey{Column: "expr"}
	case strings.Contains(k, "("):
		return parse.IndexKey{Column: k[:strings.IndexByte(k, '(')]}
	}
	word, _, _ := strings.Cut(k, " ")
	return parse.IndexKey{Column: strings.Trim(word, `"`)}
}
