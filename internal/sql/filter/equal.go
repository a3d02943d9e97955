package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// A class is a set of expressions that are equal in every row of a level.
type class struct {
	members []*parse.Expr // resolved columns
	consts  []*parse.Expr // what names no table of the level
}

// classes computes the equivalence classes of l from its conditions.
func (l *level) classes() {
	l.eqs = nil
	l.forget()
	defer l.forget()
	for _, c := range l.conds {
		if c.on != nil || c.e.Kind != parse.Op || c.e.Name != "=" || len(c.e.Args) != 2 {
			continue
		}
		l.equate(c.e.Args[0], c.e.Args[1])
	}
}

func (l *level) equate(a, b *parse.Expr) {
	ka, kb := l.member(a), l.member(b)
	if !ka && !kb || isVolatile(a) || isVolatile(b) {
		return
	}
	var merged *class
	for _, e := range []*parse.Expr{a, b} {
		if !l.member(e) {
			continue
		}
		c := l.classOf(e)
		if c == nil {
			c = &class{members: []*parse.Expr{e}}
			l.eqs = append(l.eqs, c)
		}
		if merged != nil && merged != c {
			merged.members = append(merged.members, c.members...)
			merged.consts = append(merged.consts, c.consts...)
			l.eqs = slices.DeleteFunc(l.eqs, func(x *class) bool { return x == c })
			continue
		}
		merged = c
	}
	for _, e := range []*parse.Expr{a, b} {
		if !l.member(e) && len(mentioned(l, e)) == 0 && !unknownParts(e) {
			merged.consts = append(merged.consts, e)
		}
	}
}

// member reports whether e is a column of l.
func (l *level) member(e *parse.Expr) bool {
	e = parse.Strip(e)
	f, ok := e.Source.(*ref)
	return ok && e.Kind == parse.Column && f.rel.level == l
}

func (l *level) classOf(e *parse.Expr) *class {
	f := parse.Strip(e).Source.(*ref)
	for _, c := range l.eqs {
		for _, m := range c.members {
			if g := parse.Strip(m).Source.(*ref); g.rel == f.rel && g.name == f.name {
				return c
			}
		}
	}
	return nil
}

// implied returns the equalities on r that follow from others: r.k = s.j and s.j = $1 give r.k = $1.
func (l *level) implied(r *rel) []*parse.Expr {
	var es []*parse.Expr
	for _, c := range l.eqs {
		for _, m := range c.members {
			if columnOf(m, r) == nil {
				continue
			}
			for _, k := range c.consts {
				es = append(es, &parse.Expr{Kind: parse.Op, Name: "=", Args: []*parse.Expr{m, k}})
			}
			for _, o := range c.members {
				if columnOf(o, r) == nil {
					es = append(es, &parse.Expr{Kind: parse.Op, Name: "=", Args: []*parse.Expr{m, o}})
				}
			}
		}
	}
	return es
}
