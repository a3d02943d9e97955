package filter

import (
	"slices"
	"strconv"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// usable reports whether the conditions on r imply x's predicate, so that x holds every row asked
// for.
func usable(l *level, r *rel, x *schema.Index, conds []*parse.Expr) bool {
	if x.Invalid {
		return false
	}
	if x.Where == nil {
		return true
	}
	for _, p := range l.judge.predicate(r.table, x) {
		if !slices.ContainsFunc(conds, func(c *parse.Expr) bool { return proves(l, r, c, p) }) {
			return false
		}
	}
	return true
}

// proves is implies, kept for the other arms of an OR and the other indexes.
func proves(l *level, r *rel, c, p *parse.Expr) bool {
	l.judge.step()
	return kept(l.memo.proofs, proof{r, c, p}, func() bool { return implies(l, r, c, p) })
}

// implies reports whether condition c proves predicate p, by their constants alone.
func implies(l *level, r *rel, c, p *parse.Expr) bool {
	l.judge.step()
	if l.judge.text(c) == l.judge.text(p) && c.Type == p.Type && only(c, r) {
		return true
	}
	if c.Kind == parse.Or && !c.Optional {
		return !slices.ContainsFunc(c.Args, func(arm *parse.Expr) bool {
			return !slices.ContainsFunc(arm.Conjuncts(), func(x *parse.Expr) bool { return implies(l, r, x, p) })
		})
	}
	if p.Kind == parse.Or {
		return slices.ContainsFunc(p.Args, func(arm *parse.Expr) bool { return implies(l, r, c, arm) })
	}
	if n := notIn(p); n != nil {
		return !slices.ContainsFunc(n, func(x *parse.Expr) bool { return !implies(l, r, c, x) })
	}
	if n := notIn(c); n != nil && p.Kind == parse.Op {
		return slices.ContainsFunc(n, func(x *parse.Expr) bool { return implies(l, r, x, p) })
	}
	if p.Kind == parse.IsNotNull {
		key := parse.Canon(p.Args[0])
		return c.Type != "row" && strict(c, func(e *parse.Expr) bool { return parse.Canon(e) == key && only(e, r) })
	}
	a := atomOf(l, r, c)
	return a != nil && !a.row && !a.mixed && plain(c) && comparesWithin(a, p)
}

// notIn returns a NOT IN list as comparisons one by one, nil for what is none.
func notIn(e *parse.Expr) []*parse.Expr {
	if e.Kind != parse.AllOp || e.Name != "<>" || len(e.Args) != 2 || e.Args[1] == nil || e.Args[1].Kind != parse.Array {
		return nil
	}
	var es []*parse.Expr
	for _, a := range e.Args[1].Args {
		es = append(es, &parse.Expr{Kind: parse.Op, Name: "<>", Args: []*parse.Expr{e.Args[0], a}})
	}
	return es
}

// plain reports whether c compares by an operator of a B-tree: a pattern that amounts to equality
// proves nothing.
func plain(c *parse.Expr) bool {
	return (c.Kind == parse.Op || c.Kind == parse.AnyOp) && slices.Contains([]string{"=", "<", ">", "<=", ">="}, c.Name)
}

// only reports whether all columns in e are r's.
func only(e *parse.Expr, r *rel) bool {
	return !slices.ContainsFunc(columns(e), func(c *parse.Expr) bool { return !r.column(c) })
}

// predicate returns x's predicate in normal form, its columns typed.
func predicate(t *schema.Table, x *schema.Index) *parse.Expr {
	return normal(typed(x.Where, t))
}

// typed returns a copy of an index's expression whose columns know their types: whether a cast
// changes anything depends on them.
func typed(e *parse.Expr, t *schema.Table) *parse.Expr {
	if e == nil {
		return nil
	}
	cp := *e
	if e.Kind == parse.Column {
		cp.Source = &ref{col: t.Column(e.Name), name: e.Name, rel: anyRel}
		return &cp
	}
	cp.Args = make([]*parse.Expr, len(e.Args))
	for i, a := range e.Args {
		cp.Args[i] = typed(a, t)
	}
	return &cp
}

// anyRel stands for the table of an index's expression.
var anyRel = &rel{}

// predicateText is Canon for conditions: flag = true is flag.
func predicateText(e *parse.Expr) string {
	if e.Kind == parse.Op && e.Name == "=" && len(e.Args) == 2 && e.Args[1] != nil {
		if isBool(e.Args[1], "true") {
			return parse.Canon(e.Args[0])
		}
		if isBool(e.Args[1], "false") {
			return parse.Canon(&parse.Expr{Kind: parse.Not, Args: e.Args[:1]})
		}
	}
	return parse.Canon(uncast(e))
}

// uncast drops casts of constants: 'x'::text is 'x'.
func uncast(e *parse.Expr) *parse.Expr {
	if e == nil {
		return nil
	}
	if e.Kind == parse.Cast && e.Args[0] != nil && (e.Args[0].Kind == parse.Const || e.Args[0].Kind == parse.Array) {
		return e.Args[0]
	}
	cp := *e
	cp.Args = make([]*parse.Expr, len(e.Args))
	for i, a := range e.Args {
		cp.Args[i] = uncast(a)
	}
	return &cp
}

// comparesWithin reports whether a's constants lie within what p allows.
func comparesWithin(a *atom, p *parse.Expr) bool {
	if len(p.Args) != 2 || p.Args[0] == nil || parse.Canon(p.Args[0]) != a.key {
		return false
	}
	values := constants(a.value)
	if len(values) == 0 {
		return false
	}
	switch {
	case p.Kind == parse.AnyOp && p.Name == "=", p.Kind == parse.Op && p.Name == "=":
		allowed := constants(p.Args[1])
		return (a.op == "eq" || a.op == "list") && !slices.ContainsFunc(values, func(v string) bool { return !slices.Contains(allowed, v) })
	case p.Kind == parse.Op:
		return inRange(a, p.Name, values, constants(p.Args[1]))
	}
	return false
}

// constants returns the constant values of e: one, or those of a list; nil when any is unknown.
func constants(e *parse.Expr) []string {
	if e != nil && e.Kind == parse.Cast && strings.HasSuffix(e.Name, "[]") && len(e.Args) == 1 && e.Args[0].Kind == parse.Const {
		return elements(e.Args[0].Name)
	}
	e = uncast(e)
	switch {
	case e == nil:
		return nil
	case e.Kind == parse.Const:
		return []string{e.Name}
	case e.Kind == parse.Array:
		var vs []string
		for _, a := range e.Args {
			one := constants(a)
			if len(one) != 1 {
				return nil
			}
			vs = append(vs, one[0])
		}
		return vs
	}
	return nil
}

// elements splits an array's literal, {a,b}; quoted elements are not read.
func elements(text string) []string {
	if strings.ContainsAny(text, `"\\`) || !strings.HasPrefix(text, "{") || !strings.HasSuffix(text, "}") || len(text) < 3 {
		return nil
	}
	return strings.Split(text[1:len(text)-1], ",")
}

func inRange(a *atom, op string, values, bounds []string) bool {
	if len(bounds) != 1 {
		return false
	}
	bound, err := strconv.ParseFloat(bounds[0], 64)
	if err != nil {
		return op == "<>" && (a.op == "eq" || a.op == "list") && !slices.Contains(values, bounds[0])
	}
	for _, v := range values {
		n, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return false
		}
		if !within(a, op, n, bound) {
			return false
		}
	}
	return true
}

func within(a *atom, op string, n, bound float64) bool {
	if a.op == "range" {
		given := a.cmp
		switch op {
		case "<>":
			return within(a, ">", n, bound) || within(a, "<", n, bound)
		case ">":
			return given == ">" && n >= bound || given == ">=" && n > bound
		case ">=":
			return (given == ">" || given == ">=") && n >= bound
		case "<":
			return given == "<" && n <= bound || given == "<=" && n < bound
		case "<=":
			return (given == "<" || given == "<=") && n <= bound
		}
		return false
	}
	switch op {
	case ">":
		return n > bound
	case ">=":
		return n >= bound
	case "<":
		return n < bound
	case "<=":
		return n <= bound
	case "<>":
		return n != bound
	}
	return false
}
