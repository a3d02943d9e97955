package driver

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// TestCutTables holds that tables of numbers lose their middle and keep their type, and that nothing
// else is touched.
func TestCutTables(t *testing.T) {
	many := func(piece string, n int) string { return strings.Repeat(piece, n) }
	keyed := ""
	for i := range 1000 {
		keyed += fmt.Sprintf("%d - 19968: 0x%x, ", 19968+(i*7)%1000, i)
	}
	for _, test := range []struct {
		name, decl string
		typ        string // of X
		elements   int    // of the largest literal
	}{
		{"slice", "[]uint16{" + many("0x1f, ", 1000) + "}", "[]uint16", 100},
		{"array", "[1000]int{" + many("-1, ", 999) + "}", "[1000]int", 100},
		{"counted", "[...]byte{" + many("'x', ", 1000) + "}", "[1000]byte", 101},
		{"counted by keys", "[...]uint32{" + keyed + "}", "[1000]uint32", 101},
		{"keys that are not read", "[...]int{" + many("1, ", 999) + "1 << 20: 1}", "[1048577]int", 1000},
		{"rows", "[...]struct{ a, b int }{" + many("{1, 2 + 3}, ", 1000) + "}", "[1000]struct{a int; b int}", 101},
		{"map", "map[int]float64{-1: 1.5, " + keyed + "}", "map[int]float64", 100},
		{"short", "[]int{" + many("1, ", 101) + "}", "[]int", 101},
		{"texts", "[]string{" + many(`"SELECT 1", `, 1000) + "}", "[]string", 1000},
		{"names", "[...]uint16{" + many("5: y<<4 | 2, ", 1) + many("y + 1, ", 998) + "}", "[1004]uint16", 101},
		{"names of what may call", "[]any{" + many("1, ", 999) + "y}", "[]any", 1000},
		{"names in a function", "func() []int { z := 1; return []int{" + many("1, ", 999) + "z} }()", "[]int", 1000},
		{"calls", "[]int{" + many("1, ", 999) + "len(z)}", "[]int", 1000},
		{"a row with a call", "[]struct{ a int }{" + many("{1}, ", 999) + "{len(z)}}", "[]struct{a int}", 1000},
	} {
		text := "package p\n\nvar (\n\ty uint16\n\tz string\n)\n\nvar X = " + test.decl + "\n" + many("// filling\n", largeFile/11)
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, "p.go", text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		cutTables(fset, f)
		pkg, err := new(types.Config).Check("p", fset, []*ast.File{f}, nil)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if got := pkg.Scope().Lookup("X").Type().String(); got != test.typ {
			t.Errorf("%s: the type is %s, want %s", test.name, got, test.typ)
		}
		elements := 0
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok {
				elements = max(elements, len(lit.Elts))
			}
			return true
		})
		if elements != test.elements {
			t.Errorf("%s: %d elements are left, want %d", test.name, elements, test.elements)
		}
	}
}
