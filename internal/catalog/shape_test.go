package catalog_test

import (
	"go/token"
	"go/types"
	"testing"
)

// namedType makes a type of a package.
func namedType(path, name string) *types.Named {
	pkg := types.NewPackage(path, "p")
	return types.NewNamed(types.NewTypeName(token.NoPos, pkg, name, nil), types.NewStruct(nil, nil), nil)
}

func tuple(ts ...types.Type) *types.Tuple {
	var vs []*types.Var
	for _, t := range ts {
		vs = append(vs, types.NewVar(token.NoPos, nil, "", t))
	}
	return types.NewTuple(vs...)
}

func TestShape(t *testing.T) {
	table := load(t, "package example.com/pg/v5 std store=pg\nquery Query=>Rows op=both\nquery Get=>error op=read\n")
	anyType, failed := types.Universe.Lookup("any").Type(), types.Universe.Lookup("error").Type()
	ctx, text := namedType("context", "Context"), types.Typ[types.String]
	rows := types.NewPointer(namedType("example.com/pg/v4", "Rows"))
	for _, test := range []struct {
		name string
		sig  *types.Signature
		arg  int
	}{
		{"Query", types.NewSignatureType(nil, nil, nil, tuple(ctx, text), tuple(rows), false), 1},
		{"Query", types.NewSignatureType(nil, nil, nil, tuple(text), tuple(types.Typ[types.Int], rows), false), 0},
		{"Query", types.NewSignatureType(nil, nil, nil, tuple(ctx), tuple(rows), false), -1}, // no text
		{"Query", types.NewSignatureType(nil, nil, nil, tuple(text), tuple(namedType("example.com/x", "Rows")), false), -1},
		{"Get", types.NewSignatureType(nil, nil, nil, tuple(ctx, anyType, text, types.NewSlice(anyType)), tuple(failed), true), 2},
		{"Get", types.NewSignatureType(nil, nil, nil, tuple(ctx, text, anyType), tuple(failed), false), -1}, // a cache's
		{"Get", types.NewSignatureType(nil, nil, nil, tuple(text, types.NewSlice(text)), tuple(failed), true), -1},
		{"Fetch", types.NewSignatureType(nil, nil, nil, tuple(text), tuple(rows), false), -1},
	} {
		got := -1
		if r := table.Shape(function("example.com/app", test.name, test.sig)); r != nil {
			got = r.Arg
		}
		if got != test.arg {
			t.Errorf("%s%v: text at %d, want %d", test.name, test.sig, got, test.arg)
		}
	}
}

func TestClientCall(t *testing.T) {
	table := load(t, `
package example.com/rpc std
rpc ...CallOption kind=rpc

package example.com/cloud/* std
slow ...Options kind=http

package example.com/api std
slow Get...Option kind=http
slow Do...Option kind=llm
`)
	ctx, option := namedType("context", "Context"), namedType("example.com/rpc", "CallOption")
	options := types.NewPointer(namedType("example.com/cloud/mail", "Options"))
	setter := types.NewSignatureType(nil, nil, nil, tuple(options), nil, false)
	for _, test := range []struct {
		params *types.Tuple
		want   string
	}{
		{tuple(ctx, types.NewSlice(option)), "rpc"},
		{tuple(ctx, types.NewSlice(setter)), "slow"},
		{tuple(types.NewSlice(option)), "-"}, // only passes options on
		{tuple(ctx, types.NewSlice(ctx)), "-"},
		{tuple(types.NewSlice(namedType("example.com/api/v2", "Option"))), "slow"}, // named
	} {
		sig := types.NewSignatureType(nil, nil, nil, test.params, nil, true)
		if got := word(table.ClientCall(function("example.com/app", "Get", sig))); got != test.want {
			t.Errorf("%v: %s, want %s", sig, got, test.want)
		}
	}
}
