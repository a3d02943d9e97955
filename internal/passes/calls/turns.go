package calls

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// A turn is what one look at the body of a loop or a function shows, kept for the many questions that
// are asked of it.
type turn struct {
	counts  map[*types.Var]count // what it does to variables that may count its turns
	appends bool                 // to a list that outlives the turn
	full    stretches            // that run only when a batch is full; nil until asked for
	leaving stretches            // after which a loop is left; nil until asked for

	searches, searched bool // it looks for an element that fits, and whether that was asked
}

// stretches are parts of a body.
type (
	stretches = gosrc.Nest[struct{}]
	stretch   = gosrc.Stretch[struct{}]
)

// A count is what a body does to a number.
type count uint8

const (
	up   count = 1 << iota // counts it up
	back                   // sets it to a constant
)

// turnOf returns what is known of body.
func (x *Index) turnOf(body *ast.BlockStmt) *turn {
	t := x.turns[body]
	if t == nil {
		t = x.look(body)
		x.turns[body] = t
	}
	return t
}

func (x *Index) look(body *ast.BlockStmt) *turn {
	t := &turn{counts: map[*types.Var]count{}}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IncDecStmt:
			if n.Tok == token.INC {
				t.counts[gosrc.VarOf(x.Info, n.X)] |= up
			}
		case *ast.AssignStmt:
			if len(n.Lhs) == 1 && len(n.Rhs) == 1 {
				x.lookAt(n, t, body)
			}
		}
		return true
	})
	return t
}

// lookAt adds what n, an assignment of one value, does.
func (x *Index) lookAt(n *ast.AssignStmt, t *turn, body *ast.BlockStmt) {
	v := gosrc.VarOf(x.Info, n.Lhs[0])
	switch {
	case v == nil:
		return
	case n.Tok == token.ADD_ASSIGN:
		t.counts[v] |= up
	case n.Tok == token.ASSIGN:
		if _, isConst := gosrc.ConstInt(x.Info, n.Rhs[0]); isConst {
			t.counts[v] |= back
		}
	}
	t.appends = t.appends || !within(v.Pos(), body) && x.appendTo(v, n.Rhs[0]) != nil
}
