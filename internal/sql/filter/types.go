package filter

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// family groups the types that one operator family of PostgreSQL compares with each other.
func family(t string) string {
	switch parse.TypeAlias(t) {
	case "int2", "int4", "int8":
		return "int"
	case "float4", "float8":
		return "float"
	case "numeric":
		return "numeric"
	case "date", "timestamp", "timestamptz":
		return "time"
	case "text", "varchar", "bpchar", "name", "char":
		return "text"
	}
	return t
}

// typeOf returns an expression's type, or "" when it is not known: a parameter takes the type of
// what it is compared with.
func typeOf(e *parse.Expr) string {
	switch e.Kind {
	case parse.Cast:
		return parse.TypeAlias(e.Name)
	case parse.Const:
		switch e.Type {
		case "int":
			return "int4"
		case "float":
			return "numeric"
		case "bool":
			return "bool"
		}
		return "" // a string literal takes the other side's type
	case parse.Column:
		if f, ok := e.Source.(*ref); ok && f.col != nil {
			return f.col.Type
		}
	case parse.Collate:
		return typeOf(e.Args[0])
	case parse.Func:
		return functionType(e)
	case parse.Scalar:
		return e.Type
	case parse.Op:
		return operatorType(e)
	}
	return ""
}

var functionTypes = map[string]string{
	"now": "timestamptz", "current_timestamp": "timestamptz", "current_date": "date", "localtimestamp": "timestamp",
	"lower": "text", "upper": "text", "length": "int4", "to_timestamp": "timestamptz", "md5": "text", "concat": "text",
	"count": "int8", "avg": "numeric", "sqrt": "float8", "power": "float8", "random": "float8", "timeofday": "text",
	"transaction_timestamp": "timestamptz", "date": "date", "statement_timestamp": "timestamptz",
}

// functionType returns the type of a function's value, where it follows from its name or arguments.
func functionType(e *parse.Expr) string {
	if t := functionTypes[e.Name]; t != "" {
		return t
	}
	switch e.Name {
	case "coalesce", "greatest", "least", "nullif", "min", "max":
		for _, a := range e.Args {
			if t := typeOf(a); t != "" {
				return t
			}
		}
	case "abs", "round", "ceil", "floor":
		if len(e.Args) == 0 || e.Args[0] == nil {
			return ""
		}
		if t := typeOf(e.Args[0]); t != "" {
			return t
		}
		return "float8" // the preferred type of a parameter
	}
	return ""
}

// operatorType returns the type of arithmetic where both sides agree.
func operatorType(e *parse.Expr) string {
	if len(e.Args) != 2 || e.Args[0] == nil || e.Args[1] == nil {
		return ""
	}
	switch e.Name {
	case "||":
		return "text"
	case "->>", "#>>":
		return "text"
	case "->", "#>":
		return "jsonb"
	case "+", "-", "*", "/":
		a, b := typeOf(e.Args[0]), typeOf(e.Args[1])
		if family(a) == "time" {
			return a
		}
		if a == b || b == "" {
			return a
		}
		if a == "" {
			return b
		}
	}
	return ""
}

// converts reports whether comparing a column of type col with value makes PostgreSQL convert the
// column, which hides it from its index.
func converts(col string, value *parse.Expr, list bool) bool {
	t := typeOf(value)
	if list {
		t = elementType(value)
	}
	if t == "" {
		return false
	}
	c, v := family(col), family(t)
	switch {
	case t == "name" && col != "name":
		return true // it has a collation of its own
	case parse.TypeAlias(col) == "bpchar" && v == "text" && parse.TypeAlias(t) != "bpchar":
		return true // text does not fill up with blanks
	}
	switch {
	case c == v:
		return false
	case c == "citext":
		return v == "text"
	case c == "numeric":
		return v == "float"
	case c == "float":
		return false
	case c == "int":
		return v == "numeric" || v == "float"
	case c == "text", c == "time":
		return false
	}
	return false
}

func elementType(value *parse.Expr) string {
	if value.Kind == parse.Array {
		for _, a := range value.Args {
			if t := typeOf(a); t != "" {
				return t
			}
		}
		return ""
	}
	return strings.TrimSuffix(typeOf(value), "[]")
}
