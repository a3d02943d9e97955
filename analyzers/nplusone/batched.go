package nplusone

import (
	"go/token"
	"strings"

	"github.com/scalevet/scalevet/internal/link"
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

// statement returns the text that path's end runs when there is just one and it is known whole. It
// stands at the last call on the way that names it: those after it only hand it on.
func statement(p *link.Program, path *link.Path) string {
	at := map[token.Pos]bool{}
	for _, s := range path.Steps {
		at[s.Pos] = s.Pos.IsValid()
	}
	text, known := "", 0
	for _, u := range p.Units {
		for _, q := range u.Queries.Queries {
			if !at[q.Call.Expr.Pos()] || !p.Runs(q) || !whole(q) {
				continue
			}
			text = q.Variants[0].SQL
			known++
		}
	}
	if known != 1 {
		return ""
	}
	return text
}

// whole reports whether q runs one statement only, every word of which is known.
func whole(q *queries.Query) bool {
	return len(q.Variants) == 1 && q.Variants[0].Unknown == 0 && !q.Variants[0].Some
}
