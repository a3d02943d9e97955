package calls

import (
	"go/ast"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// Apart reports whether a run of body does at most one of a and b: they stand in different branches, or
// one in a branch that leaves before the other.
func Apart(body, a, b ast.Node) bool {
	apart := false
	ast.Inspect(body, func(n ast.Node) bool {
		if n == nil || apart || !gosrc.Within(a, n) || !gosrc.Within(b, n) {
			return false
		}
		switch n := n.(type) {
		case *ast.IfStmt:
			apart = n.Else != nil && (gosrc.Within(a, n.Body) && gosrc.Within(b, n.Else) || gosrc.Within(b, n.Body) && gosrc.Within(a, n.Else))
		case *ast.SwitchStmt:
			apart = otherClause(n.Body, a, b)
		case *ast.TypeSwitchStmt:
			apart = otherClause(n.Body, a, b)
		case *ast.BlockStmt:
			apart = leavesBefore(n.List, a, b) || leavesBefore(n.List, b, a)
		case *ast.CaseClause:
			apart = leavesBefore(n.Body, a, b) || leavesBefore(n.Body, b, a)
		}
		return true
	})
	return apart
}

// otherClause reports whether a and b stand in different clauses of a switch.
func otherClause(body *ast.BlockStmt, a, b ast.Node) bool {
	one, other := clauseOf(body, a), clauseOf(body, b)
	return one != nil && other != nil && one != other
}

func clauseOf(body *ast.BlockStmt, n ast.Node) ast.Stmt {
	for _, c := range body.List {
		if gosrc.Within(n, c) {
			return c
		}
	}
	return nil
}

// leavesBefore reports whether first stands in an if of list that leaves, and then after it.
func leavesBefore(list []ast.Stmt, first, then ast.Node) bool {
	for _, s := range list {
		f, ok := s.(*ast.IfStmt)
		if ok && gosrc.Within(first, f.Body) && !gosrc.Within(then, f) && ends(f.Body.List, false) {
			return f.End() <= then.Pos()
		}
	}
	return false
}
