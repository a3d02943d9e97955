package driver

import (
	"go/ast"
	"go/token"
	"strconv"
)

// Tables of numbers, which programs write, make the most of large files. The type checker keeps some
// hundred bytes of each number, and no rule asks about one.
const (
	largeFile = 128 << 10 // bytes: others have no table that is worth the walk
	tableHead = 256       // elements that are kept of a table: so many are no short list to anyone
)

// cutTables leaves the first elements of each table of numbers in f. The type of the table stays
// what it is.
func cutTables(fset *token.FileSet, f *ast.File) {
	if fset.File(f.FileStart).Size() < largeFile {
		return
	}
	ast.Inspect(f, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || len(lit.Elts) <= tableHead+1 {
			return true
		}
		for _, e := range lit.Elts {
			if !isNumber(e) {
				return true
			}
		}
		if array, ok := lit.Type.(*ast.ArrayType); ok {
			if _, counted := array.Len.(*ast.Ellipsis); counted {
				return cutCounted(lit)
			}
		}
		lit.Elts = lit.Elts[:tableHead:tableHead]
		return false
	})
}

// cutCounted cuts a table whose length is that of its elements: the one with the highest index stays.
func cutCounted(lit *ast.CompositeLit) (further bool) {
	var top ast.Expr
	next, highest := 0, -1
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if next, ok = indexOf(kv.Key); !ok {
				return true
			}
			e = kv.Value
		}
		if next > highest {
			top, highest = e, next
		}
		next++
	}
	kept := lit.Elts[:tableHead:tableHead]
	key := &ast.BasicLit{ValuePos: top.Pos(), Kind: token.INT, Value: strconv.Itoa(highest)}
	lit.Elts = append(kept, &ast.KeyValueExpr{Key: key, Colon: key.ValuePos, Value: top})
	return false
}

// indexOf returns the value of an index, as programs write them: 7, 0x7, 19970 - 19968.
func indexOf(e ast.Expr) (int, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		n, err := strconv.ParseInt(e.Value, 0, 32)
		return int(n), err == nil
	case *ast.BinaryExpr:
		x, ok := indexOf(e.X)
		y, ok2 := indexOf(e.Y)
		switch {
		case e.Op == token.SUB:
			return x - y, ok && ok2
		case e.Op == token.ADD:
			return x + y, ok && ok2
		}
	}
	return 0, false
}

// isNumber reports whether e is written with numbers alone: -1, 'a', 3: 1<<4, {1, 2}.
func isNumber(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind != token.STRING
	case *ast.UnaryExpr:
		return isNumber(e.X)
	case *ast.BinaryExpr:
		return isNumber(e.X) && isNumber(e.Y)
	case *ast.KeyValueExpr:
		return isNumber(e.Key) && isNumber(e.Value)
	case *ast.CompositeLit:
		for _, x := range e.Elts {
			if !isNumber(x) {
				return false
			}
		}
		return e.Type == nil
	}
	return false
}
