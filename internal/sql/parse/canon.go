package parse

import (
	"fmt"
	"strings"
)

// Canon returns the text by which two expressions are compared: qualifiers of columns are left
// out, casts that change nothing are stripped, names are in lower case as the parser gave them.
func Canon(e *Expr) string {
	var b strings.Builder
	canon(&b, Strip(e))
	return b.String()
}

// Strip removes what does not change an expression's value: a cast between varchar and text.
func Strip(e *Expr) *Expr {
	for e != nil && e.Kind == Cast && e.Type == "" && relabel(e.Name) && len(e.Args) == 1 && e.Args[0].Kind != Param {
		inner := e.Args[0]
		switch {
		case strings.HasSuffix(e.Name, "[]") != strings.HasSuffix(inner.Name, "[]") && inner.Kind == Cast:
			return e
		case inner.Kind == Column && relabel(columnType(inner)), inner.Kind == Const && inner.Type == "string":
		case inner.Kind == Array && strings.HasSuffix(e.Name, "[]"):
		case inner.Kind == Func && textFuncs[inner.Name], inner.Kind == Op && (inner.Name == "->>" || inner.Name == "#>>"):
		default:
			return e
		}
		e = inner
	}
	return e
}

// textFuncs are functions whose value is text whatever their arguments are.
var textFuncs = map[string]bool{
	"lower": true, "upper": true, "btrim": true, "ltrim": true, "rtrim": true, "replace": true, "concat": true, "concat_ws": true,
	"md5": true, "initcap": true, "left": true, "right": true, "substr": true, "split_part": true, "regexp_replace": true,
	"to_char": true, "translate": true, "repeat": true, "lpad": true, "rpad": true, "reverse": true, "format": true,
}

// Typed is implemented by what resolvers put into Expr.Source to tell a column's type.
type Typed interface{ SQLType() string }

func columnType(e *Expr) string {
	if t, ok := e.Source.(Typed); ok {
		return t.SQLType()
	}
	return "text" // not resolved: the index's own expression
}

func relabel(t string) bool {
	switch strings.TrimSuffix(t, "[]") {
	case "text", "varchar", "character varying":
		return true
	}
	return false
}

func canon(b *strings.Builder, e *Expr) {
	if e == nil {
		b.WriteString("_")
		return
	}
	switch e.Kind {
	case Column:
		b.WriteString(e.Name)
		return
	case Const:
		if e.Type == "string" {
			b.WriteString("'" + e.Name + "'")
			return
		}
		b.WriteString(e.Name)
		return
	case Param:
		b.WriteString("$" + e.Name)
		return
	case Cast:
		inner := Strip(e.Args[0])
		canon(b, inner)
		if inner.Kind != Const || inner.Type != "string" { // pg_dump writes 'x'::status where people write 'x'
			b.WriteString("::" + typeAlias(e.Name) + e.Type)
		}
		return
	case Func:
		if castFuncs[e.Name] && len(e.Args) == 1 && !e.Agg && e.Over == nil {
			canon(b, &Expr{Kind: Cast, Name: e.Name, Args: e.Args})
			return
		}
	case Exists, InSub, AllSub, Scalar, ArraySub:
		fmt.Fprintf(b, "at %d ", e.At) // no two subqueries are held to be equal
	case Op:
		if len(e.Args) == 2 {
			b.WriteByte('(')
			canon(b, Strip(e.Args[0]))
			b.WriteString(" " + e.Name + " ")
			canon(b, Strip(e.Args[1]))
			b.WriteByte(')')
			return
		}
	}
	b.WriteString(kindNames[e.Kind])
	b.WriteString(e.Name)
	b.WriteByte('(')
	for i, a := range e.Args {
		if i > 0 {
			b.WriteString(", ")
		}
		if e.Kind == Func && common[e.Name] {
			a = widened(a)
		}
		canon(b, Strip(a))
	}
	b.WriteByte(')')
}

// castFuncs are the functions by which PostgreSQL casts: date(x) is x::date.
var castFuncs = map[string]bool{
	"date": true, "int2": true, "int4": true, "int8": true, "float4": true, "float8": true, "numeric": true, "text": true,
	"timestamptz": true,
}

// common are the functions that bring their arguments to one type.
var common = map[string]bool{"coalesce": true, "greatest": true, "least": true}

// widened leaves out the cast by which PostgreSQL brings a number to the type of the arguments
// beside it: a dump spells it out.
func widened(e *Expr) *Expr {
	if e == nil || e.Kind != Cast || !wide[typeAlias(e.Name)] {
		return e
	}
	inner := e.Args[0]
	switch {
	case inner.Kind == Const && (inner.Type == "int" || inner.Type == "float"):
		return inner
	case inner.Kind == Column && inner.Source != nil && narrow[columnType(inner)]:
		return inner
	}
	return e
}

var (
	wide   = map[string]bool{"int4": true, "int8": true, "numeric": true, "float8": true}
	narrow = map[string]bool{"int2": true, "int4": true, "int8": true}
)

var kindNames = map[ExprKind]string{
	Unknown: "?", Star: "*", Op: "op ", AnyOp: "any ", AllOp: "all ", And: "and", Or: "or", Not: "not", Case: "case",
	IsNull: "is null", IsNotNull: "is not null", IsBool: "is ", Distinct: "distinct", NotDistinct: "not distinct",
	Row: "row", Array: "array", Collate: "collate ", Exists: "exists", InSub: "in", AllSub: "all", Scalar: "scalar", ArraySub: "array sub",
}

// typeAlias names a type as the catalog does.
func typeAlias(t string) string {
	switch t {
	case "integer", "int", "int4", "serial", "serial4":
		return "int4"
	case "bigint", "int8", "bigserial", "serial8":
		return "int8"
	case "smallint", "int2", "smallserial":
		return "int2"
	case "character varying":
		return "varchar"
	case "boolean":
		return "bool"
	case "decimal":
		return "numeric"
	case "real":
		return "float4"
	case "double precision", "float":
		return "float8"
	case "timestamp with time zone":
		return "timestamptz"
	}
	return t
}

// TypeAlias names a type as PostgreSQL's catalog does: int4 for integer, varchar for character
// varying.
func TypeAlias(t string) string { return typeAlias(t) }
