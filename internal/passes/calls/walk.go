package calls

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// A walker carries the context of the place it stands at. Visit hands a copy to the children, so
// leaving a node needs no bookkeeping.
type walker struct {
	*Index
	generated bool
	fn        *Func
	loop      *Loop
	use       use  // what the parent does with a closure or call that stands right here
	aside     bool // what stands here builds no schema
}

// use is the parent's word on the node below it.
type use struct {
	node ast.Node
	as   Use
	by   *ast.CallExpr
	arg  int
}

// Visit implements ast.Visitor.
func (w *walker) Visit(n ast.Node) ast.Visitor {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return w.decl(n)
	case *ast.FuncLit:
		return w.closure(n)
	case *ast.RangeStmt:
		return w.rangeLoop(n)
	case *ast.ForStmt:
		return w.forLoop(n)
	case *ast.CallExpr:
		return w.call(n)
	case *ast.GoStmt:
		return w.spawned(n.Call, Gone)
	case *ast.DeferStmt:
		return w.spawned(n.Call, Deferred)
	case *ast.AssignStmt:
		w.assign(n)
		if len(n.Rhs) == 1 && w.onlyErrors(n.Lhs) {
			return w.with(use{node: n.Rhs[0], as: dropped})
		}
	case *ast.ExprStmt:
		return w.with(use{node: n.X, as: dropped})
	case *ast.IncDecStmt:
		w.write(n.X, nil, n)
	case *ast.SendStmt:
		w.writeElem(n.Chan, n.Value, n)
	case *ast.ValueSpec:
		w.valueSpec(n)
		return w.under(n.Names[0].Name)
	case *ast.KeyValueExpr:
		return w.under(w.keyName(n.Key)).with(use{node: n.Value, as: Kept})
	case *ast.BasicLit:
		w.define(n)
	case *ast.BinaryExpr:
		w.cap(n)
		return w.binary(n)
	case *ast.ReturnStmt:
		return w.returns(n)
	case *ast.CompositeLit:
		w.compositeLit(n)
	case *ast.UnaryExpr:
		w.address(n)
	}
	return w
}

func (w *walker) with(u use) *walker {
	c := *w
	c.use = u
	return &c
}

func (w *walker) decl(n *ast.FuncDecl) ast.Visitor {
	obj, _ := w.Info.Defs[n.Name].(*types.Func)
	if obj == nil || n.Body == nil {
		return nil // broken code, or a body in assembly
	}
	c := *w.under(n.Name.Name)
	f := &Func{Obj: obj, Decl: n, Generated: w.generated, Aside: c.aside}
	w.Funcs = append(w.Funcs, f)
	w.decls[obj] = f
	c.fn, c.loop = f, nil
	return &c
}

func (w *walker) closure(n *ast.FuncLit) ast.Visitor {
	f := &Func{Lit: n, Parent: w.fn, Loop: w.loop, Generated: w.generated, Aside: w.aside}
	if w.use.node == n {
		f.Use, f.Arg = w.use.as, w.use.arg
		f.By = w.calls[w.use.by]
	}
	w.Funcs = append(w.Funcs, f)
	w.lits[n] = f
	c := *w
	c.fn, c.loop, c.use = f, nil, use{}
	return &c
}

func (w *walker) rangeLoop(n *ast.RangeStmt) ast.Visitor {
	for _, e := range []ast.Expr{n.Key, n.Value} {
		if e == nil {
			continue
		}
		if n.Tok == token.ASSIGN {
			w.write(e, nil, n)
		}
		w.set(e, Assign{Node: n})
	}
	ast.Walk(w, n.X) // evaluated once, before the loop
	inner := *w
	inner.loop = &Loop{Stmt: n, In: w.fn, Outer: w.loop}
	ast.Walk(&inner, n.Body)
	return nil
}

func (w *walker) forLoop(n *ast.ForStmt) ast.Visitor {
	if n.Init != nil {
		ast.Walk(w, n.Init) // runs once
	}
	inner := *w
	inner.loop = &Loop{Stmt: n, In: w.fn, Outer: w.loop}
	if n.Cond != nil {
		ast.Walk(&inner, n.Cond)
	}
	if n.Post != nil {
		ast.Walk(&inner, n.Post)
	}
	ast.Walk(&inner, n.Body)
	return nil
}

// spawned walks the call of a go or defer statement.
func (w *walker) spawned(n *ast.CallExpr, as Use) ast.Visitor {
	c := w.with(use{node: n, as: as})
	ast.Walk(c, n)
	return nil
}

func (w *walker) call(n *ast.CallExpr) ast.Visitor {
	if tv := w.Info.Types[n.Fun]; tv.IsType() {
		return w // a conversion: the operand keeps the parent's use
	}
	c := &Call{Expr: n, In: w.fn, Loop: w.loop}
	if w.use.node == n {
		c.Go, c.Defer, c.dropped = w.use.as == Gone, w.use.as == Deferred, w.use.as == dropped
	}
	c.Callee, c.Recv = gosrc.Callee(w.Info, n)
	switch fun := gosrc.Unwrap(n.Fun).(type) {
	case *ast.FuncLit:
		c.Lit = fun
	default:
		if c.Callee == nil {
			c.Var = gosrc.CalleeVar(w.Info, n)
		}
	}
	if c.Callee != nil {
		c.Row = w.Catalog.Lookup(c.Callee, c.Recv)
	}
	w.builtin(n)
	w.Calls = append(w.Calls, c)
	w.calls[n] = c
	if w.fn != nil {
		w.fn.Calls = append(w.fn.Calls, c)
	}
	w.operands(n, c)
	return nil
}

// operands walks what is called and the arguments, telling closures among them their use.
func (w *walker) operands(n *ast.CallExpr, c *Call) {
	as := Called
	if c.Go {
		as = Gone
	} else if c.Defer {
		as = Deferred
	}
	ast.Walk(w.with(use{node: gosrc.Unwrap(n.Fun), as: as, by: n}), n.Fun)
	for i, arg := range n.Args {
		ast.Walk(w.argument(n, i).with(use{node: w.stripped(arg), as: Passed, by: n, arg: i}), arg)
	}
}

// argument is w for argument i of n. Text that is handed on defines nothing by itself, and of two
// functions the second is a migration's way back.
func (w *walker) argument(n *ast.CallExpr, i int) *walker {
	t := w.Info.TypeOf(n.Args[i])
	switch {
	case t == nil:
	case gosrc.IsString(t) && gosrc.Builtin(w.Info, n) != "append":
		return w.without()
	case i > 0 && isFunc(t) && isFunc(w.Info.TypeOf(n.Args[i-1])):
		return w.without()
	}
	return w
}

func isFunc(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// stripped returns e without parentheses and conversions, as in http.HandlerFunc(func…).
func (w *walker) stripped(e ast.Expr) ast.Expr {
	for {
		switch x := e.(type) {
		case *ast.ParenExpr:
			e = x.X
		case *ast.CallExpr:
			if !w.Info.Types[x.Fun].IsType() || len(x.Args) != 1 {
				return e
			}
			e = x.Args[0]
		default:
			return e
		}
	}
}

// builtin notes delete(m, k), clear(m) and the like, which change their operand.
func (w *walker) builtin(n *ast.CallExpr) {
	switch gosrc.Builtin(w.Info, n) {
	case "delete", "clear":
		if len(n.Args) > 0 { // broken code
			w.writeElem(n.Args[0], nil, n)
		}
	}
}

func (w *walker) returns(n *ast.ReturnStmt) ast.Visitor {
	if w.fn != nil {
		w.fn.Returns = append(w.fn.Returns, n.Results...)
	}
	for _, r := range n.Results {
		ast.Walk(w.with(use{node: w.stripped(r), as: Returned}), r)
	}
	return nil
}

func (w *walker) compositeLit(n *ast.CompositeLit) {
	t := w.Info.TypeOf(n)
	if named := gosrc.Named(t); named != nil {
		t = named
	}
	if t == nil {
		return
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return
	}
	if named, ok := t.(*types.Named); ok {
		w.Lits = append(w.Lits, &Lit{Expr: n, Type: named, In: w.fn, Loop: w.loop})
	}
	w.fields(n, st)
}

// fields notes the values that a struct literal gives to the fields.
func (w *walker) fields(n *ast.CompositeLit, st *types.Struct) {
	for i, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok {
				if v, ok := w.Info.Uses[id].(*types.Var); ok {
					w.note(v.Origin(), Assign{Expr: kv.Value, Node: n})
				}
			}
			continue
		}
		if i < st.NumFields() {
			w.note(st.Field(i).Origin(), Assign{Expr: e, Node: n})
		}
	}
}
