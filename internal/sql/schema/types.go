package schema

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// typeOf returns a column type as pg_type.typname has it, without its schema: a dump writes
// public.citext. Domains stand for their base type.
func (c *Catalog) typeOf(name string) (typ string, enum bool) {
	base, isArray := strings.CutSuffix(name, "[]")
	for range 8 { // domains over domains; a cycle is no valid schema
		_, t := c.userType(typeName(base))
		if t == nil {
			break
		}
		if t.Enum {
			enum = true
			break
		}
		base = t.Base
	}
	typ = parse.TypeAlias(typeName(base).Name)
	if isArray {
		return typ + "[]", false
	}
	return typ, enum
}

func typeName(s string) parse.Name {
	if schema, name, ok := strings.Cut(s, "."); ok {
		return parse.Name{Schema: schema, Name: name}
	}
	return parse.Name{Name: s}
}

// userType finds an enum or a domain, with its full name.
func (c *Catalog) userType(n parse.Name) (parse.Name, *parse.CreateType) {
	if n.Schema != "" {
		return n, c.types[n]
	}
	for _, s := range c.path {
		n.Schema = s
		if t := c.types[n]; t != nil {
			return n, t
		}
	}
	return parse.Name{}, nil
}
