package filter

import (
	"slices"

	"github.com/scalevet/scalevet/internal/sql/parse"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// conflict refuses ON CONFLICT (columns) that no unique index matches: PostgreSQL does so when the
// statement runs.
func (j *judge) conflict(q *parse.Query) {
	if q.Conflict == nil || len(q.Conflict.Keys) == 0 {
		return
	}
	t := j.cat.Table(q.Target.Table)
	if t == nil || t.Uncertain != "" || t.View != nil || len(t.Columns) == 0 {
		return
	}
	for _, x := range t.Indexes {
		if x.Unique && arbitrates(t, x, q.Conflict) {
			return
		}
	}
	j.v.Err = "there is no unique index on " + t.Name.Name + " for ON CONFLICT"
	j.v.Relations = append(j.v.Relations, &Relation{Table: t, Alias: q.Target.Refname(), Class: Failed, Kind: "conflict"})
}

// arbitrates reports whether x's keys are exactly those of c.
func arbitrates(t *schema.Table, x *schema.Index, c *parse.Conflict) bool {
	if len(x.Keys) != len(c.Keys) {
		return false
	}
	for _, k := range c.Keys {
		if !slices.ContainsFunc(x.Keys, func(y parse.IndexKey) bool { return keyText(t, y) == keyText(t, k) }) {
			return false
		}
	}
	if x.Where == nil {
		return true
	}
	return c.Where != nil && predicateText(predicate(t, x)) == predicateText(normal(typed(c.Where, t)))
}

// ForeignKey judges the check that PostgreSQL runs on t when the row that fk refers to is deleted
// or its key changes.
func ForeignKey(t *schema.Table, fk *schema.ForeignKey) Class {
	if t.Uncertain != "" {
		return Unknown
	}
	for _, x := range t.Indexes {
		if x.Invalid || len(x.Keys) == 0 || !slices.Contains(fk.Columns, x.Keys[0].Column) {
			continue
		}
		switch x.Method {
		case "btree", "hash", "gist", "brin":
		default:
			continue
		}
		if x.Where == nil || x.Where.Kind == parse.IsNotNull && slices.Contains(fk.Columns, parse.Canon(x.Where.Args[0])) {
			return Served
		}
	}
	return Unserved
}
