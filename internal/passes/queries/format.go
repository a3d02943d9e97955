package queries

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/gosrc"
)

// isPrinter reports whether fn writes formatted text to its first argument.
func isPrinter(fn *types.Func) bool {
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "fmt" && strings.HasPrefix(fn.Name(), "Fprint")
}

// isBuffer reports whether t is strings.Builder or bytes.Buffer, or a pointer to one.
func isBuffer(t types.Type) bool {
	n := gosrc.Named(t)
	if n == nil || n.Obj().Pkg() == nil {
		return false
	}
	switch n.Obj().Pkg().Path() {
	case "strings":
		return n.Obj().Name() == "Builder"
	case "bytes":
		return n.Obj().Name() == "Buffer"
	}
	return false
}

func isPointer(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// printed returns what fmt's functions of that name make of args.
func (e *evaluator) printed(name string, args []ast.Expr, depth int) []value {
	if len(args) == 0 {
		return []value{{}}
	}
	if !strings.HasSuffix(name, "f") {
		var out = []value{{at: spanOf(args[0])}}
		for _, a := range args {
			out = e.cross(out, e.operand(a, depth))
		}
		return out
	}
	out := []value{}
	for _, f := range e.expr(args[0], depth) {
		out = append(out, e.formatted(f, args[1:], depth)...)
	}
	return bounded(out)
}

// formatted fills the verbs of one format.
func (e *evaluator) formatted(f value, args []ast.Expr, depth int) []value {
	out := []value{{at: f.at, taken: f.taken, passed: f.passed, from: f.from}}
	next, text := 0, f.s
	for text != "" {
		lit, rest, ok := strings.Cut(text, "%")
		out = e.cross(out, []value{{s: lit}})
		if !ok {
			break
		}
		n, verb, index := verbOf(rest)
		text = rest[n:]
		if verb == '%' {
			out = e.cross(out, []value{{s: "%"}})
			continue
		}
		if index > 0 {
			next = index - 1
		}
		vs := []value{{s: hole}}
		if next < len(args) {
			vs = e.operand(args[next], depth)
		}
		if verb == 'q' {
			vs = each(vs, func(s string) string { return `"` + s + `"` })
		}
		next++
		out = e.cross(out, vs)
	}
	return out
}

// verbOf reads one verb behind its percent sign: its length, its letter, and the index of the
// argument if one is given.
func verbOf(s string) (n int, verb byte, index int) {
	for n < len(s) {
		c := s[n]
		n++
		switch {
		case c == '[':
			for n < len(s) && s[n] >= '0' && s[n] <= '9' {
				index = index*10 + int(s[n]-'0')
				n++
			}
		case c == ']' || c == '+' || c == '-' || c == '#' || c == ' ' || c == '.' || c >= '0' && c <= '9':
		default:
			return n, c, index
		}
	}
	return n, 0, index
}

// operand returns the text of a formatted argument; numbers that are not constant are holes.
func (e *evaluator) operand(x ast.Expr, depth int) []value {
	if tv := e.Info.Types[x]; tv.Value != nil && tv.Value.Kind() == constant.Int {
		return []value{{s: tv.Value.ExactString(), at: spanOf(x)}}
	}
	t := e.Info.TypeOf(x)
	if t == nil || !isString(deref(t)) && !e.stringer(x) {
		return unknown(x)
	}
	vs := e.expr(x, depth)
	for i := range vs {
		if strings.Contains(vs[i].s, elem) {
			vs[i].s = hole
		}
	}
	return vs
}

// stringer reports whether x is a buffer, whose text is printed.
func (e *evaluator) stringer(x ast.Expr) bool { return isBuffer(e.Info.TypeOf(x)) }
