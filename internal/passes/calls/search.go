package calls

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// Searches reports whether l looks for an element that fits, and ends well when it has one: an if
// on what a turn found leaves the loop, and not with an error.
//
//	for _, id := range ids { if ok := lease(id); ok { return id, nil } }
func (x *Index) Searches(l *Loop) bool {
	body := l.body()
	t := x.turnOf(body)
	if !t.searched {
		t.searched = true
		t.searches = branches(body, func(s ast.Stmt) bool {
			f, ok := s.(*ast.IfStmt)
			return ok && len(f.Body.List) > 0 && x.succeeds(f.Body.List[len(f.Body.List)-1]) && x.foundIn(f.Cond, body)
		})
	}
	return t.searches
}

// succeeds reports whether s leaves a loop with what was looked for.
func (x *Index) succeeds(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.BranchStmt:
		return s.Tok == token.BREAK
	case *ast.ReturnStmt:
		if len(s.Results) == 0 {
			return false
		}
		tv := x.Info.Types[s.Results[len(s.Results)-1]]
		if tv.Value != nil && tv.Value.Kind() == constant.Bool {
			return constant.BoolVal(tv.Value)
		}
		return tv.IsNil() || tv.Type != nil && !gosrc.IsError(tv.Type)
	}
	return false
}

// foundIn reports whether cond asks for a variable that body sets, other than an error.
func (x *Index) foundIn(cond ast.Expr, body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		v, ok := x.Info.ObjectOf(id).(*types.Var)
		if !ok || v.IsField() || gosrc.IsError(v.Type()) {
			return true
		}
		found = x.setIn(v, body)
		return !found
	})
	return found
}
