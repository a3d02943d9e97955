package perrequest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/types"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// fixes returns the edit that makes s's regexp or template once, in a package variable. There is
// none unless the expression means the same everywhere in the package and cannot fail in a new way:
// it panics on a bad constant either way, and the first test run shows it.
func fixes(s *link.Site) []analysis.SuggestedFix {
	e, n := s.Path.Effect, s.Node
	if e == nil || e.Call == nil || e.Call.In == nil || len(s.Path.Steps) != 1 {
		return nil
	}
	decl := e.Call.In.Declared()
	expr := constantMake(n.Unit.Calls, e.Call)
	if decl == nil || expr == nil || !independentOf(n.Unit.Calls.Info, expr, decl.Decl) {
		return nil
	}
	var text bytes.Buffer
	if err := format.Node(&text, n.Unit.Fset, expr); err != nil {
		return nil
	}
	name := freeName(n.Unit, decl, expr, s.Path.Kind.Category())
	at := decl.Decl.Pos()
	if decl.Decl.Doc != nil {
		at = decl.Decl.Doc.Pos()
	}
	return []analysis.SuggestedFix{{
		Message: fmt.Sprintf("make the %s once, in a package variable", s.Path.Kind.Category()),
		TextEdits: []analysis.TextEdit{
			{Pos: at, End: at, NewText: fmt.Appendf(nil, "var %s = %s\n\n", name, text.String())},
			{Pos: expr.Pos(), End: expr.End(), NewText: []byte(name)},
		},
	}}
}

// constantMake returns the expression that stands for what c makes, with nothing left to check:
// c itself when it panics on a bad constant, or the Must around it.
func constantMake(x *calls.Index, c *calls.Call) *ast.CallExpr {
	for _, arg := range c.Expr.Args {
		if _, ok := gosrc.ConstString(x.Info, arg); !ok {
			return nil // files may be missing, other values may change
		}
	}
	switch {
	case strings.HasPrefix(c.Callee.Name(), "MustCompile"):
		return c.Expr
	case c.Callee.Name() != "Parse":
		return nil
	}
	for _, outer := range x.Calls {
		if outer.Callee == nil || outer.Callee.Name() != "Must" || len(outer.Expr.Args) != 1 || outer.In != c.In {
			continue
		}
		if arg := outer.Expr.Args[0]; arg.Pos() <= c.Expr.Pos() && c.Expr.End() == arg.End() && pure(x, arg) {
			return outer.Expr
		}
	}
	return nil
}

// pure reports whether every call in x makes or builds what the catalog knows.
func pure(x *calls.Index, e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		call, isCall := n.(*ast.CallExpr)
		if !isCall {
			return true
		}
		c := x.CallOf(call)
		ok = ok && c != nil && c.Callee != nil && (c.Row != nil && c.Row.Word == catalog.Make || c.Callee.Name() == "New")
		return ok
	})
	return ok
}

// independentOf reports whether e names nothing that is declared inside decl.
func independentOf(info *types.Info, e ast.Expr, decl *ast.FuncDecl) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		if id, isIdent := n.(*ast.Ident); isIdent {
			obj := info.ObjectOf(id)
			ok = ok && obj != nil && !(decl.Pos() <= obj.Pos() && obj.Pos() < decl.End())
		}
		return ok
	})
	return ok
}

// freeName returns a name for the package variable that nothing in sight has.
func freeName(u *link.Unit, f *calls.Func, e ast.Expr, category string) string {
	base := lowerFirst(f.Obj.Name()) + "Pattern"
	if category == "template" {
		base = lowerFirst(f.Obj.Name()) + "Template"
	}
	name := base
	for i := 2; taken(u.Pkg, name, e); i++ {
		name = fmt.Sprint(base, i)
	}
	return name
}

func taken(pkg *types.Package, name string, at ast.Expr) bool {
	if pkg.Scope().Lookup(name) != nil {
		return true
	}
	inner := pkg.Scope().Innermost(at.Pos())
	if inner == nil {
		return false
	}
	_, obj := inner.LookupParent(name, at.Pos())
	return obj != nil
}

func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}
