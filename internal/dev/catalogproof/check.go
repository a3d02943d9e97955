package main

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/scalevet/scalevet/internal/catalog"
)

// check returns what is wrong with r according to pkg, or nil.
func check(r *catalog.Row, pkg *types.Package) error {
	if pkg == nil {
		return fmt.Errorf("no package %s in %s", r.Pkg, r.Module)
	}
	obj, err := resolve(r, pkg)
	if err != nil {
		return err
	}
	fn, ok := obj.(*types.Func)
	if !ok {
		if r.Arg >= 0 || r.Flags >= 0 {
			return fmt.Errorf("%s is no function, so it has no argument %d", r.Symbol(), max(r.Arg, r.Flags))
		}
		return nil
	}
	sig := fn.Signature()
	if err := checkArg(r, sig); err != nil {
		return err
	}
	if r.Flags >= 0 && !fits(paramType(sig, r.Flags), isInteger) {
		return fmt.Errorf("argument %d of %s is no number of flags: %s", r.Flags, r.Symbol(), sig)
	}
	return nil
}

// resolve returns the object that r names.
func resolve(r *catalog.Row, pkg *types.Package) (types.Object, error) {
	name := r.Name
	if _, result, ok := strings.Cut(name, "=>"); ok {
		if result == "error" {
			return types.Universe.Lookup(result), nil
		}
		name = result
	}
	if _, option, ok := strings.Cut(name, "..."); ok {
		name = option
	}
	if r.Recv == "" {
		if name == "*" {
			return nil, nil // one row for all functions
		}
		if obj := pkg.Scope().Lookup(name); obj != nil {
			return obj, checkOwn(obj, pkg)
		}
		return nil, fmt.Errorf("%s declares no %s", r.Pkg, name)
	}

	tn, ok := pkg.Scope().Lookup(r.Recv).(*types.TypeName)
	if !ok {
		return nil, fmt.Errorf("%s declares no type %s", r.Pkg, r.Recv)
	}
	if err := checkOwn(tn, pkg); err != nil {
		return nil, err
	}
	if name == "*" {
		return tn, nil // one row for all methods
	}
	obj, _, _ := types.LookupFieldOrMethod(tn.Type(), true, pkg, name)
	if obj == nil {
		return nil, fmt.Errorf("%s.%s has no %s", r.Pkg, r.Recv, name)
	}
	if _, isField := obj.(*types.Var); !isField {
		return obj, checkPointer(r, tn)
	}
	return obj, nil
}

// checkOwn refuses aliases: calls are looked up by the name of the type behind them.
func checkOwn(obj types.Object, pkg *types.Package) error {
	tn, ok := obj.(*types.TypeName)
	if !ok || !tn.IsAlias() {
		return nil
	}
	n, ok := types.Unalias(tn.Type()).(*types.Named)
	if !ok {
		return fmt.Errorf("%s.%s is an alias of a type without a name", pkg.Path(), obj.Name())
	}
	return fmt.Errorf("%s.%s is an alias of %s: the row must name that", pkg.Path(), obj.Name(), n.Obj().Type())
}

// checkPointer compares the star of r's receiver with the library, so a table reads like the
// library's documentation.
func checkPointer(r *catalog.Row, tn *types.TypeName) error {
	if types.IsInterface(tn.Type()) {
		if r.Ptr {
			return fmt.Errorf("%s is an interface: write (%s).%s", r.Recv, r.Recv, r.Name)
		}
		return nil
	}
	onValue, _, _ := types.LookupFieldOrMethod(tn.Type(), false, tn.Pkg(), r.Name)
	if _, ok := onValue.(*types.Func); !ok && !r.Ptr {
		return fmt.Errorf("%s has a pointer receiver: write (*%s).%s", r.Symbol(), r.Recv, r.Name)
	}
	return nil
}

// checkArg compares the index and role of r's argument with sig.
func checkArg(r *catalog.Row, sig *types.Signature) error {
	if r.Arg < 0 {
		return nil
	}
	n := sig.Params().Len()
	if n == 0 {
		return fmt.Errorf("%s has no arguments", r.Symbol())
	}
	at := r.Arg
	if r.Last {
		at = n - 1
	}
	t := paramType(sig, at)
	if t == nil {
		return fmt.Errorf("%s has no argument %d: %s", r.Symbol(), at, sig)
	}
	want, ok := roles[r.Role]
	if !ok || fits(t, want.is) {
		return nil
	}
	return fmt.Errorf("argument %d of %s is no %s: %s", at, r.Symbol(), want.name, sig)
}

// roles says what type the argument of each role must have.
var roles = map[string]struct {
	name string
	is   func(types.Type) bool
}{
	"sql":      {"text", isText},
	"path":     {"text", isText},
	"pattern":  {"text", isText},
	"handler":  {"handler", isHandler},
	"callback": {"function", isHandler},
}

// paramType returns the type of argument at, of a variadic one its element's, or nil.
func paramType(sig *types.Signature, at int) types.Type {
	n := sig.Params().Len()
	if sig.Variadic() && at >= n-1 {
		slice, ok := sig.Params().At(n - 1).Type().Underlying().(*types.Slice)
		if !ok {
			return types.Typ[types.Byte] // append([]byte, string...)
		}
		return slice.Elem()
	}
	if at >= n {
		return nil
	}
	return sig.Params().At(at).Type()
}

// fits reports whether t is, or as a type parameter or interface may hold, what is wants.
func fits(t types.Type, is func(types.Type) bool) bool {
	return t != nil && (types.IsInterface(t) || is(t.Underlying()))
}

func isText(t types.Type) bool {
	switch t := t.(type) {
	case *types.Basic:
		return t.Info()&types.IsString != 0
	case *types.Slice:
		return fits(t.Elem(), func(e types.Type) bool { return isText(e) || types.Identical(e, types.Typ[types.Byte]) })
	}
	return false
}

func isInteger(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// isHandler reports whether t can run: a function, a type with methods, or a list of these.
func isHandler(t types.Type) bool {
	switch t := t.(type) {
	case *types.Signature, *types.Interface, *types.Pointer, *types.Struct:
		return true
	case *types.Slice:
		return fits(t.Elem(), isHandler)
	case *types.Map:
		return fits(t.Elem(), isHandler)
	}
	return false
}
