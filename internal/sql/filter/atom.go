package filter

import (
	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// An atom is a condition on one key of one table that an index might serve.
type atom struct {
	key      string // canonical text of the key: a column, or an expression over columns
	col      *ref   // nil for expressions
	expr     *parse.Expr
	op       string      // eq, list, range, null, notnull, prefix, pattern, unknown, none, or the operator itself
	value    *parse.Expr // the other side
	others   []*rel      // tables of the level that the other side reads
	optional bool
	neg      bool   // a boolean column that must be false
	collate  string // an explicit collation that differs from the column's
	mixed    bool   // the other side's type makes PostgreSQL convert the column
	cmp      string // the operator, the column on its left
	many     bool   // value is an array of what the key is compared with
	row      bool   // the first columns of a row comparison, which only a B-tree searches
	source   *parse.Expr
}

var commuted = map[string]string{"<": ">", ">": "<", "<=": ">=", ">=": "<=", "@>": "<@", "<@": "@>", "<<": ">>", ">>": "<<",
	"<<=": ">>=", ">>=": "<<=", "=": "=", "&&": "&&", "@@": "@@", "%": "%", "<>": "<>",
	"<%": "%>", "%>": "<%", "<<%": "%>>", "%>>": "<<%", "@@@": "@@@"}

// atomOf reads e as a condition on r, or returns nil.
func atomOf(l *level, r *rel, e *parse.Expr) *atom {
	l.judge.step()
	return kept(l.memo.atoms, condOn{r, e}, func() *atom { return newAtom(l, r, e) })
}

func newAtom(l *level, r *rel, e *parse.Expr) *atom {
	a := readAtom(l, r, e)
	if a == nil {
		return nil
	}
	a.optional, a.source, a.row = e.Optional, e, e.Type == "row"
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
			switch e.Name {
			case "=":
				op = "list"
			case "~~", "~~*", "~", "~*", "^@":
				op = "pattern" // no prefix is searched for each of several patterns
			}
			return &atom{expr: e.Args[0], op: op, value: e.Args[1], many: true}
		}
	case parse.IsNull:
		return &atom{expr: e.Args[0], op: "null"}
	case parse.IsNotNull:
		return &atom{expr: e.Args[0], op: "notnull"}
	case parse.Column, parse.Not:
		return readBool(r, e)
	case parse.Func:
		if e.Name == "starts_with" && len(e.Args) == 2 {
			return &atom{expr: e.Args[0], op: likeClass("^@", e.Args[1]), value: e.Args[1], cmp: "^@"}
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
	a := &atom{expr: left, value: right, cmp: op}
	switch op {
	case "~~", "~~*", "~", "~*", "^@":
		a.op = likeClass(op, right)
	case "!~~", "!~~*", "!~", "!~*":
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
	case "@@@":
		return "@@" // an old spelling
	case "=":
		return "eq"
	case "<", ">", "<=", ">=":
		return "range"
	case "<>", "!=":
		return "none"
	}
	return op
}

// columnIn returns the column that e is, or that it casts to another type of text.
func columnIn(e *parse.Expr) *schema.Column {
	e = parse.Strip(e)
	if f, ok := e.Source.(*ref); ok && e.Kind == parse.Column {
		return f.col
	}
	return nil
}

// finish fills in the key and what the types do to it.
func (a *atom) finish(r *rel) {
	a.expr = parse.Strip(a.expr)
	a.key = parse.Canon(a.expr)
	a.col = columnOf(a.expr, r)
	if a.col == nil || a.col.col == nil || a.value == nil {
		return
	}
	if v := columnIn(a.value); a.collate == "" && v != nil && ownCollation(a.col.col) == "" {
		a.collate = ownCollation(v) // any other wins over the database's
	}
	switch a.op {
	case "eq", "range", "list":
		a.mixed = converts(a.col.col.Type, a.value, a.many)
	case "prefix", "pattern":
		a.mixed = family(a.col.col.Type) != "text"
	}
}
