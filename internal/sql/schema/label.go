package schema

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// The strengths of a name: a cast gives its type's only when what is cast has none of its own.
const (
	noName = iota
	weakName
	goodName
)

// label returns how PostgreSQL calls an expression when nobody names it: as the column of a
// result and in the name of an index. It is "" for what has no name.
func label(e *parse.Expr) (string, int) {
	if e == nil {
		return "", noName
	}
	switch e.Kind {
	case parse.Column, parse.Func:
		return e.Name, goodName
	case parse.Cast:
		if s, strength := label(e.Args[0]); strength == goodName {
			return s, strength
		}
		return typeLabel(e.Name), weakName
	case parse.Collate:
		return label(e.Args[0])
	case parse.Case:
		if s, strength := label(e.Args[len(e.Args)-1]); strength == goodName {
			return s, strength
		}
		return "case", weakName
	case parse.Array, parse.ArraySub:
		return "array", goodName
	case parse.Row:
		return "row", goodName
	case parse.Exists:
		return "exists", goodName
	case parse.Scalar:
		return scalarLabel(e.Sub)
	case parse.Unknown:
		return indirectLabel(e)
	}
	return "", noName
}

// typeLabel names a type as pg_type does, without its schema and brackets.
func typeLabel(t string) string { return typeName(strings.TrimSuffix(parse.TypeAlias(t), "[]")).Name }

// scalarLabel returns the name of the only column of a subquery.
func scalarLabel(q *parse.Query) (string, int) {
	if q == nil || q.Select == nil || len(q.Select.Targets) == 0 {
		return "", noName
	}
	if t := q.Select.Targets[0]; t.Alias != "" {
		return t.Alias, goodName
	}
	return label(q.Select.Targets[0].Expr)
}

// indirectLabel names (x).field by its field and x[1] by x.
func indirectLabel(e *parse.Expr) (string, int) {
	field := ""
	for i := len(e.Name) - 1; i >= 0; i-- {
		if e.Name[i] == '.' {
			field = e.Name[i+1:]
			break
		}
	}
	switch {
	case len(e.Args) == 0 || e.Name == "" || e.Name[0] != '.' && e.Name[0] != '[':
		return "", noName
	case field != "" && field[0] != '[':
		return field, goodName
	}
	return label(e.Args[0])
}
