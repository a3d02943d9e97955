package schema

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// targets returns the columns of a list of targets.
func (c *Catalog) targets(s *scope, ts []parse.Target) (cols []*Column, ok bool) {
	for _, t := range ts {
		if t.Expr != nil && t.Expr.Kind == parse.Star {
			cols = append(cols, s.star(t.Expr.Qual)...)
			continue
		}
		name := t.Alias
		if name == "" {
			if name, _ = label(t.Expr); name == "" {
				name = "?column?"
			}
		}
		cols = append(cols, c.column(s, name, t.Expr))
	}
	return cols, true
}

// star returns what * or qual.* means.
func (s *scope) star(qual string) []*Column {
	var cols []*Column
	for _, item := range s.items {
		if qual != "" && item.name != qual {
			continue
		}
		for _, col := range item.cols {
			if qual == "" && slices.Contains(item.merged, col.Name) {
				continue
			}
			cols = append(cols, &Column{Name: col.Name, Type: col.Type, Collation: col.Collation, Enum: col.Enum})
		}
	}
	return cols
}

// column returns an output column of that name with the type of e, "" when it is not plain to see.
func (c *Catalog) column(s *scope, name string, e *parse.Expr) *Column {
	col := c.valueOf(s, e)
	col.Name = name
	return &col
}

// valueOf returns the type and collation of e.
func (c *Catalog) valueOf(s *scope, e *parse.Expr) Column {
	if e == nil {
		return Column{}
	}
	switch e.Kind {
	case parse.Column:
		return s.find(e)
	case parse.Const:
		return Column{Type: constTypes[e.Type]}
	case parse.Cast:
		typ, enum := c.typeOf(e.Name)
		return Column{Type: typ, Enum: enum}
	case parse.Collate:
		col := c.valueOf(s, e.Args[0])
		col.Collation = e.Name
		return col
	case parse.And, parse.Or, parse.Not, parse.IsNull, parse.IsNotNull, parse.IsBool, parse.Distinct, parse.NotDistinct,
		parse.AnyOp, parse.AllOp, parse.Exists, parse.InSub, parse.AllSub:
		return Column{Type: "bool"}
	case parse.Case:
		return c.valueOf(s, e.Args[2])
	case parse.Scalar:
		if cols, _ := c.outputs(e.Sub, s.ctes); len(cols) > 0 {
			return *cols[0]
		}
	case parse.Array:
		if len(e.Args) > 0 {
			return Column{Type: c.valueOf(s, e.Args[0]).Type + "[]"}
		}
	case parse.Func:
		return c.callOf(s, e)
	case parse.Op:
		return c.operationOf(s, e)
	}
	return Column{}
}

var constTypes = map[string]string{"int": "int4", "float": "numeric", "string": "text", "bool": "bool", "bit": "bit", "null": "text"}

// callTypes are functions of one type; "=" is that of the first argument.
var callTypes = map[string]string{
	"count": "int8", "row_number": "int8", "rank": "int8", "dense_rank": "int8", "length": "int4", "now": "timestamptz",
	"current_timestamp": "timestamptz", "current_date": "date", "localtimestamp": "timestamp", "date_trunc": "", "extract": "numeric",
	"lower": "text", "upper": "text", "btrim": "text", "concat": "text", "md5": "text", "string_agg": "text", "to_char": "text",
	"coalesce": "=", "nullif": "=", "greatest": "=", "least": "=", "min": "=", "max": "=", "lag": "=", "lead": "=", "first_value": "=",
	"bool_or": "bool", "bool_and": "bool", "gen_random_uuid": "uuid", "to_tsvector": "tsvector", "jsonb_build_object": "jsonb", "jsonb_agg": "jsonb",
	"json_build_object": "json", "json_agg": "json", "row_to_json": "json", "to_json": "json", "to_jsonb": "jsonb",
}

func (c *Catalog) callOf(s *scope, e *parse.Expr) Column {
	var first Column
	if len(e.Args) > 0 {
		first = c.valueOf(s, e.Args[0])
	}
	switch typ := callTypes[e.Name]; typ {
	case "=":
		return first
	case "text":
		return Column{Type: "text", Collation: first.Collation}
	default:
		return Column{Type: typ}
	}
}

func (c *Catalog) operationOf(s *scope, e *parse.Expr) Column {
	switch {
	case strings.Trim(e.Name, "<>=!~@&?*") == "":
		if e.Name != "*" && e.Name != "&" {
			return Column{Type: "bool"}
		}
	case e.Name == "->>" || e.Name == "#>>":
		return Column{Type: "text"}
	}
	a := c.valueOf(s, e.Args[0])
	if len(e.Args) == 1 || e.Name == "->" {
		return a
	}
	switch b := c.valueOf(s, e.Args[1]); {
	case e.Name == "||" && (a.Type == "text" || b.Type == "text"):
		return Column{Type: "text", Collation: a.Collation}
	case a.Type == b.Type || a.Type == "numeric" || a.Type == "int8" && b.Type == "int4":
		return a
	}
	return Column{}
}

// find returns the column that e names, with no type when there is none.
func (s *scope) find(e *parse.Expr) Column {
	for _, item := range s.items {
		if e.Qual != "" && item.name != e.Qual {
			continue
		}
		for _, col := range item.cols {
			if col.Name == e.Name {
				return Column{Type: col.Type, Enum: col.Enum, Collation: col.Collation}
			}
		}
	}
	return Column{}
}

// renamedColumns returns copies of cols with the first ones renamed.
func renamedColumns(cols []*Column, names []string) []*Column {
	out := make([]*Column, len(cols))
	for i, col := range cols {
		cp := *col
		if i < len(names) {
			cp.Name = names[i]
		}
		out[i] = &cp
	}
	return out
}
