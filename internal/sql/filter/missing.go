package filter

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// A Missing is one index that is missing, and the relations that it would serve.
type Missing struct {
	Relation *Relation // the one whose suggestion serves them all
	All      []*Relation
}

// Add enters r if one index would serve it and those before, and reports whether it would.
func (m *Missing) Add(r *Relation) bool {
	if m.Relation.Table != r.Table || m.Relation.family() != r.family() {
		return false
	}
	switch {
	case m.Relation.leads(r):
		if longer(r, m.Relation) {
			m.Relation = r
		}
	case slices.ContainsFunc(m.All, func(x *Relation) bool { return !r.leads(x) }):
		return false
	default:
		m.Relation = r
	}
	m.All = append(m.All, r)
	return true
}

// Suggestion returns the index to create, or what to write instead. A predicate is left out when
// not all statements have it.
func (m *Missing) Suggestion() string {
	if len(m.Relation.Suggest) > 0 {
		x := m.Relation.Suggest[0]
		differs := slices.ContainsFunc(m.All, func(r *Relation) bool {
			return len(r.Suggest) > 0 && r.Suggest[0].Where != x.Where
		})
		if x.Where != "" && differs {
			return strings.TrimSuffix(x.SQL, " WHERE "+x.Where)
		}
		return x.SQL
	}
	if m.Relation.Rewrite != "" {
		return "write " + m.Relation.Rewrite
	}
	return ""
}

// family tells what relations can share an index: those that a B-tree mends, by the table alone;
// others by what is wrong.
func (r *Relation) family() string {
	if len(r.Suggest) > 0 && r.Suggest[0].Method == "" {
		return "btree"
	}
	f := r.Kind + " " + r.Rewrite
	for _, w := range r.Wants {
		f += " " + w.Key
	}
	if len(r.Suggest) > 0 {
		f += " " + r.Suggest[0].SQL
	}
	return f
}

// leads reports whether the index suggested for r serves b: b compares its first key.
func (r *Relation) leads(b *Relation) bool {
	if len(r.Suggest) == 0 || len(b.Suggest) == 0 {
		return len(r.Suggest) == len(b.Suggest) // of one family: the same fault
	}
	first := r.Suggest[0].Keys[0]
	if first == b.Suggest[0].Keys[0] {
		return true
	}
	return b.Kind != "sort" && slices.ContainsFunc(b.Wants, func(w Want) bool {
		return w.Op == "eq" && w.Column != "" && w.Column == first
	})
}

// longer reports whether a's index begins with all keys of b's.
func longer(a, b *Relation) bool {
	if len(a.Suggest) == 0 || len(b.Suggest) == 0 {
		return false
	}
	x, y := a.Suggest[0].Keys, b.Suggest[0].Keys
	return len(x) > len(y) && slices.Equal(x[:len(y)], y)
}

// Indexed reports whether r needs no other index in spite of its class: its table has one that begins
// with the keys of the one suggested, which PostgreSQL has a reason to leave, such as a join by
// merging; or one serves r for every value that it is asked for, only not for a parameter whose value
// is unknown.
func (r *Relation) Indexed() bool {
	if slices.ContainsFunc(r.Wants, func(w Want) bool { return w.Op == "eq" && w.Column != "" && !w.Join && r.forValues(w.Column) }) {
		return true
	}
	if len(r.Suggest) == 0 || r.Suggest[0].Method != "" {
		return false
	}
	keys := r.Suggest[0].Keys
	return slices.ContainsFunc(r.Table.Indexes, func(x *schema.Index) bool {
		if x.Where != nil || x.Invalid || x.Method != "btree" || len(x.Keys) < len(keys) {
			return false
		}
		for i, k := range keys {
			if x.Keys[i].Column == "" || parse.Quote(x.Keys[i].Column) != k {
				return false
			}
		}
		return true
	})
}

// forValues reports whether an index led by column has a predicate that speaks of column alone, such
// as code <> ”: PostgreSQL then plans for each value anew.
func (r *Relation) forValues(column string) bool {
	return slices.ContainsFunc(r.Table.Indexes, func(x *schema.Index) bool {
		if x.Where == nil || len(x.Keys) == 0 || x.Keys[0].Column != column {
			return false
		}
		alone := true
		x.Where.Walk(func(e *parse.Expr) bool {
			alone = alone && e.Sub == nil && (e.Kind != parse.Column || e.Name == column)
			return alone
		})
		return alone
	})
}
