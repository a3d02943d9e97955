package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// lenient are the functions that may give a value for NULL.
var lenient = map[string]bool{
	"coalesce": true, "nullif": true, "greatest": true, "least": true, "concat": true, "concat_ws": true, "format": true,
	"jsonb_build_object": true, "json_build_object": true, "jsonb_build_array": true, "json_build_array": true, "row": true,
	"array_append": true, "array_prepend": true, "array_cat": true, "num_nulls": true, "num_nonnulls": true, "to_jsonb": true,
	"quote_nullable": true, "array_position": true, "array_remove": true, "array_replace": true, "array_to_string": true,
}

// rejectsNull reports whether the condition e never holds where part is NULL.
func rejectsNull(e *parse.Expr, part func(*parse.Expr) bool) bool {
	switch e.Kind {
	case parse.And:
		return slices.ContainsFunc(e.Args, func(a *parse.Expr) bool { return rejectsNull(a, part) })
	case parse.Or:
		return len(e.Args) > 0 && !slices.ContainsFunc(e.Args, func(a *parse.Expr) bool { return !rejectsNull(a, part) })
	case parse.IsNotNull:
		return strict(e.Args[0], part)
	case parse.IsBool:
		return (e.Name == "true" || e.Name == "false" || e.Name == "not unknown") && strict(e.Args[0], part)
	}
	return strict(e, part)
}

// strict reports whether e is NULL where part is.
func strict(e *parse.Expr, part func(*parse.Expr) bool) bool {
	if e == nil {
		return false
	}
	if part(e) {
		return true
	}
	switch e.Kind {
	case parse.Op, parse.Cast, parse.Collate, parse.Not:
	case parse.AnyOp, parse.AllOp:
		if e.Kind == parse.AllOp && len(e.Args) == 2 && (e.Args[1].Kind != parse.Array || len(e.Args[1].Args) == 0) {
			return false // true of an empty array
		}
		return len(e.Args) == 2 && (strict(e.Args[0], part) || e.Args[1].Kind != parse.Array && strict(e.Args[1], part))
	case parse.Func:
		if lenient[e.Name] || e.Over != nil || e.Aggregates() {
			return false
		}
	default:
		return false
	}
	return slices.ContainsFunc(e.Args, func(a *parse.Expr) bool { return strict(a, part) })
}

// column reports whether e is a column of r.
func (r *rel) column(e *parse.Expr) bool {
	f, ok := e.Source.(*ref)
	return ok && e.Kind == parse.Column && f.rel == r
}
