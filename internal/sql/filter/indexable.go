package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// keySQL spells a key; "" when it cannot be spelt or no index may be made over it.
func keySQL(w Want) string {
	if w.Column != "" {
		return parse.Quote(w.Column) + collateSQL(w.atom)
	}
	if !indexable(w.atom.expr) {
		return ""
	}
	text, ok := parse.SQL(w.atom.expr)
	if !ok {
		return ""
	}
	if w.atom.expr.Kind == parse.Func {
		return text + collateSQL(w.atom)
	}
	return "(" + text + ")" + collateSQL(w.atom)
}

func collateSQL(a *atom) string {
	if a.collate == "" {
		return ""
	}
	return ` COLLATE "` + a.collate + `"`
}

// immutable are functions that give the same value for ever.
var immutable = map[string]bool{
	"lower": true, "upper": true, "btrim": true, "ltrim": true, "rtrim": true, "length": true, "char_length": true, "abs": true,
	"coalesce": true, "nullif": true, "greatest": true, "least": true, "md5": true, "left": true, "right": true, "substr": true,
	"substring": true, "replace": true, "split_part": true, "reverse": true, "initcap": true, "jsonb_extract_path_text": true,
	"jsonb_extract_path": true, "array_length": true, "cardinality": true, "jsonb_array_length": true, "regexp_replace": true,
}

// indexable reports whether an index may be made over e. What depends on the time zone, the date
// style, the search configuration or an enum's labels may not be indexed.
func indexable(e *parse.Expr) bool {
	ok := true
	e.Walk(func(x *parse.Expr) bool {
		ok = ok && steady(x)
		return ok
	})
	return ok
}

func steady(e *parse.Expr) bool {
	switch e.Kind {
	case parse.Column, parse.Const:
		return true
	case parse.Func:
		return steadyFunc(e)
	case parse.Op:
		return steadyOp(e)
	case parse.Cast:
		return len(e.Args) == 1 && e.Args[0] != nil && steadyCast(typeOf(e.Args[0]), parse.TypeAlias(e.Name), e.Args[0].Kind)
	}
	return false
}

func steadyFunc(e *parse.Expr) bool {
	switch e.Name {
	case "to_tsvector":
		return len(e.Args) == 2
	case "timezone":
		return len(e.Args) == 2 && e.Args[0].Kind == parse.Const
	case "date_trunc", "date_part":
		return len(e.Args) == 2 && slices.Contains([]string{"timestamp", "date"}, typeOf(e.Args[1])) && e.Name+typeOf(e.Args[1]) != "date_truncdate"
	case "date":
		return len(e.Args) == 1 && typeOf(e.Args[0]) == "timestamp"
	}
	return immutable[e.Name] && !e.Agg && e.Over == nil
}

func steadyOp(e *parse.Expr) bool {
	if len(e.Args) != 2 || !slices.Contains([]string{"+", "-", "*", "/", "%", "||", "->", "->>", "#>", "#>>"}, e.Name) {
		return false
	}
	return !slices.ContainsFunc(e.Args, func(a *parse.Expr) bool {
		t := typeOf(a)
		return t == "timestamptz" || len(t) > 2 && t[len(t)-2:] == "[]" || e.Name == "||" && a.Kind == parse.Column && family(t) != "text"
	})
}

// steadyCast reports whether a cast gives the same value for ever.
func steadyCast(from, to string, kind parse.ExprKind) bool {
	number := func(t string) bool { f := family(t); return f == "int" || f == "numeric" || f == "float" }
	text := family(to) == "text" || to == "citext"
	switch {
	case kind == parse.Const && from == "":
		return true
	case number(from), from == "bool":
		return number(to) || text || to == "bool"
	case from == "uuid", from == "citext", from == "inet":
		return text
	case family(from) == "text":
		return number(to) || text || to == "uuid" || to == "bool" || to == "citext" || to == "inet"
	case from == "jsonb":
		return number(to) || to == "bool"
	case from == "timestamp":
		return to == "date"
	case from == "date":
		return to == "timestamp"
	}
	return false
}
