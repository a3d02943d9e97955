package filter

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// rowOp splits (a, b) = (x, y); of (a, b) > (x, y) only the first columns can be searched.
func rowOp(op string, as, bs []*parse.Expr) *parse.Expr {
	switch op {
	case "=":
		n := &parse.Expr{Kind: parse.And}
		for i := range as {
			n.Args = append(n.Args, &parse.Expr{Kind: parse.Op, Name: "=", Args: []*parse.Expr{as[i], bs[i]}})
		}
		return normal(n)
	case "<", ">", "<=", ">=":
		first := &parse.Expr{Kind: parse.Op, Name: strings.TrimSuffix(op, "=") + "=", Args: []*parse.Expr{as[0], bs[0]}}
		first.Type = "row"
		return first
	}
	return &parse.Expr{Kind: parse.Unknown, Args: append(slices.Clone(as), bs...)}
}

// rowIn turns (a, b) IN ((x, y), …) into a list for each column.
func rowIn(e *parse.Expr) *parse.Expr {
	l, r := e.Args[0], e.Args[1]
	if l == nil || r == nil || l.Kind != parse.Row || r.Kind != parse.Array || e.Name != "=" {
		return e
	}
	n := &parse.Expr{Kind: parse.And}
	for i, col := range l.Args {
		list := &parse.Expr{Kind: parse.Array}
		for _, row := range r.Args {
			if row.Kind != parse.Row || i >= len(row.Args) {
				return e
			}
			list.Args = append(list.Args, row.Args[i])
		}
		n.Args = append(n.Args, &parse.Expr{Kind: parse.AnyOp, Name: "=", Args: []*parse.Expr{col, list}})
	}
	return normal(n)
}
