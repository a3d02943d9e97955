package filter

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// special suggests what is no B-tree over plain keys.
func (s *Suggestion) special(ws []Want) {
	for _, w := range ws {
		key := keySQL(w)
		switch {
		case w.atom.mixed || key == "":
		case w.Op == "prefix":
			s.Keys = []string{key + " text_pattern_ops"}
		case w.Op == "pattern":
			s.Method, s.Keys, s.Extension = "gin", []string{key + " gin_trgm_ops"}, "pg_trgm"
		case containment(w) != "":
			s.Method, s.Keys = containment(w), []string{key + inetClass(w)}
		case fewValues(w) && !w.Join && w.atom.source.Type != "is":
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

// containment returns the index method that answers w's operator, "" when none does.
func containment(w Want) string {
	t := keyType(parse.IndexKey{Expr: w.atom.expr}, w.rel)
	within := func(ops ...string) bool { return slices.Contains(ops, w.Op) }
	switch {
	case strings.HasSuffix(t, "[]") && within("@>", "<@", "&&"):
		return "gin"
	case t == "jsonb" && within("@>", "?", "?|", "?&", "@@", "@?"), t == "tsvector" && within("@@"):
		return "gin"
	case strings.HasSuffix(t, "range") && within("@>", "<@", "&&", "<<", ">>", "-|-", "&<", "&>"):
		return "gist"
	case (t == "inet" || t == "cidr") && within("<<", "<<=", ">>", ">>=", "&&"):
		return "gist"
	}
	return ""
}

func inetClass(w Want) string {
	if t := typeOf(w.atom.expr); t == "inet" || t == "cidr" {
		return " inet_ops" // not the default
	}
	return ""
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
