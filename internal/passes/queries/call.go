package queries

import (
	"go/ast"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// call returns the variants of result i of call x.
func (e *evaluator) call(x *ast.CallExpr, i, depth int) []value {
	if e.steps++; depth > deepest || e.steps > budget {
		return unknown(x)
	}
	if e.Info.Types[x.Fun].IsType() && len(x.Args) == 1 {
		return e.expr(x.Args[0], depth) // a conversion
	}
	if id, ok := x.Fun.(*ast.Ident); ok && id.Name == "append" && len(x.Args) > 0 {
		return e.appended(x, depth)
	}
	c := e.CallOf(x)
	if c == nil || c.Callee == nil {
		return unknown(x)
	}
	if vs, ok := e.library(c, depth); ok {
		return vs
	}
	if vs, ok := e.std(c, depth); ok {
		return vs
	}
	if f := e.Decl(c.Callee); f != nil {
		return e.result(f, x, i, depth)
	}
	if e.tableMethod(c) {
		if vs := e.tableOfValue(c); vs != nil {
			return vs
		}
	}
	if t := e.Info.TypeOf(x); t != nil && e.storeOf(t) != "" {
		return []value{{at: spanOf(x)}} // a handle of a store, without clauses as far as known
	}
	return unknown(x)
}

// appended returns append(list, elements…).
func (e *evaluator) appended(x *ast.CallExpr, depth int) []value {
	out := e.expr(x.Args[0], depth)
	for i, arg := range x.Args[1:] {
		vs := e.expr(arg, depth)
		if i == len(x.Args)-2 && x.Ellipsis.IsValid() {
			out = e.cross(out, vs)
			continue
		}
		out = e.cross(out, each(vs, func(s string) string { return elem + s }))
	}
	return out
}

// std evaluates the functions of fmt and strings that make text.
func (e *evaluator) std(c *calls.Call, depth int) ([]value, bool) {
	pkg, args := c.Callee.Pkg(), c.Expr.Args
	if pkg == nil {
		return nil, false
	}
	switch pkg.Path() {
	case "embed":
		return e.carriedFile(c)
	case "fmt":
		if strings.HasPrefix(c.Callee.Name(), "Sprint") {
			return e.printed(c.Callee.Name(), args, depth), true
		}
	case "strings", "bytes":
		if c.Recv != nil {
			if sel, ok := c.Expr.Fun.(*ast.SelectorExpr); ok && c.Callee.Name() == "String" {
				return e.expr(sel.X, depth), true
			}
			return nil, false
		}
		return e.stringsFunc(c.Callee.Name(), args, depth)
	}
	return nil, false
}

func (e *evaluator) stringsFunc(name string, args []ast.Expr, depth int) ([]value, bool) {
	if len(args) == 0 {
		return nil, false
	}
	vs := e.expr(args[0], depth)
	second, known := "", false
	if len(args) > 1 {
		second, known = gosrc.ConstString(e.Info, args[1])
	}
	switch name {
	case "Join":
		if len(args) < 2 {
			return nil, false
		}
		return e.cross3(vs, e.expr(args[1], depth), joined), true
	case "Replace", "ReplaceAll":
		return e.replaced(vs, args, depth), true
	case "Repeat":
		return vs, true // once stands for any number
	case "TrimSpace":
		return each(vs, strings.TrimSpace), true
	case "NewBufferString", "NewBuffer":
		return vs, true
	case "ToLower", "ToUpper", "Title", "Clone":
		return vs, true // SQL does not mind
	case "TrimSuffix", "TrimRight", "Trim":
		if known {
			return each(vs, func(s string) string { return strings.TrimSuffix(s, second) }), true
		}
	case "TrimPrefix", "TrimLeft":
		if known {
			return each(vs, func(s string) string { return strings.TrimPrefix(s, second) }), true
		}
	}
	return nil, false
}

// joined writes a list as text: an empty list is no text.
func joined(list, sep string) string {
	if list == hole {
		return hole
	}
	return strings.ReplaceAll(strings.TrimPrefix(list, elem), elem, sep)
}

// cross3 is cross with another way to put two texts together.
func (e *evaluator) cross3(a, b []value, put func(a, b string) string) []value {
	var out []value
	for _, l := range a {
		for _, r := range b {
			out = append(out, value{put(l.s, r.s), l.at, l.taken || r.taken, l.passed || r.passed, join(l.from, r.from)})
		}
	}
	return bounded(out)
}

func (e *evaluator) replaced(vs []value, args []ast.Expr, depth int) []value {
	if len(args) < 3 {
		return vs
	}
	old, ok := gosrc.ConstString(e.Info, args[1])
	if !ok || old == "" {
		return vs
	}
	return e.cross3(vs, e.expr(args[2], depth), func(s, by string) string { return strings.ReplaceAll(s, old, by) })
}

// result returns what result i of own function f is when x calls it.
func (e *evaluator) result(f *calls.Func, x *ast.CallExpr, i, depth int) []value {
	if f.Body() == nil || depth > deepest {
		return e.noResult(x)
	}
	undo := e.bind(f, x, depth)
	defer undo()
	results := f.Type().Results
	if results == nil {
		return e.noResult(x)
	}
	var out []value
	for _, r := range returnsOf(f) {
		switch n := len(r.Results); {
		case n == results.NumFields() && i < n:
			out = append(out, e.expr(r.Results[i], depth+1)...)
		case n == 1: // return g()
			if call, ok := ast.Unparen(r.Results[0]).(*ast.CallExpr); ok {
				out = append(out, e.call(call, i, depth+1)...)
			}
		}
	}
	out = bounded(withText(out))
	if len(out) == 0 {
		return e.noResult(x)
	}
	return out
}

func (e *evaluator) noResult(x ast.Expr) []value {
	if t := e.Info.TypeOf(x); t != nil && e.storeOf(t) != "" {
		return []value{{at: spanOf(x)}}
	}
	return unknown(x)
}

// withText drops the empty results of error paths, if there are others.
func withText(vs []value) []value {
	var out []value
	for _, v := range vs {
		if v.s != "" {
			out = append(out, v)
		}
	}
	if out == nil {
		return vs
	}
	return out
}

// returnsOf returns the return statements of f itself.
func returnsOf(f *calls.Func) []*ast.ReturnStmt {
	var rs []*ast.ReturnStmt
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			rs = append(rs, n)
		}
		return true
	})
	return rs
}
