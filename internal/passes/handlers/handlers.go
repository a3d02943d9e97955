// Package handlers defines an Analyzer that finds where work enters the program: the functions
// that serve requests, and the background entry points that do not.
package handlers

import (
	"go/ast"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/passes/calls"
	"github.com/scalevet/scalevet/internal/passes/effects"
)

// Analyzer computes the package's *Index.
var Analyzer = &analysis.Analyzer{
	Name:             "handlers",
	Doc:              "find request handlers and background entry points",
	Requires:         []*analysis.Analyzer{calls.Analyzer, effects.Analyzer}, // effects completes the rows of calls
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Index](),
	Run:              run,
}

// An Index holds the entry points that a package declares or registers, in source order. A
// function that is registered at several routes has an entry for each.
type Index struct {
	Handlers   []*Entry
	Background []*Entry

	finder *finder
}

// Returned returns the functions that f, a constructor of the package, returns: these serve
// requests when somebody registers what f gives.
func (x *Index) Returned(f *calls.Func) []*calls.Func {
	var fns []*calls.Func
	for _, t := range x.finder.constructed(f, 0) {
		if t.fn == nil && t.obj != nil && !t.returned {
			t.fn = x.finder.Decl(t.obj)
		}
		if t.fn != nil {
			fns = append(fns, t.fn)
		}
	}
	return fns
}

// An Entry is one function that somebody outside the program's own calls runs.
type Entry struct {
	Func       *calls.Func // the function or closure, when it stands in this package
	Obj        *types.Func // the declared function or interface method, when it stands elsewhere
	Returned   bool        // not Obj itself, but what it returns
	Node       ast.Node    // where it was recognised: the registration, or the declaration
	Method     string      // GET, POST, … when the registration shows it
	Route      string      // the path pattern, likewise
	Kind       string      // framework or kind of worker, as the catalog's row says
	How        How
	Middleware bool // it runs before the handlers of many routes
	Each       bool // it runs once for each element of a list that another one returned
	Helper     bool // it takes a request, but has not the shape of a handler: handlers call it
}

// How tells by what an entry was recognised.
type How uint8

// The ways to recognise an entry, the surest first.
const (
	Registered How = iota // it is passed to a router
	Interface             // it implements a generated service
	Signature             // it looks like a handler
)

func (h How) String() string { return [...]string{"registered", "interface", "signature"}[h] }

func run(pass *analysis.Pass) (any, error) {
	x := pass.ResultOf[calls.Analyzer].(*calls.Index)
	f := &finder{Index: x, res: &Index{}, seen: map[any][]*Entry{}}
	f.res.finder = f
	if len(x.Funcs) == 0 {
		return f.res, nil // a dependency, or a package of types only
	}
	f.relate()
	for _, c := range x.Calls {
		f.registration(c)
	}
	for _, l := range x.Lits {
		f.fields(l)
	}
	f.services()
	for _, fn := range x.Funcs {
		f.signature(fn)
	}
	return f.res, nil
}

// A finder collects the entries of one package: for each function by the surest recognition.
type finder struct {
	*calls.Index
	res  *Index
	seen map[any][]*Entry

	outer  map[*ast.CallExpr]*calls.Call // the call made on the result of another
	of     map[*types.Func][]*calls.Call // the calls of each function
	mounts map[*types.Func][]*calls.Call // those that mount what a function makes: r.Mount("/admin", fn())

	lists map[*types.TypeName]bool // of which resolvers return lists; nil when not asked yet
}

// add enters e unless its function is known already: at the same route, or more surely.
func (f *finder) add(e *Entry, background bool) {
	if e.Func == nil && e.Obj == nil {
		return
	}
	if e.Func == nil && !e.Returned {
		e.Func = f.Decl(e.Obj)
	}
	if e.Func != nil && e.Func.Generated {
		return // its implementation is found by its interface
	}
	var key any = e.Obj
	if e.Func != nil {
		key = e.Func
	}
	for _, old := range f.seen[key] {
		if e.How != Registered || e.Route == "" || old.Method == e.Method && old.Route == e.Route {
			old.Middleware = old.Middleware || e.Middleware && e.How != Registered
			return
		}
	}
	f.seen[key] = append(f.seen[key], e)
	if background {
		f.res.Background = append(f.res.Background, e)
		return
	}
	f.res.Handlers = append(f.res.Handlers, e)
}

// fields adds the functions in the fields of composite literals that the catalog knows:
// http.Server{Handler: h}, cobra.Command{RunE: f}.
func (f *finder) fields(l *calls.Lit) {
	for _, el := range l.Expr.Elts {
		kv, ok := el.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		id, ok := kv.Key.(*ast.Ident)
		if !ok {
			continue
		}
		row := f.Catalog.Field(l.Type, id.Name)
		if row == nil || row.Word != catalog.Register && row.Word != catalog.Background {
			continue
		}
		for _, t := range f.targets(kv.Value, nil, 0) {
			e := &Entry{Func: t.fn, Obj: t.obj, Returned: t.returned, Node: kv, Kind: row.Kind, Middleware: t.wrapper}
			if !t.wrapper {
				e.Method, e.Route = f.written(l.Expr)
			}
			f.add(e, row.Word == catalog.Background)
		}
	}
}
