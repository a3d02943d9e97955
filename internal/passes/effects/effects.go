// Package effects defines an Analyzer that extracts, for each function of the package, what its
// body does that grows with load, and whom it calls. It follows no call: package link does.
package effects

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/catalog"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// Analyzer computes the package's *Unit.
var Analyzer = &analysis.Analyzer{
	Name:             "effects",
	Doc:              "extract what functions do that grows with load",
	Requires:         []*analysis.Analyzer{calls.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Unit](),
	Run:              run,
}

// A Kind names an effect as family/category, for example "query/read" or "slow/mail".
type Kind string

// Family returns the part before the slash.
func (k Kind) Family() string { f, _, _ := strings.Cut(string(k), "/"); return f }

// Category returns the part after the slash, which is also the finding's category.
func (k Kind) Category() string { _, c, _ := strings.Cut(string(k), "/"); return c }

// The families of effects.
const (
	Query = "query" // a round trip to a store: read, write, rpc
	Slow  = "slow"  // the caller waits: mail, http, document, …
	File  = "file"  // this machine's disk: write, upload, embedded-db
	State = "state" // this process's memory: session, state, cache, limiter, job, hub
	Make  = "make"  // made anew: pool, client, transport, template, regexp, config, key
)

// Details that tell one effect from another of the same kind.
const (
	Scratch = "a scratch file" // File: in the system's folder for them, under a name of its own
	Content = "content"        // Make: a file that is read and passed on as it is
)

// A Unit is what one package does.
type Unit struct {
	Index *calls.Index
	Funcs []*Func
	of    map[*calls.Func]*Func
}

// Of returns the entry of f, or nil.
func (u *Unit) Of(f *calls.Func) *Func { return u.of[f] }

// A Func is one function's or closure's own doing.
type Func struct {
	Src      *calls.Func
	Effects  []*Effect
	Edges    []*Edge
	Params   []ParamCall // parameters of function type that it calls
	Forwards []Forward   // parameters of function type that it hands to other own functions
	SQL      []int       // parameters that it hands to a store as SQL text
}

// An Effect is one thing that a body does itself.
type Effect struct {
	Kind    Kind
	Subject string       // what is done or touched, as the end of a chain
	Node    ast.Node     // the call or assignment
	Call    *calls.Call  // nil for assignments
	Row     *catalog.Row // nil where no API is involved
	Owner   *types.Named // State, Make: the type that must outlive requests for this to count, or nil
	Var     *types.Var   // State: the variable or field written
	root    *types.Var   // State: the variable that Var is reached from
	Detail  string       // File: where a path comes from; Make: Content
	Cached  bool         // done only when a cache had no answer
	Inserts bool         // Query: rows are added
	Worker  bool         // done for each piece of work that a loop waits for
	Batch   bool         // done once for many calls, when a batch is full
	Memo    *Memo        // done to fill what outlives the call, or nil
}

// A Memo says that something is done only while a variable that may outlive the call holds nothing.
type Memo struct {
	Owner *types.Named // of the field that is filled: done once if a value of it lives on; nil for package variables
	Again bool         // done again when other conditions ask for it, as after some time
}

// A Mode says how the callee of an edge runs.
type Mode uint8

// The modes of an edge.
const (
	Sync  Mode = iota // the caller waits
	Async             // in a goroutine that nobody waits for
	Once              // at most once in the process
)

// An Edge is one way from a function to another.
type Edge struct {
	Call   *calls.Call
	Fn     *types.Func // a declared function or an interface's method; nil for Src
	Src    *calls.Func // a closure of this package
	Mode   Mode
	Each   bool  // the target runs once per element of something that Call walks
	Cached bool  // taken only when a cache had no answer
	Worker bool  // taken for each piece of work that a loop waits for
	Batch  bool  // taken once for many calls, when a batch is full
	Cleans bool  // the file that the target makes is removed again
	Memo   *Memo // taken to fill what outlives the call, or nil

	// Via and Arg are set when the target is Call's argument number Arg and runs only if the
	// callee Via, an own function, calls that parameter.
	Via *types.Func
	Arg int
}

// A Forward says that a function passes its parameter Param on as argument Arg of To.
type Forward struct {
	Param  int
	To     *types.Func
	Recv   types.Type
	Arg    int
	Each   bool // from inside a loop
	Cached bool // only when a cache had no answer
}

// VarID returns the identity of the state that e touches, the same in every package.
func (e *Effect) VarID() string {
	if e.Var == nil {
		return ""
	}
	id := e.Var.Name()
	if e.Owner != nil {
		id = e.Owner.Obj().Name() + "." + id
	}
	if e.Var.Pkg() != nil {
		id = e.Var.Pkg().Path() + "." + id
	}
	return id
}

// A ParamCall says that a function calls its parameter.
type ParamCall struct {
	Index  int
	Each   bool // once per element of a loop
	Async  bool
	Cached bool // only when a cache had no answer
}

func run(pass *analysis.Pass) (any, error) {
	x := pass.ResultOf[calls.Analyzer].(*calls.Index)
	u := &Unit{Index: x, of: map[*calls.Func]*Func{}}
	for _, f := range x.Funcs {
		fn := &Func{Src: f}
		u.Funcs = append(u.Funcs, fn)
		u.of[f] = fn
	}
	if len(u.Funcs) == 0 {
		return u, nil // a dependency
	}
	e := &extractor{
		Unit: u, Index: x, faces: map[face]*catalog.Row{},
		guards: map[*calls.Func]guards{}, memos: map[*calls.Func]memos{}, wholes: map[*calls.Func]map[whole]token.Pos{},
		uses: map[*calls.Func]map[types.Object]int{}, waits: map[*calls.Func][]token.Pos{}, edges: map[*types.Var]int{},
	}
	for _, c := range x.Calls {
		if f := u.of[c.In]; f != nil {
			e.call(f, c)
		}
	}
	for _, w := range x.Writes {
		if f := u.of[w.In]; f != nil {
			e.write(f, w)
		}
	}
	for _, l := range x.Lits {
		if f := u.of[l.In]; f != nil {
			e.literal(f, l)
		}
	}
	return u, nil
}
