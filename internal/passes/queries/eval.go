package queries

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// Values are strings in which control characters mark what is more than text. So one mechanism
// follows strings, lists, builders and prepared statements through variables and branches.
const (
	hole   = "\x00" // a part that is not known
	elem   = "\x01" // begins each element of a list
	named  = "\x02" // surrounds the name of a statement in a .sql file
	clause = "\x03" // begins a clause of a builder: clause KIND split TEXT
	split  = "\x04"
)

// most is how many variants of a value are followed. Of more, the first and the last ones are
// kept: those with all additions, and those with none.
const most = 16

// mostBytes is how long they may be together: of longer ones only the first is kept.
const mostBytes = 1 << 18

// deepest bounds how far a value is followed through variables and functions.
const deepest = 12

// A value is one variant of an expression.
type value struct {
	s             string
	at            Span // the first literal that it is made of
	taken, passed bool // an addition that is made only sometimes was made, or was not
	from          *piece
}

// An evaluator computes the values of a package's expressions.
type evaluator struct {
	*calls.Index
	pass   *analysis.Pass
	funcs  gosrc.Nest[*calls.Func]
	bound  map[*types.Var][]value // variables whose value is known for the moment
	uses   map[*types.Func][]*calls.Call
	stores map[string]string // import path to the builder library that it belongs to
	busy   map[*types.Var]int

	generated map[*types.Package]string // own packages to the library they were generated for
	steps     int                       // work done for the value under way
}

func newEvaluator(x *calls.Index, pass *analysis.Pass) *evaluator {
	e := &evaluator{
		Index: x, pass: pass, bound: map[*types.Var][]value{}, uses: map[*types.Func][]*calls.Call{},
		busy: map[*types.Var]int{}, stores: map[string]string{}, generated: map[*types.Package]string{},
	}
	var funcs []gosrc.Stretch[*calls.Func]
	for _, f := range x.Funcs {
		funcs = append(funcs, gosrc.Stretch[*calls.Func]{From: f.Node().Pos(), To: f.Node().End(), Is: f})
	}
	e.funcs = gosrc.NewNest(funcs)
	for _, c := range x.Calls {
		if c.Callee != nil && c.Row == nil {
			e.uses[c.Callee] = append(e.uses[c.Callee], c)
		}
	}
	return e
}

// budget bounds the work for one value: nothing that people write needs it.
const budget = 20000

func spanOf(n ast.Node) Span { return Span{n.Pos(), n.End()} }

func unknown(n ast.Node) []value { return []value{{s: hole, at: spanOf(n)}} }

// expr returns the variants of x, at least one.
func (e *evaluator) expr(x ast.Expr, depth int) []value {
	if e.steps++; depth > deepest || e.steps > budget {
		return unknown(x)
	}
	if s, ok := gosrc.ConstString(e.Info, x); ok {
		at := e.constPlace(x)
		return []value{{s: clean(s), at: at, from: &piece{at: at, text: s}}}
	}
	switch x := x.(type) {
	case *ast.ParenExpr:
		return e.expr(x.X, depth)
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return e.cross(e.expr(x.X, depth+1), e.expr(x.Y, depth+1))
		}
	case *ast.CallExpr:
		return e.call(x, 0, depth+1)
	case *ast.CompositeLit:
		return e.composite(x, depth+1)
	case *ast.UnaryExpr:
		return e.expr(x.X, depth) // &T{…}
	case *ast.StarExpr:
		return e.expr(x.X, depth)
	case *ast.SliceExpr:
		return e.slice(x, depth+1)
	case *ast.IndexExpr:
		return e.index(x, depth+1)
	case *ast.Ident, *ast.SelectorExpr:
		if v := gosrc.VarOf(e.Info, x); v != nil {
			return e.variable(v, x, depth+1)
		}
	}
	return unknown(x)
}

// clean removes the control characters that have a meaning here from a literal.
func clean(s string) string {
	if !strings.ContainsAny(s, "\x00\x01\x02\x03\x04") {
		return s
	}
	return strings.NewReplacer("\x00", "", "\x01", "", "\x02", "", "\x03", "", "\x04", "").Replace(s)
}

// constPlace returns where the text of constant x stands: its declaration, if in this package.
func (e *evaluator) constPlace(x ast.Expr) Span {
	if id, ok := ast.Unparen(x).(*ast.Ident); ok {
		if c, ok := e.Info.Uses[id].(*types.Const); ok && c.Pkg() == e.Pkg {
			return Span{c.Pos(), c.Pos() + token.Pos(len(c.Name()))}
		}
	}
	return spanOf(x)
}

// cross joins each variant of a with each of b.
func (e *evaluator) cross(a, b []value) []value {
	if len(b) == 1 && b[0].s == "" {
		return a
	}
	out := make([]value, 0, len(a)*len(b))
	for _, l := range a {
		for _, r := range b {
			v := value{s: l.s + r.s, at: l.at, taken: l.taken || r.taken, passed: l.passed || r.passed, from: join(l.from, r.from)}
			if strings.Trim(l.s, hole+" \t\n") == "" && r.at.Pos.IsValid() {
				v.at = r.at
			}
			out = append(out, v)
		}
	}
	return bounded(out)
}

// bounded drops doubles, and what is too much from the middle.
func bounded(vs []value) []value {
	if len(vs) < 2 {
		return vs
	}
	seen := make(map[string]bool, len(vs))
	kept, bytes := vs[:0:0], 0
	for _, v := range vs {
		if !seen[v.s] {
			seen[v.s] = true
			kept, bytes = append(kept, v), bytes+len(v.s)
		}
	}
	switch {
	case bytes > mostBytes:
		return kept[:1]
	case len(kept) > most:
		return append(kept[:most/2:most/2], kept[len(kept)-most/2:]...)
	}
	return kept
}

// each applies f to the text of each variant.
func each(vs []value, f func(string) string) []value {
	out := make([]value, len(vs))
	for i, v := range vs {
		v.s = f(v.s)
		out[i] = v
	}
	return out
}

// variable returns the variants of v as used at x.
func (e *evaluator) variable(v *types.Var, x ast.Expr, depth int) []value {
	if vs, ok := e.bound[v]; ok && len(e.Assigns(v)) == 0 {
		return vs
	}
	switch n := e.busy[v]; {
	case n > 0 && v.IsField():
		return []value{{at: spanOf(x)}} // an addition to itself: the rest is added by who asked
	case n > 2:
		return e.unset(v, x) // made of itself through other functions
	}
	e.busy[v]++
	defer func() { e.busy[v]-- }()
	switch {
	case v.IsField():
		return e.field(v, x, depth)
	case gosrc.IsPackageVar(v):
		return e.packageVar(v, x, depth)
	}
	return e.local(v, x, depth)
}

// unset is what is known of x before anything is: a builder without clauses, or nothing.
func (e *evaluator) unset(v *types.Var, x ast.Expr) []value {
	if e.storeOf(v.Type()) != "" {
		return []value{{s: "", at: spanOf(x)}}
	}
	return unknown(x)
}

// packageVar returns what package variable v holds: its values, or the file that it embeds.
func (e *evaluator) packageVar(v *types.Var, x ast.Expr, depth int) []value {
	if v.Pkg() != e.Pkg {
		return e.unset(v, x)
	}
	if text, ok := e.embedded(v); ok {
		return []value{{s: clean(text), at: Span{v.Pos(), v.Pos() + token.Pos(len(v.Name()))}}}
	}
	return e.assigned(v, x, depth)
}

// assigned returns the alternatives that are assigned to a variable of no order in time.
func (e *evaluator) assigned(v *types.Var, x ast.Expr, depth int) []value {
	var out []value
	for _, a := range e.Assigns(v) {
		if vs := e.assignment(a, v, depth); vs != nil {
			out = append(out, vs...)
		}
	}
	if len(out) == 0 {
		return e.unset(v, x)
	}
	return bounded(out)
}

// assignment returns the variants of one assignment to v, nil when it tells nothing.
func (e *evaluator) assignment(a calls.Assign, v *types.Var, depth int) []value {
	if a.Expr != nil {
		return e.expr(a.Expr, depth)
	}
	n, ok := a.Node.(*ast.AssignStmt)
	if !ok || len(n.Rhs) != 1 {
		return nil
	}
	call, ok := ast.Unparen(n.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return nil
	}
	for i, lhs := range n.Lhs {
		if gosrc.VarOf(e.Info, lhs) == v {
			return e.call(call, i, depth)
		}
	}
	return nil
}
