package filter

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// An atom is a condition on one key of one table that an index might serve.
type atom struct {
	key      string // canonical text of the key: a column, or an expression over columns
	col      *ref   // nil for expressions
	expr     *parse.Expr
	op       string      // eq, list, range, null, notnull, prefix, pattern, or the operator itself
	value    *parse.Expr // the other side
	others   []*rel      // tables of the level that the other side reads
	optional bool
	neg      bool   // a boolean column that must be false
	collate  string // an explicit collation that differs from the column's
	mixed    bool   // the other side's type makes PostgreSQL convert the column
	source   *parse.Expr
}

var commuted = map[string]string{"<": ">", ">": "<", "<=": ">=", ">=": "<=", "@>": "<@", "<@": "@>", "<<": ">>", ">>": "<<",
	"<<=": ">>=", ">>=": "<<=", "=": "=", "&&": "&&", "@@": "@@", "%": "%"}

// atomOf reads e as a condition on r, or returns nil.
func atomOf(l *level, r *rel, e *parse.Expr) *atom {
	a := readAtom(l, r, e)
	if a == nil {
		return nil
	}
	a.optional, a.source = e.Optional, e
	if a.value != nil {
		if isVolatile(a.value) {
			return nil
		}
		a.others = mentioned(l, a.value)
		for _, o := range a.others {
			if o == r {
				return nil // a = b, or a subquery that reads the row
			}
		}
	}
	a.finish(r)
	return a
}

func readAtom(l *level, r *rel, e *parse.Expr) *atom {
	switch e.Kind {
	case parse.Op:
		return readOp(l, r, e)
	case parse.AnyOp:
		if len(e.Args) == 2 && mentions(l, e.Args[0], r) {
			op := opClass(e.Name)
			if op == "eq" {
				op = "list"
			}
			return &atom{expr: e.Args[0], op: op, value: e.Args[1]}
		}
	case parse.IsNull:
		return &atom{expr: e.Args[0], op: "null"}
	case parse.IsNotNull:
		return &atom{expr: e.Args[0], op: "notnull"}
	case parse.Column, parse.Not:
		return readBool(r, e)
	case parse.Func:
		if e.Name == "starts_with" && len(e.Args) == 2 {
			return &atom{expr: e.Args[0], op: likeClass("^@", e.Args[1]), value: e.Args[1]}
		}
		return &atom{expr: e, op: "eq", value: boolean("true")}
	}
	return nil
}

func readBool(r *rel, e *parse.Expr) *atom {
	neg := e.Kind == parse.Not
	if neg {
		e = e.Args[0]
	}
	if columnOf(e, r) == nil {
		return nil
	}
	return &atom{expr: e, op: "eq", value: boolean("true"), neg: neg}
}

func readOp(l *level, r *rel, e *parse.Expr) *atom {
	if len(e.Args) != 2 || e.Args[0] == nil || e.Args[1] == nil {
		return nil
	}
	left, right, op := e.Args[0], e.Args[1], e.Name
	if !mentions(l, left, r) {
		c, ok := commuted[op]
		if !ok {
			return nil
		}
		left, right, op = right, left, c
	}
	if !mentions(l, left, r) {
		return nil
	}
	a := &atom{expr: left, value: right}
	switch op {
	case "~~", "~~*", "~", "~*", "^@":
		a.op = likeClass(op, right)
	case "<>", "!=", "!~~", "!~~*", "!~", "!~*":
		return nil
	default:
		a.op = opClass(op)
	}
	if v := right; v.Kind == parse.Collate {
		a.collate = v.Name
	}
	if left.Kind == parse.Collate {
		a.collate, a.expr = left.Name, left.Args[0]
	}
	return a
}

func opClass(op string) string {
	switch op {
	case "=":
		return "eq"
	case "<", ">", "<=", ">=":
		return "range"
	case "<>":
		return "none"
	}
	return op
}

// likeClass tells what a pattern asks of an index: equality, a prefix, or a search within.
// Of a pattern that is not known "unknown" is said.
func likeClass(op string, pattern *parse.Expr) string {
	text, known, open := patternText(pattern)
	switch op {
	case "^@":
		return "prefix"
	case "~", "~*":
		return regexClass(op, text, known)
	}
	if !known {
		if open != "" && open[0] != '%' && open[0] != '_' || op == "~~" && open == "" && strings.HasPrefix(text, "\x00") {
			return "prefix"
		}
		if text == "%" {
			return "pattern"
		}
		return "unknown"
	}
	return wildcardClass(op, text)
}

func regexClass(op, text string, known bool) string {
	switch {
	case !known:
		return "unknown"
	case op == "~" && len(text) > 1 && text[0] == '^' && !strings.ContainsAny(text[1:2], `.*+?[(\|{$`):
		return "prefix"
	}
	return "pattern"
}

func wildcardClass(op, text string) string {
	i := strings.IndexAny(text, "%_")
	switch {
	case i == 0:
		return "pattern"
	case op == "~~*":
		if i != 0 && strings.IndexFunc(text[:max(i, 0)], cased) < 0 && i > 0 {
			return "prefix"
		}
		return "pattern"
	case i < 0:
		return "eq"
	}
	return "prefix"
}

func cased(r rune) bool { return strings.ToLower(string(r)) != strings.ToUpper(string(r)) }

// patternText returns a pattern's constant text. Of a concatenation it returns what it begins
// with: "%" when that is a wildcard, "\x00" when it is a parameter that a wildcard follows.
func patternText(e *parse.Expr) (text string, known bool, open string) {
	switch e.Kind {
	case parse.Const:
		return e.Name, true, ""
	case parse.Cast, parse.Collate:
		return patternText(e.Args[0])
	case parse.Op:
		if e.Name != "||" || len(e.Args) != 2 {
			return "", false, ""
		}
		first := e
		for first.Kind == parse.Op && first.Name == "||" && len(first.Args) == 2 {
			first = first.Args[0]
		}
		if first.Kind == parse.Const {
			if strings.HasPrefix(first.Name, "%") || strings.HasPrefix(first.Name, "_") {
				return "%", false, ""
			}
			return "", false, first.Name
		}
		return "\x00", false, ""
	}
	return "", false, ""
}

// finish fills in the key and what the types do to it.
func (a *atom) finish(r *rel) {
	a.expr = parse.Strip(a.expr)
	a.key = parse.Canon(a.expr)
	a.col = columnOf(a.expr, r)
	if a.col == nil || a.col.col == nil || a.value == nil {
		return
	}
	switch a.op {
	case "eq", "range", "list":
		a.mixed = converts(a.col.col.Type, a.value, a.op == "list")
	case "prefix", "pattern":
		a.mixed = family(a.col.col.Type) != "text"
	}
}
