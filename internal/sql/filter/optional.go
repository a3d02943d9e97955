package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

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
		everywhere := true
		for _, arm := range e.Args[1:] {
			everywhere = everywhere && slices.ContainsFunc(arm.Conjuncts(), func(x *parse.Expr) bool { return same(x, c) })
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
