package link

import (
	"go/token"
	"slices"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/passes/queries"
)

// bindSQL hands on which parameters are SQL text to the functions that pass their own parameter
// to them.
func (p *Program) bindSQL() {
	for changed := true; changed; {
		changed = false
		for _, n := range p.order {
			if n.Fn == nil || n.Obj == nil {
				continue
			}
			for _, c := range n.Fn.Src.Calls {
				if c.Callee != nil && c.Row == nil && p.forwardsSQL(n, c) {
					changed = true
				}
			}
		}
	}
	p.bindWrapped()
}

// forwardsSQL notes the parameters of n that c hands on as SQL, and reports whether any is new.
func (p *Program) forwardsSQL(n *Node, c *calls.Call) bool {
	changed := false
	for i, arg := range c.Expr.Args {
		v := gosrc.VarOf(n.Unit.Calls.Info, arg)
		if v == nil {
			continue
		}
		params := n.Obj.Signature().Params()
		for j := range params.Len() {
			if params.At(j) == v && !slices.Contains(n.Fn.SQL, j) && p.takesSQL(c, i) {
				n.Fn.SQL = append(n.Fn.SQL, j)
				changed = true
			}
		}
	}
	return changed
}

// bindWrapped notes which of the statements passed to own functions these hand to a store. It is
// done here since looking for a callee may add to the graph, which the rules share.
func (p *Program) bindWrapped() {
	p.wraps = map[*queries.Query]bool{}
	for _, u := range p.Units {
		for _, q := range u.Queries.Queries {
			if q.Wrapped && p.takesSQL(q.Call, q.Arg) {
				p.wraps[q] = true
			}
		}
	}
}

// Runs reports whether the call of q runs its statement: it is a store's, or of an own function
// that hands the text to a store.
func (p *Program) Runs(q *queries.Query) bool { return !q.Wrapped || p.wraps[q] }

// QueriesAt returns the queries whose calls begin at pos.
func (p *Program) QueriesAt(pos token.Pos) []*queries.Query { return p.texts()[pos] }

func (p *Program) textsByPlace() map[token.Pos][]*queries.Query {
	at := map[token.Pos][]*queries.Query{}
	for _, u := range p.Units {
		for _, q := range u.Queries.Queries {
			at[q.Call.Expr.Pos()] = append(at[q.Call.Expr.Pos()], q)
		}
	}
	return at
}

// takesSQL reports whether the function that c calls hands its argument arg to a store as the
// text of a statement.
func (p *Program) takesSQL(c *calls.Call, arg int) bool {
	if c.Callee == nil {
		return false
	}
	return p.callee(c.Callee, c.Recv).takesSQL(arg)
}

func (n *Node) takesSQL(arg int) bool {
	switch {
	case n == nil:
		return false
	case n.Fn != nil:
		return slices.Contains(n.Fn.SQL, arg)
	case n.summary != nil:
		return slices.Contains(n.summary.SQL, arg)
	}
	for _, e := range n.out { // an interface method: what its implementers do
		if e.to.takesSQL(arg) {
			return true
		}
	}
	return false
}
