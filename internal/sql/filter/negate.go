package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

var opposites = map[string]string{"<": ">=", ">": "<=", "<=": ">", ">=": "<", "=": "<>", "<>": "=", "!=": "=",
	"~~": "!~~", "!~~": "~~", "~~*": "!~~*", "!~~*": "~~*", "~": "!~", "!~": "~", "~*": "!~*", "!~*": "~*"}

// negate returns NOT e without the NOT where that is possible.
func negate(e *parse.Expr) *parse.Expr {
	switch e.Kind {
	case parse.Not:
		return normal(e.Args[0])
	case parse.And, parse.Or:
		return negateAll(e)
	case parse.Op:
		if o, ok := opposites[e.Name]; ok && len(e.Args) == 2 && !hasRow(e.Args) {
			return normal(&parse.Expr{Kind: parse.Op, Name: o, Args: e.Args})
		}
	case parse.IsNull:
		return &parse.Expr{Kind: parse.IsNotNull, Args: e.Args}
	case parse.IsNotNull:
		return &parse.Expr{Kind: parse.IsNull, Args: e.Args}
	case parse.AnyOp, parse.AllOp:
		if o, ok := opposites[e.Name]; ok && !hasRow(e.Args) {
			return normal(&parse.Expr{Kind: parse.AnyOp + parse.AllOp - e.Kind, Name: o, Args: e.Args})
		}
	case parse.IsBool:
		if word, ok := oppositeTests[e.Name]; ok {
			return normal(&parse.Expr{Kind: parse.IsBool, Name: word, Args: e.Args})
		}
	case parse.Distinct:
		return normal(&parse.Expr{Kind: parse.NotDistinct, Args: e.Args})
	case parse.NotDistinct:
		return normal(&parse.Expr{Kind: parse.Distinct, Args: e.Args})
	case parse.Const:
		if isBool(e, "true") {
			return boolean("false")
		} else if isBool(e, "false") {
			return boolean("true")
		}
	}
	return &parse.Expr{Kind: parse.Not, Args: []*parse.Expr{normal(e)}}
}

var oppositeTests = map[string]string{
	"true": "not true", "not true": "true", "false": "not false", "not false": "false", "unknown": "not unknown", "not unknown": "unknown",
}

// negateAll is De Morgan's rule.
func negateAll(e *parse.Expr) *parse.Expr {
	n := &parse.Expr{Kind: parse.And + parse.Or - e.Kind}
	for _, a := range e.Args {
		n.Args = append(n.Args, &parse.Expr{Kind: parse.Not, Args: []*parse.Expr{a}})
	}
	return normal(n)
}

func hasRow(args []*parse.Expr) bool {
	return slices.ContainsFunc(args, func(a *parse.Expr) bool { return a != nil && a.Kind == parse.Row })
}
