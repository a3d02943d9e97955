package catalog_test

import (
	"go/token"
	"go/types"
	"testing"
	"testing/fstest"

	"github.com/scalevet/scalevet/internal/catalog"
)

// method makes a type of a package with one method on its pointer.
func method(path, typeName, name string) (*types.Func, types.Type) {
	pkg := types.NewPackage(path, "p")
	n := types.NewNamed(types.NewTypeName(token.NoPos, pkg, typeName, nil), types.NewStruct(nil, nil), nil)
	recv := types.NewPointer(n)
	sig := types.NewSignatureType(types.NewVar(token.NoPos, pkg, "", recv), nil, nil, nil, nil, false)
	return types.NewFunc(token.NoPos, pkg, name, sig), recv
}

func function(path, name string, sig *types.Signature) *types.Func {
	return types.NewFunc(token.NoPos, types.NewPackage(path, "p"), name, sig)
}

func load(t *testing.T, text string) *catalog.Table {
	t.Helper()
	table, err := catalog.Load(fstest.MapFS{"tables/x.cat": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// word returns what a row says, for comparison: "-" for no row.
func word(r *catalog.Row) string {
	if r == nil {
		return "-"
	}
	return string(r.Word)
}

func TestStaticReceiverWins(t *testing.T) {
	table := load(t, `
package example.com/redis std store=redis
query (*Client).Get op=read
build (*Pipeline).*
batch (*Pipeline).Exec
query (commands).Get op=read
`)
	exec, pipe := method("example.com/redis", "Pipeline", "Exec")
	if got := word(table.Lookup(exec, pipe)); got != "batch" {
		t.Errorf("Exec: %s, want batch: a row of its own wins over *", got)
	}
	fn, commands := method("example.com/redis", "commands", "Get")
	_, client := method("example.com/redis", "Client", "X")
	_, pipeline := method("example.com/redis", "Pipeline", "X")
	_, own := method("example.com/app", "Repo", "X") // type Repo struct{ *redis.Client }
	for _, test := range []struct {
		recv types.Type
		want string
	}{{client, "query"}, {pipeline, "build"}, {commands, "query"}, {own, "query"}, {nil, "query"}} {
		if got := word(table.Lookup(fn, test.recv)); got != test.want {
			t.Errorf("Get through %v: %s, want %s", test.recv, got, test.want)
		}
	}
}

func TestGenericAndAliasedReceivers(t *testing.T) {
	table := load(t, "package example.com/orm std store=orm\nquery (*Repo).All op=read\n")
	pkg := types.NewPackage("example.com/orm", "orm")
	generic := types.NewNamed(types.NewTypeName(token.NoPos, pkg, "Repo", nil), types.NewStruct(nil, nil), nil)
	generic.SetTypeParams([]*types.TypeParam{types.NewTypeParam(types.NewTypeName(token.NoPos, pkg, "T", nil), types.Universe.Lookup("any").Type())})
	instance, err := types.Instantiate(nil, generic, []types.Type{types.Typ[types.Int]}, true)
	if err != nil {
		t.Fatal(err)
	}
	alias := types.NewAlias(types.NewTypeName(token.NoPos, types.NewPackage("example.com/app", "app"), "Users", nil), instance)
	fn, _ := method("example.com/orm", "Repo", "All")
	for _, recv := range []types.Type{instance, types.NewPointer(instance), alias} {
		if got := word(table.Lookup(fn, recv)); got != "query" {
			t.Errorf("All through %v: %s, want query", recv, got)
		}
	}
}

func TestMajorVersions(t *testing.T) {
	table := load(t, `
package example.com/x/v9 std store=x
query (*C).Get op=read
query (*C).Only9 op=read

package example.com/x/v6/sub std store=x
query (*C).Get op=write

package example.com/x std
safe (*C).Get

package gopkg.in/mail.v2 std
slow (*C).Send kind=mail
`)
	for _, test := range []struct{ path, name, want string }{
		{"example.com/x/v9", "Get", "query"},
		{"example.com/x/v8", "Get", "query"}, // nearer to v9
		{"example.com/x/v2", "Get", "safe"},  // nearer to v1
		{"example.com/x", "Get", "safe"},
		{"example.com/x", "Only9", "query"},
		{"example.com/x/v10", "Only9", "query"},
		{"example.com/x/sub", "Get", "query"},
		{"example.com/app/vendor/example.com/x/v9", "Get", "query"},
		{"example.com/x/vendored", "Get", "-"},
		{"example.com/y", "Get", "-"},
		{"gopkg.in/mail.v3", "Send", "slow"},
		{"gopkg.in/mail.v2", "Sent", "-"},
	} {
		fn, recv := method(test.path, "C", test.name)
		if got := word(table.Lookup(fn, recv)); got != test.want {
			t.Errorf("%s.C.%s: %s, want %s", test.path, test.name, got, test.want)
		}
		known := test.path != "example.com/y" && test.path != "example.com/x/vendored"
		if got := table.Imports(test.path); got != known {
			t.Errorf("Imports(%s): %t, want %t", test.path, got, known)
		}
	}
}

func TestWith(t *testing.T) {
	base := load(t, "package example.com/x/v2 std store=x\nquery (*C).Get op=read\nquery (*C).Put op=write\n")
	table, err := base.With("user.cat", "package example.com/x std\nsafe (*C).Get\n\npackage example.com/own std\nslow Ask kind=llm\n")
	if err != nil {
		t.Fatal(err)
	}
	get, recv := method("example.com/x/v2", "C", "Get")
	put, _ := method("example.com/x/v2", "C", "Put")
	ask := function("example.com/own", "Ask", types.NewSignatureType(nil, nil, nil, nil, nil, false))
	for fn, want := range map[*types.Func]string{get: "safe", put: "query"} {
		if got := word(table.Lookup(fn, recv)); got != want {
			t.Errorf("%s: %s, want %s", fn.Name(), got, want)
		}
	}
	if got := word(table.Lookup(ask, nil)); got != "slow" {
		t.Errorf("Ask: %s, want slow", got)
	}
	if got := word(base.Lookup(get, recv)); got != "query" {
		t.Errorf("the table below changed: Get is %s, want query", got)
	}
	all, err := base.With("user.cat", "package example.com/x\nsafe (*C).*\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := word(all.Lookup(put, recv)); got != "safe" {
		t.Errorf("Put: %s, want safe: the user spoke of all methods", got)
	}
	if _, err := base.With("user.cat", "package p std\n\nslow Ask\n"); err == nil || err.Error() != "user.cat:3: slow needs kind=" {
		t.Errorf("got %v, want an error at user.cat:3", err)
	}
	if n := len(table.Rows()); n != 4 {
		t.Errorf("%d rows, want 4: those of both tables", n)
	}
}

func TestSharedAttributes(t *testing.T) {
	table := load(t, `
package example.com/x std store=x kind=mail bulk="put many" cache
query (*C).Get op=read
query (*C).Put op=write # with "#" in it
query (*C).Do op=both bulk="do # many" store=y
slow (*C).Send
slow (*C).Wait kind=sleep
make New kind=client
`)
	type said struct {
		store, kind, bulk string
		cache             bool
	}
	want := map[string]said{
		"Get": {"x", "", "", true}, "Put": {"x", "", "put many", false}, "Do": {"y", "", "do # many", false},
		"Send": {"", "mail", "", false}, "Wait": {"", "sleep", "", false}, "New": {"", "client", "", false},
	}
	for _, r := range table.Rows() {
		if got := (said{r.Store, r.Kind, r.Bulk, r.Cache}); got != want[r.Name] {
			t.Errorf("%s: %s is %+v, want %+v", r.Pos, r.Name, got, want[r.Name])
		}
	}
	if got := table.Store("example.com/x/v3"); got != "x" {
		t.Errorf("Store: %q, want x", got)
	}
}
