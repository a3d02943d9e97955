package filter

import (
	"github.com/scalevet/scalevet/internal/sql/parse"
)

// rewriteOf returns what to write instead of a condition that no index can serve, or "".
func rewriteOf(l *level, r *rel, m *match) string {
	for _, e := range m.conds {
		for _, part := range flatten(e) {
			if s := rewrite(l, r, part); s != "" {
				return s
			}
		}
	}
	return ""
}

func rewrite(l *level, r *rel, e *parse.Expr) string {
	switch {
	case e.Kind == parse.AnyOp && e.Name == "=" && len(e.Args) == 2:
		if c := columnOf(e.Args[1], r); c != nil {
			return c.name + " @> ARRAY[…] with a GIN index"
		}
	case e.Kind == parse.Not && len(e.Args) == 1 && e.Args[0].Kind == parse.InSub:
		return "NOT EXISTS instead of NOT IN"
	case e.Kind == parse.InSub, e.Kind == parse.Exists:
		return "UNION instead of OR with a subquery"
	case e.Kind == parse.NotDistinct && len(e.Args) == 2:
		if c := columnOf(e.Args[0], r); c != nil {
			return c.name + " = … OR (" + c.name + " IS NULL AND … IS NULL)"
		}
	}
	if searchless(l, r, e) {
		return "to_tsvector with its configuration, as to_tsvector('english', …): without it no index can be made"
	}
	a := atomOf(l, r, e)
	if a == nil || a.col != nil {
		return ""
	}
	c := dayOf(a.expr, r)
	if c == nil {
		return ""
	}
	return "a range on " + c.name + ": " + c.name + " >= … AND " + c.name + " < …"
}

// searchless reports whether e searches text by the configuration of the session.
func searchless(l *level, r *rel, e *parse.Expr) bool {
	found := false
	if e.Kind == parse.Op && e.Name == "@@" && mentions(l, e, r) {
		e.Walk(func(x *parse.Expr) bool {
			found = found || x.Kind == parse.Func && x.Name == "to_tsvector" && len(x.Args) == 1
			return !found
		})
	}
	return found
}

// dayOf returns the timestamp column that e cuts to a date, which is not immutable for a column
// with time zone and so cannot be indexed.
func dayOf(e *parse.Expr, r *rel) *ref {
	var arg *parse.Expr
	switch {
	case e.Kind == parse.Cast && e.Name == "date":
		arg = e.Args[0]
	case e.Kind == parse.Func && e.Name == "date" && len(e.Args) == 1:
		arg = e.Args[0]
	case e.Kind == parse.Func && e.Name == "date_trunc" && len(e.Args) >= 2:
		arg = e.Args[1]
	default:
		return nil
	}
	c := columnOf(arg, r)
	if c == nil || c.col == nil || c.col.Type != "timestamptz" {
		return nil
	}
	return c
}
