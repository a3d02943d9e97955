package calls

import (
	"go/ast"
	"go/token"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// WhenFull reports whether c runs only in those calls of its function that find a batch full which
// outlives them.
func (x *Index) WhenFull(c *Call) bool {
	return c.In != nil && c.In.Body() != nil && x.whenFull(c.In.Body(), c.Expr)
}

// whenFull reports whether n, a node of body, runs only in those turns that find a batch full:
//
//	if len(batch) >= size { flush(batch) }
//	if i%size == 0 { flush(batch) }
//	if len(batch) < size { continue }; flush(batch) // or return
//	if item.group != group { flush(batch); group = item.group }
func (x *Index) whenFull(body *ast.BlockStmt, n ast.Node) bool {
	t := x.turnOf(body)
	if t.full == nil {
		t.full = x.stretchesFull(body)
	}
	return t.full.At(n.Pos()) != nil
}

// stretchesFull returns where body is only in those turns that find a batch full.
func (x *Index) stretchesFull(body *ast.BlockStmt) stretches {
	full := stretches{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.IfStmt:
			if x.full(n.Cond, false, body) {
				full = append(full, stretch{From: n.Body.Pos(), To: n.Body.End()})
			}
		case *ast.BlockStmt:
			if s := x.skips(n, body); s != nil {
				full = append(full, stretch{From: s.End(), To: n.End()})
			}
		}
		return true
	})
	return gosrc.NewNest(full)
}

// skips returns the first statement of block that goes on to the next turn while the batch is not
// full, or nil.
func (x *Index) skips(block, body *ast.BlockStmt) ast.Stmt {
	for _, s := range block.List {
		f, ok := s.(*ast.IfStmt)
		if ok && len(f.Body.List) > 0 && goesOn(f.Body) && x.full(f.Cond, true, body) {
			return s
		}
	}
	return nil
}

// goesOn reports whether block ends by going on to the next turn or call.
func goesOn(block *ast.BlockStmt) bool {
	switch s := block.List[len(block.List)-1].(type) {
	case *ast.BranchStmt:
		return s.Tok == token.CONTINUE
	case *ast.ReturnStmt:
		return true
	}
	return false
}

// full reports whether cond, or its opposite, says that what body gathers has reached a size.
func (x *Index) full(cond ast.Expr, opposite bool, body *ast.BlockStmt) bool {
	switch c := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		return c.Op == token.NOT && x.full(c.X, !opposite, body)
	case *ast.BinaryExpr:
		if c.Op == token.LAND || c.Op == token.LOR {
			return x.full(c.X, opposite, body) || x.full(c.Y, opposite, body)
		}
		op, size, bound := c.Op, c.X, c.Y
		if !x.modulo(size) && !x.gathers(size, body) {
			op, size, bound = mirrored(op), bound, size
		}
		if opposite {
			op = negated(op)
		}
		if op == token.NEQ && x.groups(c, body) {
			return true
		}
		if x.modulo(size) {
			return op == token.EQL
		}
		return x.gathers(size, body) && x.reaches(op, bound)
	}
	return false
}

// groups reports whether c compares an element's group with that of those before it, which body
// keeps in a variable while it gathers them.
func (x *Index) groups(c *ast.BinaryExpr, body *ast.BlockStmt) bool {
	kept := func(e ast.Expr) bool {
		v := gosrc.VarOf(x.Info, e)
		return v != nil && !v.IsField() && !within(v.Pos(), body) && x.setIn(v, body)
	}
	return (kept(c.X) || kept(c.Y)) && x.turnOf(body).appends
}

// mirrored returns the operator of y op x for that of x op y.
func mirrored(op token.Token) token.Token {
	switch op {
	case token.LSS:
		return token.GTR
	case token.LEQ:
		return token.GEQ
	case token.GTR:
		return token.LSS
	case token.GEQ:
		return token.LEQ
	}
	return op
}

// negated returns the operator that holds where op does not.
func negated(op token.Token) token.Token {
	switch op {
	case token.LSS:
		return token.GEQ
	case token.LEQ:
		return token.GTR
	case token.NEQ:
		return token.EQL
	case token.EQL:
		return token.NEQ
	}
	return token.ILLEGAL // of no use here
}

// reaches reports whether op bound holds for a batch of two or more only.
func (x *Index) reaches(op token.Token, bound ast.Expr) bool {
	least := int64(2)
	switch op {
	case token.GTR:
		least = 1
	case token.GEQ, token.EQL:
	default:
		return false
	}
	n, ok := gosrc.ConstInt(x.Info, bound)
	return !ok && x.Info.Types[bound].Value == nil || n >= least
}

// modulo reports whether e is i%n.
func (x *Index) modulo(e ast.Expr) bool {
	b, ok := ast.Unparen(e).(*ast.BinaryExpr)
	if !ok || b.Op != token.REM {
		return false
	}
	n, ok := gosrc.ConstInt(x.Info, b.Y)
	return ok && n > 1 || x.Info.Types[b.Y].Value == nil
}
