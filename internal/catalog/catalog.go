// Package catalog holds what is known of other people's APIs, as data: one row in tables/*.cat
// says what calling one symbol does. No rule names a library in its code.
package catalog

import (
	"cmp"
	"embed"
	"io/fs"
	"slices"
	"sync"
)

//go:embed tables/*.cat
var tables embed.FS

// A Word says what a symbol does, or which part it plays.
type Word string

// The words. What a call does:
const (
	Query   Word = "query"   // makes a round trip to a store; op is read, write or both
	Batch   Word = "batch"   // makes one round trip for many rows
	Build   Word = "build"   // only prepares; no round trip
	Stream  Word = "stream"  // reads results that are on their way already
	Open    Word = "open"    // makes a pool of connections
	Begin   Word = "begin"   // begins or ends a transaction
	RPC     Word = "rpc"     // calls another service's method
	Slow    Word = "slow"    // makes the caller wait; the kind says for what
	FSWrite Word = "fswrite" // writes to this machine's disk
	State   Word = "state"   // keeps something in this process; op is make, read or write
	Make    Word = "make"    // makes what is costly and could be kept
	Safe    Word = "safe"    // looks like one of the others and is not; ends the search
	Metric  Word = "metric"  // measures

	// How a callback runs:
	Callback  Word = "callback"   // at once, and the caller waits; kind once: at most once
	Each      Word = "each"       // once per element; kind chunk: once per batch
	Spawn     Word = "spawn"      // in another goroutine, and nobody waits
	JoinSpawn Word = "join-spawn" // in another goroutine, and a Wait follows
	Wait      Word = "wait"       // waits for goroutines
	Handoff   Word = "handoff"    // hands work to a queue
	Consume   Word = "consume"    // waits for the next piece of work

	// Where work enters:
	Register    Word = "register"     // registers a handler
	Middleware  Word = "middleware"   // registers a middleware
	HandlerType Word = "handler-type" // a type of handler functions
	HandlerFace Word = "handler-face" // an interface whose implementers handle requests
	ContextType Word = "context-type" // a parameter of this type marks request code
	Adapter     Word = "adapter"      // wraps a handler into a handler
	Group       Word = "group"        // runs a callback at start that registers routes
	Next        Word = "next"         // a handler that calls it is a middleware
	Serve       Word = "serve"        // starts serving
	Background  Word = "background"   // registers work that is no request
	WorkType    Word = "work-type"    // a parameter of this type marks background code
	WorkFace    Word = "work-face"    // an interface whose implementers do background work
)

var words = map[Word]bool{
	Query: true, Batch: true, Build: true, Stream: true, Open: true, Begin: true, RPC: true, Slow: true,
	FSWrite: true, State: true, Make: true, Safe: true, Metric: true, Callback: true, Each: true, Spawn: true,
	JoinSpawn: true, Wait: true, Handoff: true, Consume: true, Register: true, Middleware: true,
	HandlerType: true, HandlerFace: true, ContextType: true, Adapter: true, Group: true, Next: true,
	Serve: true, Background: true, WorkType: true, WorkFace: true,
}

// A Row is what is known of one symbol.
type Row struct {
	Word Word
	Kind string // refines the word: mail or http for slow, the framework for register, …

	Pkg  string // import path
	Recv string // receiver's type without pointer; "" for functions and types
	Ptr  bool   // the receiver is a pointer
	Name string // function, method, type or field

	Arg   int    // index of the argument that matters, -1 when none does
	Role  string // what that argument is: sql, path, handler, callback, pattern
	Last  bool   // the argument is the last of the call
	Flags int    // index of the argument with os.O_ flags, -1 when none
	Op    string // query: read, write or both; state: make, read or write
	Store string // query, batch, build, stream, open: the library
	Bulk  string // that library's form for many rows, for messages
	Cache bool   // query: the store is a cache beside another store

	Module   string // module@version that the row was proved against
	Unproven string // why it could not be
	Why      string
	Pos      string // file:line

	base string // Pkg without its major version
}

// Symbol returns the row's symbol as its table spells it.
func (r *Row) Symbol() string {
	switch {
	case r.Recv == "":
		return r.Name
	case r.Ptr:
		return "(*" + r.Recv + ")." + r.Name
	}
	return r.Recv + "." + r.Name
}

// A Table is a set of rows to look up.
type Table struct {
	rows   map[key]*Row
	loose  map[key]*Row // with the major version cut off the import path
	shapes map[string][]*Row
	sigs   map[string]*Row
	pkgs   map[string]bool
	all    []*Row
}

type key struct{ pkg, recv, name string }

var builtin = sync.OnceValue(func() *Table {
	t, err := Load(tables)
	if err != nil {
		// The tables are compiled in and TestTables loads them: this is no user's doing.
		return newTable()
	}
	return t
})

// Default returns the built-in rows.
func Default() *Table { return builtin() }

// Load reads every tables/*.cat of fsys. A bad row is an error that begins with file:line.
func Load(fsys fs.FS) (*Table, error) {
	names, err := fs.Glob(fsys, "tables/*.cat")
	if err != nil {
		return nil, err
	}
	t := newTable()
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		rows, err := parse(name, string(text))
		if err != nil {
			return nil, err
		}
		if err := t.add(rows, false); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// With returns t with the rows of text added, which win over those of t. name is what errors call
// the text.
func (t *Table) With(name, text string) (*Table, error) {
	rows, err := parse(name, text)
	if err != nil {
		return nil, err
	}
	c := newTable()
	if err := c.add(rows, false); err != nil {
		return nil, err
	}
	var rest []*Row
	for _, r := range t.all {
		if c.rows[r.key()] == nil {
			rest = append(rest, r)
		}
	}
	return c, c.add(rest, true)
}

// Rows returns all rows, by file and line.
func (t *Table) Rows() []*Row { return slices.Clone(t.all) }

// Packages returns the import paths that have rows, sorted.
func (t *Table) Packages() []string {
	var ps []string
	for p := range t.pkgs {
		ps = append(ps, p)
	}
	slices.SortFunc(ps, cmp.Compare)
	return ps
}
