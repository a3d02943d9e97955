package unindexed

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/filter"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

// A fault is one index that is missing, and the statements that need it.
type fault struct {
	rel    *filter.Relation // the statement's whose index is suggested
	family string           // faults of different families are never one
	uses   []*use
}

// A use is one statement that needs the index.
type use struct {
	*sqljoin.Statement
	rel *filter.Relation
	low bool
}

// add enters r of s: with the fault whose index would serve it as well, if there is one.
func (j *judge) add(s *sqljoin.Statement, r *filter.Relation) {
	u := &use{Statement: s, rel: r, low: r.Low != "" || s.Some || j.OneShot(s)}
	family := family(r)
	for _, f := range j.faults {
		if f.rel.Table != r.Table || f.family != family {
			continue
		}
		switch {
		case leads(f.rel, r):
			if longer(r, f.rel) {
				f.rel = r
			}
		case !leadsAll(r, f):
			continue
		default:
			f.rel = r
		}
		f.uses = append(f.uses, u)
		return
	}
	j.faults = append(j.faults, &fault{rel: r, family: family, uses: []*use{u}})
}

// family tells what faults can share an index: those that a B-tree mends, by the table alone;
// others by what is wrong.
func family(r *filter.Relation) string {
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

// leads reports whether the index suggested for a serves b: b compares its first key.
func leads(a, b *filter.Relation) bool {
	if len(a.Suggest) == 0 || len(b.Suggest) == 0 {
		return len(a.Suggest) == len(b.Suggest) // of one family: the same fault
	}
	first := a.Suggest[0].Keys[0]
	if first == b.Suggest[0].Keys[0] {
		return true
	}
	return b.Kind != "sort" && slices.ContainsFunc(b.Wants, func(w filter.Want) bool {
		return w.Op == "eq" && w.Column != "" && w.Column == first
	})
}

// leadsAll reports whether the index suggested for r serves every statement of f.
func leadsAll(r *filter.Relation, f *fault) bool {
	return !slices.ContainsFunc(f.uses, func(u *use) bool { return !leads(r, u.rel) })
}

// longer reports whether a's index begins with all keys of b's.
func longer(a, b *filter.Relation) bool {
	if len(a.Suggest) == 0 || len(b.Suggest) == 0 {
		return false
	}
	x, y := a.Suggest[0].Keys, b.Suggest[0].Keys
	return len(x) > len(y) && slices.Equal(x[:len(y)], y)
}

// suggestion returns the index to create, or what to write instead. A predicate is left out when
// not all statements have it.
func suggestion(f *fault) string {
	if len(f.rel.Suggest) > 0 {
		x := f.rel.Suggest[0]
		differs := slices.ContainsFunc(f.uses, func(u *use) bool {
			return len(u.rel.Suggest) > 0 && u.rel.Suggest[0].Where != x.Where
		})
		if x.Where != "" && differs {
			return strings.TrimSuffix(x.SQL, " WHERE "+x.Where)
		}
		return x.SQL
	}
	if f.rel.Rewrite != "" {
		return "write " + f.rel.Rewrite
	}
	return ""
}
