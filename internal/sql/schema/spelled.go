package schema

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// Spelled returns x as a schema listing shows it.
func (x *Index) Spelled() string {
	var keys []string
	for _, k := range x.Keys {
		key := k.Column
		if k.Expr != nil {
			key = parse.Canon(k.Expr)
		}
		if k.Desc {
			key += " desc"
		}
		keys = append(keys, key)
	}
	s := x.Name + " (" + strings.Join(keys, ", ") + ")"
	if x.Method != "btree" {
		s += " using " + x.Method
	}
	if x.Unique {
		s += " unique"
	}
	if x.Where != nil {
		s += " where " + parse.Canon(x.Where)
	}
	return s
}
