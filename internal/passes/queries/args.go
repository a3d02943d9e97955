package queries

import (
	"go/ast"
	"go/constant"
	"strconv"
	"strings"
)

// withArgs writes those arguments of call from number from on that are constants into the texts:
// PostgreSQL plans a statement whose argument is always the same as if it stood there. So it does with
// names and queries that a builder puts there.
func (e *evaluator) withArgs(vs []value, call *ast.CallExpr, from int) []value {
	if call.Ellipsis.IsValid() || from >= len(call.Args) {
		return vs
	}
	lits := map[int]string{}
	for i, arg := range call.Args[from:] {
		tv := e.Info.Types[arg]
		if tv.Type == nil {
			continue
		}
		if tv.Value == nil {
			if sub := e.subquery(arg, deepest/2); sub != "" {
				lits[i+1] = sub
			}
			continue
		}
		if e.storeOf(tv.Type) != "" && tv.Value.Kind() == constant.String {
			lits[i+1] = constant.StringVal(tv.Value) // a name
			continue
		}
		switch tv.Value.Kind() {
		case constant.String, constant.Bool, constant.Int:
			lits[i+1] = literalOf(tv)
		}
	}
	if len(lits) == 0 {
		return vs
	}
	return each(vs, func(s string) string { return substitute(s, lits) })
}

// substitute replaces the placeholders $n, and each ? by its number, outside of strings. A text
// with clauses or lists of a builder is left alone: its placeholders are not counted from its
// beginning.
func substitute(s string, lits map[int]string) string {
	if strings.ContainsAny(s, clause+elem+named) {
		return s
	}
	var b strings.Builder
	marks, inString := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\'':
			inString = !inString
		case inString:
		case c == '?':
			if marks++; lits[marks] != "" {
				b.WriteString(lits[marks])
				continue
			}
		case c == '$':
			n := i + 1
			for n < len(s) && s[n] >= '0' && s[n] <= '9' {
				n++
			}
			if k, err := strconv.Atoi(s[i+1 : n]); err == nil && lits[k] != "" {
				b.WriteString(lits[k])
				i = n - 1
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
