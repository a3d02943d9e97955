package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// hasAggregate reports whether e aggregates rows; window functions do not.
func hasAggregate(e *parse.Expr) bool {
	found := false
	e.Walk(func(x *parse.Expr) bool {
		found = found || x.Aggregates()
		return !found && x.Over == nil
	})
	return found
}

var setNames = map[string]bool{
	"unnest": true, "generate_series": true, "generate_subscripts": true, "jsonb_array_elements": true, "jsonb_array_elements_text": true,
	"json_array_elements": true, "json_array_elements_text": true, "jsonb_each": true, "jsonb_each_text": true, "jsonb_object_keys": true,
	"json_object_keys": true, "regexp_matches": true, "regexp_split_to_table": true, "string_to_table": true,
}

// setReturning reports whether an output of s gives several rows for one.
func setReturning(s *parse.Select) bool {
	return slices.ContainsFunc(s.Targets, func(t parse.Target) bool {
		found := false
		t.Expr.Walk(func(e *parse.Expr) bool {
			found = found || e.Kind == parse.Func && setNames[e.Name]
			return !found
		})
		return found
	})
}

var volatileNames = map[string]bool{
	"random": true, "clock_timestamp": true, "gen_random_uuid": true, "uuid_generate_v4": true, "nextval": true, "timeofday": true,
	"setseed": true, "currval": true, "lastval": true, "pg_sleep": true, "pg_advisory_lock": true, "pg_advisory_xact_lock": true,
	"pg_try_advisory_lock": true, "pg_try_advisory_xact_lock": true, "set_config": true, "pg_notify": true, "uuid_generate_v1": true,
	"gen_salt": true, "gen_random_bytes": true,
}

// isVolatile reports whether e gives another value each time: it is then no constant for an index.
func isVolatile(e *parse.Expr) bool {
	found := false
	e.Walk(func(x *parse.Expr) bool {
		found = found || x.Kind == parse.Func && volatileNames[x.Name]
		return !found
	})
	return found
}

// mentioned returns the rels of level l that e reads, through its subqueries too.
func mentioned(l *level, e *parse.Expr) []*rel {
	l.judge.step()
	return kept(l.memo.mentioned, e, func() []*rel { return l.mentioned(e) })
}

func (l *level) mentioned(e *parse.Expr) []*rel {
	var rels []*rel
	add := func(r *rel) {
		if r.level == l && !slices.Contains(rels, r) {
			rels = append(rels, r)
		}
	}
	e.Walk(func(x *parse.Expr) bool {
		switch s := x.Source.(type) {
		case *ref:
			add(s.rel)
		case map[*rel]bool:
			for _, r := range l.rels {
				if s[r] {
					add(r)
				}
			}
		}
		return true
	})
	return rels
}

// mentions reports whether e reads r.
func mentions(l *level, e *parse.Expr, r *rel) bool { return slices.Contains(mentioned(l, e), r) }

// unknownParts reports whether e holds what could not be resolved.
func unknownParts(e *parse.Expr) bool {
	found := false
	e.Walk(func(x *parse.Expr) bool {
		found = found || x.Kind == parse.Unknown && x.Name != "filter"
		return !found
	})
	return found
}

// columnOf returns the column of r that e is, behind casts that change nothing.
func columnOf(e *parse.Expr, r *rel) *ref {
	e = parse.Strip(e)
	if e == nil || e.Kind != parse.Column {
		return nil
	}
	f, ok := e.Source.(*ref)
	if !ok || f.rel != r {
		return nil
	}
	return f
}
