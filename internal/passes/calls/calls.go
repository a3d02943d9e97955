// Package calls defines an Analyzer that walks each own package once and indexes what every other
// pass ranges over: functions and closures, calls with their loop, go and defer context, and
// assignments. It is the only full traversal of the syntax.
package calls

import (
	"go/ast"
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/scope"
)

// Analyzer computes the package's *Index.
var Analyzer = &analysis.Analyzer{
	Name:             "calls",
	Doc:              "index functions, calls, loops and assignments",
	Requires:         []*analysis.Analyzer{scope.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Index](),
	Run:              run,
}

// An Index is what one walk over a package finds, in source order.
type Index struct {
	Pkg     *types.Package
	Info    *types.Info
	Catalog *catalog.Table
	Funcs   []*Func
	Calls   []*Call
	Writes  []*Write // to fields, elements and package variables
	Lits    []*Lit   // composite literals of named struct types
	Defs    []*Def   // texts that build a schema

	decls   map[*types.Func]*Func
	lits    map[*ast.FuncLit]*Func
	calls   map[*ast.CallExpr]*Call
	assigns map[*types.Var][]Assign
	writes  map[*types.Var][]*Write // by the variable at the bottom, and by the field
	caps    map[*types.Var]int64    // the lengths that lists are compared with
	turns   map[*ast.BlockStmt]*turn
}

// Decl returns the function declared as fn in this package, or nil.
func (x *Index) Decl(fn *types.Func) *Func { return x.decls[fn] }

// Closure returns the function of lit, or nil for one outside the walk.
func (x *Index) Closure(lit *ast.FuncLit) *Func { return x.lits[lit] }

// CallOf returns the entry of expr, or nil.
func (x *Index) CallOf(expr *ast.CallExpr) *Call { return x.calls[expr] }

// Assigns returns everything that is assigned to v in this package, in source order.
func (x *Index) Assigns(v *types.Var) []Assign { return x.assigns[v] }

// WritesTo returns the writes to v, a variable or field, and to what it holds.
func (x *Index) WritesTo(v *types.Var) []*Write { return x.writes[v] }

// Value returns the one expression that v ever holds, or nil when it is assigned more than once,
// by a statement that has no expression of its own, or through its address.
func (x *Index) Value(v *types.Var) ast.Expr {
	if as := x.assigns[v]; len(as) == 1 && !as[0].Append {
		return as[0].Expr
	}
	return nil
}

// A Func is a declared function or a closure.
type Func struct {
	Obj    *types.Func // nil for closures
	Decl   *ast.FuncDecl
	Lit    *ast.FuncLit
	Parent *Func // the function that a closure stands in
	Loop   *Loop // the loop of Parent that a closure stands in
	Use    Use   // what becomes of a closure
	By     *Call // Use is Called, Gone, Deferred or Passed: the call
	Arg    int   // Use is Passed: the argument's index
	Calls  []*Call
	Writes []*Write

	Generated bool // the file says it is generated
	Aside     bool // named for a migration's way back, or for another database
	Returns   []ast.Expr
}

// Node returns the declaration or literal.
func (f *Func) Node() ast.Node {
	if f.Lit != nil {
		return f.Lit
	}
	return f.Decl
}

// Body returns the function's block; nil for functions without one.
func (f *Func) Body() *ast.BlockStmt {
	if f.Lit != nil {
		return f.Lit.Body
	}
	return f.Decl.Body
}

// Type returns the syntax of the function's signature.
func (f *Func) Type() *ast.FuncType {
	if f.Lit != nil {
		return f.Lit.Type
	}
	return f.Decl.Type
}

// Param returns the index of f's own parameter v, or -1.
func (f *Func) Param(info *types.Info, v *types.Var) int {
	i := 0
	for _, field := range f.Type().Params.List {
		for _, name := range field.Names {
			if info.Defs[name] == v {
				return i
			}
			i++
		}
		if len(field.Names) == 0 {
			i++
		}
	}
	return -1
}

// Declared returns the declared function around f; f itself when it is no closure. It is nil for
// closures in package-level variables.
func (f *Func) Declared() *Func {
	for f != nil && f.Decl == nil {
		f = f.Parent
	}
	return f
}

// Use says what becomes of a closure.
type Use uint8

// The uses of a closure. A declared function has Use Unknown.
const (
	Unknown  Use = iota
	Called       // func() { … }()
	Gone         // go func() { … }()
	Deferred     // defer func() { … }()
	Passed       // f(func() { … })
	Kept         // assigned to a variable or field
	Returned     // return func() { … }
	dropped      // of a call: its results are not used, but errors
)

// A Call is one call expression.
type Call struct {
	Expr   *ast.CallExpr
	In     *Func       // the function or closure it stands in; nil in package-level variables
	Callee *types.Func // as declared; nil for calls of function values
	Recv   types.Type  // the static receiver, as the user wrote it
	Var    *types.Var  // the variable or field called, when Callee is nil
	Lit    *ast.FuncLit
	Row    *catalog.Row // what the catalog knows of Callee
	Loop   *Loop        // the innermost loop around it within In
	Go     bool         // go f()
	Defer  bool         // defer f()

	dropped bool // nothing that it returns is looked at, but errors
}

// Iface reports whether the call is made through an interface.
func (c *Call) Iface() bool { return c.Callee != nil && gosrc.IsInterfaceMethod(c.Callee) }

// A Loop is one for or range statement.
type Loop struct {
	Stmt  ast.Stmt // *ast.ForStmt or *ast.RangeStmt
	In    *Func
	Outer *Loop // within the same function

	kind   Kind
	judged bool
}

// An Assign is one value given to a variable.
type Assign struct {
	Expr   ast.Expr // nil when the value has no expression of its own (range, multi-value, &v)
	Append bool     // v += Expr
	In     *Func
	Loop   *Loop
	Node   ast.Node
}

// A Write changes an element, a field or a package variable.
type Write struct {
	Target ast.Expr   // what is written: m[k], s.n, counter
	Root   *types.Var // the variable at its bottom
	Fields []*types.Var
	Elem   bool // an element of a map or slice is written, added or deleted
	Expr   ast.Expr
	In     *Func
	Node   ast.Node
}

// Of returns the variable or field that is written: the last of the fields, if there are any.
func (w *Write) Of() *types.Var {
	if n := len(w.Fields); n > 0 {
		return w.Fields[n-1]
	}
	return w.Root
}

// A Lit is one composite literal of a named struct type.
type Lit struct {
	Expr *ast.CompositeLit
	Type *types.Named
	In   *Func
	Loop *Loop
}

// fromCgo reports whether f is what cgo made of a file that people wrote.
func fromCgo(f *ast.File) bool {
	return len(f.Comments) > 0 && strings.HasPrefix(f.Comments[0].Text(), "Code generated by cmd/cgo;")
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	x := &Index{
		Pkg: pass.Pkg, Info: pass.TypesInfo, Catalog: sc.Catalog,
		decls:   map[*types.Func]*Func{},
		lits:    map[*ast.FuncLit]*Func{},
		calls:   map[*ast.CallExpr]*Call{},
		assigns: map[*types.Var][]Assign{},
		writes:  map[*types.Var][]*Write{},
		caps:    map[*types.Var]int64{},
		turns:   map[*ast.BlockStmt]*turn{},
	}
	if !sc.Own {
		return x, nil // what dependencies do is in the catalog
	}
	for _, f := range sc.Files {
		w := &walker{Index: x, generated: ast.IsGenerated(f) && !fromCgo(f)}
		ast.Walk(w, f)
	}
	return x, nil
}
