package calls

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// assign notes each left-hand side of n with its value.
func (w *walker) assign(n *ast.AssignStmt) {
	paired := len(n.Lhs) == len(n.Rhs)
	for i, lhs := range n.Lhs {
		a := Assign{Node: n, Append: n.Tok != token.ASSIGN && n.Tok != token.DEFINE}
		if paired {
			a.Expr = n.Rhs[i]
		}
		w.set(lhs, a)
		if n.Tok != token.DEFINE {
			w.write(lhs, a.Expr, n)
		}
	}
}

func (w *walker) valueSpec(n *ast.ValueSpec) {
	for i, name := range n.Names {
		v, ok := w.Info.Defs[name].(*types.Var)
		if !ok {
			continue // a constant
		}
		a := Assign{Node: n}
		if len(n.Values) == len(n.Names) {
			a.Expr = n.Values[i]
		}
		if len(n.Values) > 0 {
			w.note(v, a)
		}
	}
}

// set notes a value given to the variable or field that lhs names directly.
func (w *walker) set(lhs ast.Expr, a Assign) {
	if id, ok := lhs.(*ast.Ident); ok && id.Name == "_" {
		return
	}
	if v := gosrc.VarOf(w.Info, lhs); v != nil {
		w.note(v, a)
	}
}

func (w *walker) note(v *types.Var, a Assign) {
	a.In, a.Loop = w.fn, w.loop
	w.assigns[v] = append(w.assigns[v], a)
}

// address notes &v: from there on anybody may change v.
func (w *walker) address(n *ast.UnaryExpr) {
	if n.Op != token.AND {
		return
	}
	if id, ok := n.X.(*ast.Ident); ok {
		if v, ok := w.Info.Uses[id].(*types.Var); ok {
			w.note(v, Assign{Node: n})
		}
	}
}

// write notes a change to an element, a field or a package variable; locals are nobody else's.
func (w *walker) write(lhs, value ast.Expr, n ast.Node) {
	switch x := lhs.(type) {
	case *ast.IndexExpr:
		w.writeElem(x.X, value, n)
		return
	case *ast.ParenExpr:
		w.write(x.X, value, n)
		return
	}
	root, fields := gosrc.Root(w.Info, lhs)
	if root == nil || (len(fields) == 0 && !gosrc.IsPackageVar(root)) {
		return
	}
	w.addWrite(&Write{Target: lhs, Root: root, Fields: fields, Expr: value, In: w.fn, Node: n})
}

func (w *walker) addWrite(wr *Write) {
	w.Writes = append(w.Writes, wr)
	if wr.In != nil {
		wr.In.Writes = append(wr.In.Writes, wr)
	}
	w.writes[wr.Root] = append(w.writes[wr.Root], wr)
	if of := wr.Of(); of != wr.Root {
		w.writes[of] = append(w.writes[of], wr)
	}
}

// writeElem notes a change to an element of container.
func (w *walker) writeElem(container, value ast.Expr, n ast.Node) {
	root, fields := gosrc.Root(w.Info, container)
	if root == nil {
		return
	}
	w.addWrite(&Write{Target: container, Root: root, Fields: fields, Elem: true, Expr: value, In: w.fn, Node: n})
}
