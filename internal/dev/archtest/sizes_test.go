package archtest

import (
	"go/ast"
	"go/token"
	"slices"
	"testing"
)

// TestSizes holds how long files and functions may be: the longest, and nine in ten.
func TestSizes(t *testing.T) {
	var files, funcs []int
	sources(t, func(path string, fset *token.FileSet, file *ast.File) {
		n := fset.File(file.FileStart).LineCount()
		files = append(files, n)
		if n > 400 {
			t.Errorf("%s has %d lines: more than 400 want a second room", path, n)
		}
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			n := lines(fset, fn)
			funcs = append(funcs, n)
			if n > 60 {
				t.Errorf("%s: %s has %d lines, more than 60", path, fn.Name.Name, n)
			}
			if fn.Name.Name == "run" && within(path, "analyzers") && n > 40 {
				t.Errorf("%s: run has %d lines, more than 40: it reads as a table of contents", path, n)
			}
		}
	})
	if n := most(files); n >= 250 {
		t.Errorf("a tenth of the files has %d lines or more; less than 250 are wanted", n)
	}
	if n := most(funcs); n >= 50 {
		t.Errorf("a tenth of the functions has %d lines or more; less than 50 are wanted", n)
	}
}

// TestMainIsShort holds that commands only call the driver.
func TestMainIsShort(t *testing.T) {
	total := 0
	sources(t, func(path string, fset *token.FileSet, file *ast.File) {
		if within(path, "cmd/scalevet") {
			total += fset.File(file.FileStart).LineCount()
		}
	})
	if total == 0 || total > 60 {
		t.Errorf("cmd/scalevet has %d lines, want at most 60", total)
	}
}

func lines(fset *token.FileSet, n ast.Node) int {
	return fset.Position(n.End()).Line - fset.Position(n.Pos()).Line + 1
}

// most returns the size that nine in ten do not exceed.
func most(sizes []int) int {
	slices.Sort(sizes)
	return sizes[len(sizes)*9/10]
}
