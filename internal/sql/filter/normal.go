package filter

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// normal brings a condition into the form that atoms are read from: NOT pushed down, constants
// folded away, OR factored, row comparisons split.
func normal(e *parse.Expr) *parse.Expr {
	if e == nil {
		return nil
	}
	switch e.Kind {
	case parse.Not:
		return negate(e.Args[0])
	case parse.And:
		return junction(e, "true", "false")
	case parse.Or:
		return optionalOr(e)
	case parse.Op:
		return normalOp(e)
	case parse.AnyOp:
		return rowIn(e)
	case parse.IsBool:
		switch e.Name {
		case "true", "not false":
			return normal(e.Args[0])
		case "false":
			return negate(e.Args[0])
		}
	case parse.NotDistinct:
		if isNull(e.Args[1]) {
			return &parse.Expr{Kind: parse.IsNull, Args: e.Args[:1]}
		}
	case parse.Case:
		return optionalCase(e)
	}
	return e
}

// junction normalizes the parts of AND or OR; one of them vanishes, the other decides all.
func junction(e *parse.Expr, vanishes, decides string) *parse.Expr {
	var parts []*parse.Expr
	for _, a := range e.Args {
		n := normal(a)
		switch {
		case n == nil || isBool(n, vanishes):
			continue
		case isBool(n, decides):
			return n
		case n.Kind == e.Kind:
			parts = append(parts, n.Args...)
		default:
			parts = append(parts, n)
		}
	}
	switch len(parts) {
	case 0:
		return boolean(vanishes)
	case 1:
		return parts[0]
	}
	return &parse.Expr{Kind: e.Kind, Args: parts, Name: e.Name}
}

func boolean(v string) *parse.Expr { return &parse.Expr{Kind: parse.Const, Type: "bool", Name: v} }

func isBool(e *parse.Expr, v string) bool {
	return e.Kind == parse.Const && e.Type == "bool" && e.Name == v
}

func isNull(e *parse.Expr) bool { return e != nil && e.Kind == parse.Const && e.Type == "null" }

var opposites = map[string]string{"<": ">=", ">": "<=", "<=": ">", ">=": "<", "=": "<>", "<>": "=", "!=": "=",
	"~~": "!~~", "!~~": "~~", "~~*": "!~~*", "!~~*": "~~*", "~": "!~", "!~": "~"}

// negate returns NOT e without the NOT where that is possible.
func negate(e *parse.Expr) *parse.Expr {
	switch e.Kind {
	case parse.Not:
		return normal(e.Args[0])
	case parse.And, parse.Or:
		kind := parse.Or
		if e.Kind == parse.Or {
			kind = parse.And
		}
		n := &parse.Expr{Kind: kind}
		for _, a := range e.Args {
			n.Args = append(n.Args, &parse.Expr{Kind: parse.Not, Args: []*parse.Expr{a}})
		}
		return normal(n)
	case parse.Op:
		if o, ok := opposites[e.Name]; ok && len(e.Args) == 2 {
			return normal(&parse.Expr{Kind: parse.Op, Name: o, Args: e.Args})
		}
	case parse.IsNull:
		return &parse.Expr{Kind: parse.IsNotNull, Args: e.Args}
	case parse.IsNotNull:
		return &parse.Expr{Kind: parse.IsNull, Args: e.Args}
	case parse.AnyOp:
		if e.Name == "=" {
			return &parse.Expr{Kind: parse.AllOp, Name: "<>", Args: e.Args}
		}
	case parse.Const:
		if isBool(e, "true") {
			return boolean("false")
		} else if isBool(e, "false") {
			return boolean("true")
		}
	}
	return &parse.Expr{Kind: parse.Not, Args: []*parse.Expr{normal(e)}}
}

// normalOp folds 1 = 1, flag = true and row comparisons.
func normalOp(e *parse.Expr) *parse.Expr {
	if len(e.Args) != 2 || e.Args[0] == nil || e.Args[1] == nil {
		return e
	}
	a, b := e.Args[0], e.Args[1]
	if a.Kind == parse.Const && b.Kind == parse.Const && a.Type == b.Type && e.Name == "=" {
		if a.Name == b.Name {
			return boolean("true")
		}
		return boolean("false")
	}
	if e.Name == "=" && b.Kind == parse.Func && b.Name == "coalesce" && len(b.Args) == 2 && idle(b.Args[0]) &&
		parse.Canon(b.Args[1]) == parse.Canon(a) {
		return &parse.Expr{Kind: parse.Op, Name: "=", Args: []*parse.Expr{a, b.Args[0]}, Optional: true}
	}
	if a.Kind == parse.Row && b.Kind == parse.Row && len(a.Args) == len(b.Args) && len(a.Args) > 0 {
		return rowOp(e.Name, a.Args, b.Args)
	}
	return e
}

// rowOp splits (a, b) = (x, y); of (a, b) > (x, y) only the first columns can be searched.
func rowOp(op string, as, bs []*parse.Expr) *parse.Expr {
	switch op {
	case "=":
		n := &parse.Expr{Kind: parse.And}
		for i := range as {
			n.Args = append(n.Args, &parse.Expr{Kind: parse.Op, Name: "=", Args: []*parse.Expr{as[i], bs[i]}})
		}
		return normal(n)
	case "<", ">", "<=", ">=":
		first := &parse.Expr{Kind: parse.Op, Name: strings.TrimSuffix(op, "=") + "=", Args: []*parse.Expr{as[0], bs[0]}}
		first.Type = "row"
		return first
	}
	return &parse.Expr{Kind: parse.Unknown, Args: append(slices.Clone(as), bs...)}
}

// rowIn turns (a, b) IN ((x, y), …) into a list for each column.
func rowIn(e *parse.Expr) *parse.Expr {
	l, r := e.Args[0], e.Args[1]
	if l == nil || r == nil || l.Kind != parse.Row || r.Kind != parse.Array || e.Name != "=" {
		return e
	}
	n := &parse.Expr{Kind: parse.And}
	for i, col := range l.Args {
		list := &parse.Expr{Kind: parse.Array}
		for _, row := range r.Args {
			if row.Kind != parse.Row || i >= len(row.Args) {
				return e
			}
			list.Args = append(list.Args, row.Args[i])
		}
		n.Args = append(n.Args, &parse.Expr{Kind: parse.AnyOp, Name: "=", Args: []*parse.Expr{col, list}})
	}
	return normal(n)
}

func optionalOr(e *parse.Expr) *parse.Expr {
	n := dropIdle(junction(e, "false", "true"))
	f := factor(n)
	if n.Optional && f != n {
		cp := *f
		cp.Optional = true
		return &cp
	}
	n2 := *f
	n2.Optional = n2.Optional || e.Optional
	return &n2
}

// dropIdle drops the arms of an OR that ask only of parameters: ($1 IS NULL OR a = $1) is a = $1
// whenever the parameter is given, and PostgreSQL plans it with the parameter's value.
func dropIdle(e *parse.Expr) *parse.Expr {
	if e.Kind != parse.Or {
		return e
	}
	var kept []*parse.Expr
	for _, a := range e.Args {
		if !idle(a) {
			kept = append(kept, a)
		}
	}
	if len(kept) == len(e.Args) || len(kept) == 0 {
		return e
	}
	n := parse.Expr{Kind: parse.Or, Args: kept}
	if len(kept) == 1 {
		n = *kept[0]
	}
	n.Optional = true
	return &n
}

// idle reports whether e names no column.
func idle(e *parse.Expr) bool {
	ok, param := true, false
	e.Walk(func(x *parse.Expr) bool {
		switch x.Kind {
		case parse.Column, parse.Exists, parse.InSub, parse.AllSub, parse.Scalar, parse.ArraySub, parse.Unknown:
			ok = false
		case parse.Param:
			param = true
		}
		return ok
	})
	return ok && param
}

// optionalCase reads CASE WHEN $1 … THEN a = $1 … ELSE true END as the conditions of its arms.
func optionalCase(e *parse.Expr) *parse.Expr {
	if len(e.Args) < 3 || e.Args[0] != nil {
		return e
	}
	or := &parse.Expr{Kind: parse.Or}
	for i := 1; i+1 < len(e.Args); i += 2 {
		if !idle(e.Args[i]) {
			return e // the choice depends on the row
		}
		or.Args = append(or.Args, e.Args[i+1])
	}
	if last := e.Args[len(e.Args)-1]; last != nil {
		or.Args = append(or.Args, last)
	}
	or.Args = slices.DeleteFunc(or.Args, func(a *parse.Expr) bool { return a == nil || a.Kind == parse.Const })
	if len(or.Args) == 0 {
		return e
	}
	n := *normal(or)
	n.Optional = true
	return &n
}

// factor takes what stands in every arm of an OR out of it.
func factor(e *parse.Expr) *parse.Expr {
	if e.Kind != parse.Or {
		return e
	}
	var common []*parse.Expr
	for _, c := range e.Args[0].Conjuncts() {
		text, everywhere := parse.Canon(c), true
		for _, arm := range e.Args[1:] {
			everywhere = everywhere && slices.ContainsFunc(arm.Conjuncts(), func(x *parse.Expr) bool { return parse.Canon(x) == text })
		}
		if everywhere {
			common = append(common, c)
		}
	}
	if len(common) == 0 {
		return e
	}
	return &parse.Expr{Kind: parse.And, Args: append(common, e)}
}
