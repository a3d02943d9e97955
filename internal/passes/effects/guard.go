package effects

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// guards are the stretches of a function that run only when a cache had no answer.
type (
	guards = gosrc.Nest[struct{}]
	guard  = gosrc.Stretch[struct{}]
)

// cached reports whether n runs only after f asked a cache, in memory or outside, in vain.
func (e *extractor) cached(f *calls.Func, n ast.Node) bool {
	if f == nil {
		return false
	}
	gs, ok := e.guards[f]
	if !ok {
		gs = e.findGuards(f)
		e.guards[f] = gs
	}
	return gs.At(n.Pos()) != nil
}

// findGuards looks at each block of f for
//
//	if v, ok := m[k]; ok { return v }      // the rest of the block is guarded
//	if byID { if ok { return v } }         // so it is
//	if !ok { … }                           // this body is guarded
func (e *extractor) findGuards(f *calls.Func) guards {
	var gs []guard
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BlockStmt:
			gs = append(gs, e.blockGuards(n)...)
		}
		return true
	})
	return gosrc.NewNest(gs)
}

func (e *extractor) blockGuards(block *ast.BlockStmt) []guard {
	var gs []guard
	hits := map[*types.Var]bool{} // ok, or the value, of a look-up in a cache
	for _, s := range block.List {
		e.lookup(s, hits)
		f, ok := s.(*ast.IfStmt)
		if !ok {
			continue
		}
		e.lookup(f.Init, hits)
		switch e.answer(f.Cond, hits) {
		case yes:
			if ends(f.Body) {
				gs = append(gs, guard{From: f.End(), To: block.End()})
			} else if f.Else != nil {
				gs = append(gs, guard{From: f.Else.Pos(), To: f.Else.End()})
			}
		case no:
			gs = append(gs, guard{From: f.Body.Pos(), To: f.Body.End()})
		case silent:
			if f.Else == nil && e.asks(f.Body) {
				gs = append(gs, guard{From: f.End(), To: block.End()})
			}
		}
	}
	return gs
}

// asks reports whether who comes to the end of block asked a cache in it in vain.
func (e *extractor) asks(block *ast.BlockStmt) bool {
	return slices.ContainsFunc(e.blockGuards(block), func(g guard) bool { return g.To == block.End() })
}

// lookup notes the variables that s fills from a cache: v, ok := m[k] and v, err := cache.Get(k).
func (e *extractor) lookup(s ast.Stmt, hits map[*types.Var]bool) {
	a, ok := s.(*ast.AssignStmt)
	if !ok || len(a.Rhs) != 1 || len(a.Lhs) > 3 || !e.isLookup(a.Rhs[0], len(a.Lhs)) {
		return
	}
	for _, lhs := range a.Lhs {
		if v := gosrc.VarOf(e.Info, lhs); v != nil {
			hits[v] = true
		}
	}
}

func (e *extractor) isLookup(x ast.Expr, results int) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.TypeAssertExpr:
		return e.isLookup(x.X, results)
	case *ast.SelectorExpr:
		call, ok := x.X.(*ast.CallExpr)
		return ok && e.isLookup(call, results)
	case *ast.IndexExpr:
		t := e.Info.TypeOf(x.X)
		if t == nil {
			return false
		}
		_, isMap := t.Underlying().(*types.Map)
		return isMap
	case *ast.CallExpr:
		c := e.CallOf(x)
		if c != nil && e.carried(c) {
			return true
		}
		if c == nil || c.Row == nil {
			return c != nil && results >= 2 && e.ownCache(c)
		}
		return c.Row.Word == catalog.Make && isBytes(c) || // a file: what is kept on the disk
			c.Row.Word == catalog.State && c.Row.Op == "read" || c.Row.Word == catalog.Query && c.Row.Cache
	}
	return false
}

// carried reports whether c asks for what a request carries, as its data loaders: ctx.Value(key), or
// loaders(ctx).
func (e *extractor) carried(c *calls.Call) bool {
	switch {
	case c.Callee == nil || len(c.Expr.Args) != 1 || c.Row != nil:
		return false
	case c.Recv != nil:
		return c.Callee.Name() == "Value" && gosrc.IsContext(c.Recv)
	}
	t := e.Info.TypeOf(c.Expr.Args[0])
	return t != nil && gosrc.IsContext(t) && c.Callee.Signature().Results().Len() == 1
}

// ownCache reports whether c asks a cache that the catalog does not know: v, ok := cache.Get(k), or
// v, ok, err := cache.Get(k).
func (e *extractor) ownCache(c *calls.Call) bool {
	if c.Callee == nil || c.Recv == nil {
		return false
	}
	res := c.Callee.Signature().Results()
	if res.Len() < 2 || !types.Identical(res.At(1).Type(), types.Typ[types.Bool]) {
		return false
	}
	name := strings.ToLower(gosrc.TypeName(c.Recv))
	return strings.Contains(name, "cache") || strings.Contains(name, "memo")
}

// An answer is what a condition says of a cache.
type answer uint8

const (
	silent answer = iota
	yes           // it had one
	no            // it had none
)

// answer reads ok, !ok, v != nil, err == nil and their opposites.
func (e *extractor) answer(cond ast.Expr, hits map[*types.Var]bool) answer {
	switch c := ast.Unparen(cond).(type) {
	case *ast.Ident:
		if v, _ := e.Info.ObjectOf(c).(*types.Var); hits[v] {
			return yes
		}
	case *ast.UnaryExpr:
		if c.Op == token.NOT {
			return flip(e.answer(c.X, hits))
		}
	case *ast.BinaryExpr:
		return e.compared(c, hits)
	}
	return silent
}

func (e *extractor) compared(c *ast.BinaryExpr, hits map[*types.Var]bool) answer {
	if c.Op == token.LAND {
		if a := e.answer(c.X, hits); a != silent {
			return a
		}
		return e.answer(c.Y, hits)
	}
	v := gosrc.VarOf(e.Info, c.X)
	if id, ok := c.Y.(*ast.Ident); !ok || id.Name != "nil" || !hits[v] {
		return silent
	}
	found := (c.Op == token.NEQ) != gosrc.IsError(v.Type()) // v != nil, err == nil
	if found {
		return yes
	}
	return no
}

func flip(a answer) answer {
	switch a {
	case yes:
		return no
	case no:
		return yes
	}
	return silent
}

// ends reports whether block leaves the stretch it stands in, or does so when what it found is good:
// if v.ID > 0 { return v }.
func ends(block *ast.BlockStmt) bool {
	if len(block.List) == 0 {
		return false
	}
	switch s := block.List[len(block.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.IfStmt:
		return s.Else == nil && ends(s.Body)
	}
	return false
}
