package queries

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// and joins conditions.
const and = " AND "

// A builderCall is one call of a builder library: method of a chain, or function that begins one.
type builderCall struct {
	*evaluator
	call   *calls.Call
	method string
	recv   []value // the chain so far
	args   []ast.Expr
	depth  int
}

// builder returns what evaluates the calls of the library that the catalog calls store, or nil for
// libraries that are not understood. Its ok is false for calls that are not known: the chain then
// stays as it was.
func builder(store string) func(*builderCall) (vs []value, ok bool) {
	switch store {
	case "squirrel":
		return squirrel
	case "gorm":
		return gorm
	case "goqu":
		return goqu
	case "bun":
		return bun
	case "go-pg":
		return gopg
	case "pop":
		return pop
	case "ent":
		return ent
	}
	return nil
}

// store returns the builder library that package path belongs to, or "": packages without rows of
// their own belong to the one that they lie below.
func (e *evaluator) store(path string) string {
	if s, ok := e.stores[path]; ok {
		return s
	}
	found := ""
	for p, n := path, 0; found == "" && n < 4 && strings.Contains(p, "."); n++ {
		if s := e.Catalog.Store(p); builder(s) != nil {
			found = s
		}
		i := strings.LastIndexByte(p, '/')
		if i < 0 {
			break
		}
		p = p[:i]
	}
	e.stores[path] = found
	return found
}

// storeOf returns the builder library that declares type t, or "".
func (e *evaluator) storeOf(t types.Type) string {
	n := gosrc.Named(t)
	if n == nil || n.Obj().Pkg() == nil {
		return ""
	}
	if p := n.Obj().Pkg(); p != e.Pkg {
		return e.storeOfPackage(p)
	}
	return ""
}

// storeOfPackage returns the builder library that p is of, or that p was generated for: generated
// packages import the library that runs what they build.
func (e *evaluator) storeOfPackage(p *types.Package) string {
	if s := e.store(p.Path()); s != "" || !isModule(p.Path(), e.Pkg.Path()) {
		return s
	}
	s, ok := e.generated[p]
	if !ok {
		for _, imp := range p.Imports() {
			if e.store(imp.Path()) == "ent" && p.Scope().Lookup("Client") != nil {
				s = "ent"
			}
		}
		e.generated[p] = s
	}
	return s
}

// library evaluates the calls of other people's packages that make statements.
func (e *evaluator) library(c *calls.Call, depth int) ([]value, bool) {
	row := c.Row
	if row == nil && c.Iface() {
		row = e.Catalog.Shape(c.Callee)
	}
	if row != nil && row.Role == "sql" && row.Arg >= 0 && row.Arg < len(c.Expr.Args) && builder(row.Store) == nil {
		return e.expr(c.Expr.Args[row.Arg], depth), true // a prepared statement
	}
	if c.Callee.Pkg() == nil {
		return nil, false
	}
	if lib := builder(e.storeOfPackage(c.Callee.Pkg())); lib != nil {
		b := &builderCall{evaluator: e, call: c, method: c.Callee.Name(), args: c.Expr.Args, depth: depth}
		b.recv = b.chain()
		if vs, ok := lib(b); ok {
			return vs, true
		}
		if t := e.Info.TypeOf(c.Expr); t != nil && !isString(t) {
			return b.recv, true
		}
		return nil, false
	}
	if row != nil && row.Word == catalog.Build {
		for _, arg := range c.Expr.Args {
			if t := e.Info.TypeOf(arg); t != nil && isString(t) {
				return e.expr(arg, depth), true // expands lists or placeholders in a statement
			}
		}
	}
	return nil, false
}

// chain returns the value of what the method is called on.
func (b *builderCall) chain() []value {
	sel, ok := b.call.Expr.Fun.(*ast.SelectorExpr)
	if !ok || b.call.Recv == nil {
		return []value{{at: spanOf(b.call.Expr)}}
	}
	return each(b.expr(sel.X, b.depth), func(s string) string {
		if s == hole {
			return ""
		}
		return s
	})
}

// add appends a clause to the chain, in each of its variants.
func (b *builderCall) add(kind string, vs []value) []value {
	b.recv = b.cross(b.recv, each(vs, func(s string) string { return clause + kind + split + s }))
	return b.recv
}

// text returns argument i as text.
func (b *builderCall) text(i int) []value {
	if i >= len(b.args) {
		return []value{{}}
	}
	return b.expr(b.args[i], b.depth)
}

// list returns the arguments from i on, with commas between them.
func (b *builderCall) list(i int) []value {
	out := []value{{}}
	for j := i; j < len(b.args); j++ {
		vs := each(b.expr(b.args[j], b.depth), func(s string) string {
			return strings.ReplaceAll(strings.TrimPrefix(s, elem), elem, ", ")
		})
		if j > i {
			out = b.cross(out, []value{{s: ", "}})
		}
		out = b.cross(out, vs)
	}
	return out
}

// addAll is add for a method whose arguments are one list.
func (b *builderCall) addAll(kind string) ([]value, bool) { return b.add(kind, b.list(0)), true }

func literally(s string) []value { return []value{{s: s}} }

// finish returns the statement that a call with a row but without SQL text among its arguments
// runs: a chain's, or a prepared one.
func (e *evaluator) finish(c *calls.Call, row *catalog.Row) []value {
	sel, ok := c.Expr.Fun.(*ast.SelectorExpr)
	if !ok || c.Recv == nil {
		return nil
	}
	if builder(row.Store) != nil {
		vs, _ := e.library(c, 0)
		return vs
	}
	switch row.Store {
	case "sql", "sqlx", "pgx":
		return e.expr(sel.X, 0)
	}
	return nil
}
