package effects

import (
	"go/types"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// A face is one method of an interface of the user's.
type face struct {
	iface  *types.Named
	method string
}

// borrowed returns the row of a library's type that fits the user's interface through which c is
// made: an interface over *sql.DB and *sql.Tx, or over *http.Client. The libraries are those that
// the interface's own package imports.
func (e *extractor) borrowed(c *calls.Call) *catalog.Row {
	iface := gosrc.Named(c.Recv)
	if iface == nil || !types.IsInterface(iface) {
		iface = gosrc.Named(c.Callee.Signature().Recv().Type())
	}
	if iface == nil || iface.Obj().Pkg() == nil || iface.TypeParams().Len() > 0 || e.Catalog.Imports(iface.Obj().Pkg().Path()) {
		return nil
	}
	key := face{iface, c.Callee.Name()}
	row, ok := e.faces[key]
	if !ok {
		row = e.fitting(iface, c.Callee.Name())
		e.faces[key] = row
	}
	return row
}

func (e *extractor) fitting(iface *types.Named, method string) *catalog.Row {
	it, ok := iface.Underlying().(*types.Interface)
	if !ok || it.NumMethods() == 0 {
		return nil
	}
	for _, pkg := range iface.Obj().Pkg().Imports() {
		if !e.Catalog.Imports(pkg.Path()) {
			continue
		}
		for _, name := range pkg.Scope().Names() {
			tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || !tn.Exported() || tn.IsAlias() {
				continue
			}
			if row := e.rowOf(tn, it, method); row != nil {
				return row
			}
		}
	}
	return nil
}

// rowOf returns the row of a library type's method, if the type fits the interface and the method
// asks a store or a service.
func (e *extractor) rowOf(tn *types.TypeName, it *types.Interface, method string) *catalog.Row {
	n, ok := tn.Type().(*types.Named)
	if !ok || n.TypeParams().Len() > 0 || types.IsInterface(n) {
		return nil
	}
	ptr := types.NewPointer(n)
	if !types.Implements(ptr, it) {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(ptr, true, tn.Pkg(), method)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	row := e.Catalog.Lookup(fn, ptr)
	if row == nil {
		return nil
	}
	switch row.Word {
	case catalog.Query, catalog.Batch, catalog.RPC, catalog.Slow:
		return row
	}
	return nil
}
