package report

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// FuzzIgnores reads the comments of any file of Go, also a broken one, and of SQL: each stands in the
// file, and what a comment silences begins at or above its end.
func FuzzIgnores(f *testing.F) {
	f.Add(ignoring)
	f.Add("package p\n\nfunc f( { //nolint\n//scalevet:ignore")
	f.Add("-- scalevet:ignore  , a/b\r\nSELECT 1; -- scalevet:ignore -- scalevet:ignore x\n-- scalevet:ignore ")
	f.Add("package p //nolint:,\n//line x.go:1\n//nolint:a b,c//\n//nolint://\n")
	f.Fuzz(func(t *testing.T, text string) {
		all := SQLIgnores(text)
		fset := token.NewFileSet()
		if file, _ := parser.ParseFile(fset, "", text, parser.ParseComments|parser.SkipObjectResolution); file != nil {
			all = append(all, Ignores(fset, file)...)
		}
		lines := 1 + strings.Count(text, "\n")
		for _, ig := range all {
			if ig.Line < 1 || ig.Line > lines || ig.Column < 1 || ig.From > ig.Line || ig.To < ig.Line {
				t.Errorf("%q: a comment at %d:%d for lines %d to %d", text, ig.Line, ig.Column, ig.From, ig.To)
			}
			ig.Covers("nplusone", "read", ig.Line)
			ig.Unknown([]string{"nplusone"})
			ig.everyones()
		}
	})
}
