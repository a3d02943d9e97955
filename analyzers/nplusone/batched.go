package nplusone

import (
	"strings"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/passes/queries"
	"github.com/scalevet/scalevet/internal/sql/parse"
)

// wide is how long a batched statement may be before its columns are left out, in bytes.
const wide = 120

// batched returns the one statement that asks for all elements at once what path's end asks for
// each, or "" when its text is not known or would mean something else.
func batched(p *link.Program, path *link.Path) string {
	text := statement(p, path)
	sql, ok := parse.Batched(text)
	if !ok {
		return ""
	}
	if strings.Contains(text, "?") { // of a store that may not know ANY, or of a library that expands lists
		sql = strings.Replace(sql, "= ANY($1)", "IN (?)", 1)
		if strings.Contains(sql, "$1") {
			return ""
		}
	}
	if columns, rest, _ := strings.Cut(sql, " FROM "); len(sql) > wide && !strings.Contains(columns, "(") {
		sql = "SELECT … FROM " + rest
	}
	return sql
}

// statement returns the text that path's end runs when there is just one and it is known whole.
func statement(p *link.Program, path *link.Path) string {
	qs := texts(p, path)
	if len(qs) != 1 || len(qs[0].Variants) != 1 || qs[0].Variants[0].Unknown != 0 || qs[0].Variants[0].Some {
		return ""
	}
	return qs[0].Variants[0].SQL
}

// writes reports whether path's end, which runs a text that it is handed, changes rows by it.
func writes(p *link.Program, path *link.Path) bool {
	qs := texts(p, path)
	return len(qs) == 1 && effects.Direction(qs[0].Variants[0].SQL) == "write"
}

// texts returns the queries on path that know their text, or its beginning. It stands at the last
// call on the way that names it: those after it only hand it on.
func texts(p *link.Program, path *link.Path) []*queries.Query {
	var qs []*queries.Query
	for _, s := range path.Steps {
		for _, q := range p.QueriesAt(s.Pos) {
			if len(q.Variants) > 0 && q.Variants[0].SQL != "" && p.Runs(q) {
				qs = append(qs, q)
			}
		}
	}
	return qs
}
