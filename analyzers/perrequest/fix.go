package perrequest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/types"
	"regexp"
	"strings"
	"text/template/parse"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// A fixer knows the names that its fixes have given in each package, so that all of them may be
// applied together.
type fixer map[*types.Package]map[string]bool

// fixes returns the edit that makes s's regexp or template once, in a package variable. There is
// none unless the expression means the same everywhere in the package and cannot fail in a new way:
// what panics in one request would then keep the program from starting.
func (x fixer) fixes(s *link.Site) []analysis.SuggestedFix {
	e, n := s.Path.Effect, s.Node
	if e == nil || e.Call == nil || e.Call.In == nil || len(s.Path.Steps) != 1 {
		return nil
	}
	decl := e.Call.In.Declared()
	expr := constantMake(n.Unit.Calls, e.Call)
	if decl == nil || expr == nil || !sound(n.Unit.Calls, e.Call, s.Path.Kind.Category()) || !independentOf(n.Unit.Calls.Info, expr, decl.Decl) {
		return nil
	}
	var text bytes.Buffer
	if err := format.Node(&text, n.Unit.Fset, expr); err != nil {
		return nil
	}
	name := x.freeName(n.Unit, decl, expr, s.Path.Kind.Category())
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

// sound reports whether the text that c parses is valid.
func sound(x *calls.Index, c *calls.Call, category string) bool {
	if len(c.Expr.Args) == 0 {
		return false
	}
	text, _ := gosrc.ConstString(x.Info, c.Expr.Args[0]) // it is constant
	if category == "regexp" {
		_, err := regexp.Compile(text)
		return err == nil
	}
	t := parse.New("")
	t.Mode = parse.SkipFuncCheck
	_, err := t.Parse(text, "", "", map[string]*parse.Tree{})
	return err == nil
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
func (x fixer) freeName(u *link.Unit, f *calls.Func, e ast.Expr, category string) string {
	base := lowerFirst(f.Obj.Name()) + "Pattern"
	if category == "template" {
		base = lowerFirst(f.Obj.Name()) + "Template"
	}
	name := base
	for i := 2; x[u.Pkg][name] || taken(u.Pkg, name, e); i++ {
		name = fmt.Sprint(base, i)
	}
	if x[u.Pkg] == nil {
		x[u.Pkg] = map[string]bool{}
	}
	x[u.Pkg][name] = true
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
