package driver

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
)

// Tables of numbers, which programs write, make the most of large files. The type checker keeps some
// hundred bytes of each number, and no rule asks about one.
const (
	largeFile = 128 << 10 // bytes: others have no table that is worth the walk
	tableHead = 100       // elements that are kept of a table: so many are no short list to anyone
)

// cutTables leaves the first elements of each table of numbers in f. The type of the table stays
// what it is.
func cutTables(fset *token.FileSet, f *ast.File) {
	if fset.File(f.FileStart).Size() < largeFile {
		return
	}
	imported := slices.ContainsFunc(f.Imports, func(imp *ast.ImportSpec) bool { return imp.Name != nil && imp.Name.Name == "." })
	for _, d := range f.Decls {
		// What a function or an import names must stay, or nothing might use it.
		_, global := d.(*ast.GenDecl)
		cutIn(d, global && !imported)
	}
}

// cutIn cuts the tables in x, where named also those in which names stand for numbers.
func cutIn(x ast.Node, named bool) {
	ast.Inspect(x, func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncLit); ok && named {
			cutIn(f, false)
			return false
		}
		lit, ok := n.(*ast.CompositeLit)
		if !ok || len(lit.Elts) <= tableHead+1 {
			return true
		}
		names := named && ofNumbers(lit.Type)
		for _, e := range lit.Elts {
			if !isNumber(e, names) {
				return true
			}
		}
		if array, ok := lit.Type.(*ast.ArrayType); ok {
			if _, counted := array.Len.(*ast.Ellipsis); counted {
				return cutCounted(lit)
			}
		}
		lit.Elts = slices.Clone(lit.Elts[:tableHead]) // the others can be freed
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

// ofNumbers reports whether t is a list of what can be nothing but numbers.
func ofNumbers(t ast.Expr) bool {
	list, ok := t.(*ast.ArrayType)
	if !ok {
		return false
	}
	elem, ok := list.Elt.(*ast.Ident)
	if !ok {
		return false
	}
	name, ok := types.Universe.Lookup(elem.Name).(*types.TypeName)
	if !ok {
		return false
	}
	b, ok := name.Type().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}

// isNumber reports whether e is written with numbers alone: -1, 'a', 3: 1<<4, {1, 2}; where names, with
// names too.
func isNumber(e ast.Expr, names bool) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind != token.STRING
	case *ast.Ident:
		return names
	case *ast.UnaryExpr:
		return isNumber(e.X, names)
	case *ast.BinaryExpr:
		return isNumber(e.X, names) && isNumber(e.Y, names)
	case *ast.KeyValueExpr:
		return isNumber(e.Key, names) && isNumber(e.Value, names)
	case *ast.CompositeLit:
		for _, x := range e.Elts {
			if !isNumber(x, names) {
				return false
			}
		}
		return e.Type == nil
	}
	return false
}
