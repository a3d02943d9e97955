package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// A Word says what a symbol does, or which part it plays. Its Doc says it in a line.
type Word string

// The words. What a call does:
const (
	Query   Word = "query"
	Batch   Word = "batch"
	Build   Word = "build"
	Stream  Word = "stream"
	Open    Word = "open"
	Begin   Word = "begin"
	RPC     Word = "rpc"
	Slow    Word = "slow"
	FSWrite Word = "fswrite"
	State   Word = "state"
	Make    Word = "make"
	Safe    Word = "safe"
	Metric  Word = "metric"
	Flush   Word = "flush"
	Driver  Word = "driver"

	// How a callback runs:
	Callback  Word = "callback"
	Each      Word = "each"
	Spawn     Word = "spawn"
	JoinSpawn Word = "join-spawn"
	Wait      Word = "wait"
	Handoff   Word = "handoff"
	Consume   Word = "consume"

	// Where work enters:
	Register    Word = "register"
	Middleware  Word = "middleware"
	HandlerType Word = "handler-type"
	HandlerFace Word = "handler-face"
	ContextType Word = "context-type"
	Adapter     Word = "adapter"
	Group       Word = "group"
	Next        Word = "next"
	Serve       Word = "serve"
	Background  Word = "background"
	WorkType    Word = "work-type"
	WorkFace    Word = "work-face"
)

// A grammar says what a word means and which attributes its rows take. Lists are separated by spaces.
type grammar struct {
	doc   string // what a row of the word says of its symbol
	takes string // attributes
	needs string // attributes that must not be missing
	kinds string // values of kind; "" means any
	ops   string // values of op
}

var words = map[Word]grammar{
	Query: {doc: "makes a round trip to a store; op is read, write or both",
		takes: "store op sql bulk cache kind callback", needs: "store op", kinds: "prepare", ops: "read write both"},
	Batch: {doc: "makes one round trip for many rows",
		takes: "store sql callback", needs: "store"},
	Build: {doc: "only prepares; no round trip",
		takes: "store sql kind", kinds: "document media mail"},
	Stream: {doc: "reads results that are on their way already",
		takes: "store callback", needs: "store"},
	Open: {doc: "makes a pool of connections",
		takes: "store", needs: "store"},
	Begin: {doc: "begins or ends a transaction",
		takes: "store callback", needs: "store"},
	RPC: {doc: "calls another service's method",
		takes: "kind", needs: "kind"},
	Slow: {doc: "makes the caller wait; the kind says for what",
		takes: "kind callback", needs: "kind", kinds: "mail http document media exec sleep llm sms storage dial"},
	FSWrite: {doc: "writes to this machine's disk",
		takes: "kind path flags callback", kinds: "upload embedded"},
	State: {doc: "keeps something in this process; op is make, read or write",
		takes: "kind op", needs: "kind op", kinds: "session cache limiter job hub state counter", ops: "make read write"},
	Make: {doc: "makes what is costly and could be kept",
		takes: "kind arg", needs: "kind", kinds: "client template regexp config key pool"},
	Safe: {doc: "looks like one of the others and is not; ends the search",
		takes: "store kind"},
	Metric: {doc: "measures",
		takes: "kind", needs: "kind"},

	Flush: {doc: "sends what has been answered so far"},
	Driver: {doc: "speaks to a database; the kind says which",
		takes: "kind", needs: "kind", kinds: "postgres mysql sqlite"},

	Callback: {doc: "runs its callback at once, and the caller waits; kind once: at most once",
		takes: "callback kind store", needs: "callback", kinds: "once"},
	Each: {doc: "runs its callback once per element; kind chunk: once per batch",
		takes: "callback kind store", kinds: "chunk"},
	Spawn: {doc: "runs its callback in another goroutine, and nobody waits",
		takes: "callback"},
	JoinSpawn: {doc: "runs its callback in another goroutine, and a Wait follows",
		takes: "callback"},
	Wait: {doc: "waits for goroutines"},
	Handoff: {doc: "hands work to a queue",
		takes: "callback"},
	Consume: {doc: "waits for the next piece of work",
		takes: "store"},

	Register: {doc: "registers a handler",
		takes: "handler kind", needs: "kind"},
	Middleware: {doc: "registers a middleware",
		takes: "handler kind", needs: "kind"},
	HandlerType: {doc: "a type of handler functions",
		takes: "kind", needs: "kind"},
	HandlerFace: {doc: "an interface whose implementers handle requests",
		takes: "kind", needs: "kind"},
	ContextType: {doc: "a parameter of this type marks request code",
		takes: "kind", needs: "kind"},
	Adapter: {doc: "wraps a handler into a handler",
		takes: "handler kind", needs: "kind"},
	Group: {doc: "runs a callback at start that registers routes",
		takes: "handler kind", needs: "kind"},
	Next: {doc: "a handler that calls it is a middleware",
		takes: "kind", needs: "kind"},
	Serve: {doc: "starts serving",
		takes: "kind"},
	Background: {doc: "registers work that is no request",
		takes: "handler kind", needs: "kind"},
	WorkType: {doc: "a parameter of this type marks background code",
		takes: "kind", needs: "kind"},
	WorkFace: {doc: "an interface whose implementers do background work",
		takes: "kind", needs: "kind"},
}

// Doc returns what w says of a symbol, as the tables' headers put it.
func (w Word) Doc() string { return words[w].doc }

// has reports whether name is in list.
func has(list, name string) bool {
	for s := range strings.FieldsSeq(list) {
		if s == name {
			return true
		}
	}
	return false
}

// oneOf returns an error unless value is in list; an empty list allows all.
func oneOf(attr, value, list string) error {
	if list == "" || has(list, value) {
		return nil
	}
	return fmt.Errorf("bad %s %q, want one of: %s", attr, value, list)
}

// Words returns all words, sorted.
func Words() []Word {
	var ws []Word
	for w := range words {
		ws = append(ws, w)
	}
	slices.Sort(ws)
	return ws
}
