package effects

import (
	"go/ast"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// direction tells reading from writing: by the text that was prepared, the row, else by the
// statement's verb.
func (e *extractor) direction(c *calls.Call) string {
	if text := e.prepared(c); text != "" {
		return Direction(text)
	}
	switch c.Row.Op {
	case "read", "write":
		return c.Row.Op
	}
	text := e.text(c)
	if text == "" && strings.HasPrefix(c.Callee.Name(), "Exec") {
		return "write" // a text from elsewhere, run for its effect
	}
	return Direction(text)
}

// text returns the beginning of the SQL that c runs, as far as it is constant.
func (e *extractor) text(c *calls.Call) string {
	if c.Row.Arg < 0 {
		return e.prepared(c)
	}
	if c.Row.Arg >= len(c.Expr.Args) {
		return ""
	}
	return e.leading(c.Expr.Args[c.Row.Arg], 0)
}

// prepared returns the beginning of the SQL of the prepared statement that c runs, when it was
// prepared in one place: stmt, err := db.Prepare(text).
func (e *extractor) prepared(c *calls.Call) string {
	sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr)
	if !ok || c.Row.Arg >= 0 {
		return ""
	}
	v := gosrc.VarOf(e.Info, sel.X)
	if v == nil || len(e.Assigns(v)) != 1 {
		return ""
	}
	a, ok := e.Assigns(v)[0].Node.(*ast.AssignStmt)
	if !ok || len(a.Rhs) != 1 {
		return ""
	}
	call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return ""
	}
	from := e.CallOf(call)
	if from == nil || from.Row == nil || from.Row.Kind != "prepare" || from.Row.Arg < 0 || from.Row.Arg >= len(call.Args) {
		return ""
	}
	return e.leading(call.Args[from.Row.Arg], 0)
}

// leading returns the constant text that an SQL expression begins with.
func (e *extractor) leading(x ast.Expr, depth int) string {
	if s, ok := gosrc.ConstString(e.Info, x); ok {
		return s
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		return e.leading(x.X, depth)
	case *ast.CallExpr: // fmt.Sprintf(format, …)
		if len(x.Args) > 0 {
			return e.leading(x.Args[0], depth)
		}
	case *ast.Ident, *ast.SelectorExpr:
		v := gosrc.VarOf(e.Info, x)
		if v == nil || depth > 3 {
			return ""
		}
		if as := e.Assigns(v); len(as) > 0 && as[0].Expr != nil {
			return e.leading(as[0].Expr, depth+1)
		}
	}
	return ""
}
