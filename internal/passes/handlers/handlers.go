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
)

// Analyzer computes the package's *Index.
var Analyzer = &analysis.Analyzer{
	Name:             "handlers",
	Doc:              "find request handlers and background entry points",
	Requires:         []*analysis.Analyzer{calls.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Index](),
	Run:              run,
}

// An Index holds the entry points that a package declares or registers, in source order.
type Index struct {
	Handlers   []*Entry
	Background []*Entry
}

// An Entry is one function that somebody outside the program's own calls runs.
type Entry struct {
	Func       *calls.Func // the function or closure, when it stands in this package
	Obj        *types.Func // the declared function, when it stands in another own package
	Node       ast.Node    // where it was recognised: the registration, or the declaration
	Method     string      // GET, POST, … when the registration shows it
	Route      string      // the path pattern, likewise
	Kind       string      // framework or kind of worker, as the catalog's row says
	How        How
	Middleware bool // it runs before the handlers of many routes
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
	f := &finder{Index: x, res: &Index{}, seen: map[any]*Entry{}}
	if len(x.Funcs) == 0 {
		return f.res, nil // a dependency, or a package of types only
	}
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

// A finder collects the entries of one package, each function once: the surest recognition wins.
type finder struct {
	*calls.Index
	res  *Index
	seen map[any]*Entry
}

// add enters e unless its function is one already.
func (f *finder) add(e *Entry, background bool) {
	var key any = e.Func
	if e.Func == nil {
		if e.Obj == nil {
			return
		}
		if e.Func = f.Decl(e.Obj); e.Func != nil {
			key = e.Func
		} else {
			key = e.Obj
		}
	}
	if old := f.seen[key]; old != nil {
		old.Middleware = old.Middleware || e.Middleware
		return
	}
	if e.Func != nil && e.Func.Generated {
		return // its implementation is found by its interface
	}
	f.seen[key] = e
	if background {
		f.res.Background = append(f.res.Background, e)
		return
	}
	f.res.Handlers = append(f.res.Handlers, e)
}

// registration adds the functions that c registers.
func (f *finder) registration(c *calls.Call) {
	if c.Row == nil {
		return
	}
	switch c.Row.Word {
	case catalog.Register:
		f.register(c)
	case catalog.Middleware:
		for _, arg := range c.Expr.Args {
			for _, t := range f.targets(arg, 0) {
				f.add(t.entry(c, Registered, true), false)
			}
		}
	case catalog.Background:
		for _, arg := range c.Expr.Args {
			for _, t := range f.targets(arg, 0) {
				f.add(t.entry(c, Registered, false), true)
			}
		}
	}
}

// register adds the handler among c's arguments; functions before it are middleware of its route,
// functions after it too.
func (f *finder) register(c *calls.Call) {
	args := c.Expr.Args
	at := c.Row.Arg
	if c.Row.Last {
		at = len(args) - 1
	}
	if at < 0 || at >= len(args) {
		return
	}
	method, route := f.route(c)
	for i, arg := range args {
		for _, t := range f.targets(arg, 0) {
			e := t.entry(c, Registered, i != at)
			if i == at {
				e.Method, e.Route = method, route
				e.Middleware = t.wrapper
			}
			f.add(e, false)
		}
	}
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
		for _, t := range f.targets(kv.Value, 0) {
			f.add(&Entry{Func: t.fn, Obj: t.obj, Node: kv, Kind: row.Kind, How: Registered}, row.Word == catalog.Background)
		}
	}
}
