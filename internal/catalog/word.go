package catalog

import (
	"fmt"
	"slices"
	"strings"
)

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

// A grammar says which attributes the rows of a word take. Lists are separated by spaces.
type grammar struct {
	takes string // attributes
	needs string // attributes that must not be missing
	kinds string // values of kind; "" means any
	ops   string // values of op
}

var words = map[Word]grammar{
	Query:   {takes: "store op sql bulk cache kind callback", needs: "store op", kinds: "prepare", ops: "read write both"},
	Batch:   {takes: "store sql callback", needs: "store"},
	Build:   {takes: "store sql kind", kinds: "document media mail"},
	Stream:  {takes: "store callback", needs: "store"},
	Open:    {takes: "store", needs: "store"},
	Begin:   {takes: "store callback", needs: "store"},
	RPC:     {takes: "kind", needs: "kind"},
	Slow:    {takes: "kind callback", needs: "kind", kinds: "mail http document media exec sleep llm sms storage dial"},
	FSWrite: {takes: "kind path flags callback", kinds: "upload embedded"},
	State:   {takes: "kind op", needs: "kind op", kinds: "session cache limiter job hub state counter", ops: "make read write"},
	Make:    {takes: "kind arg", needs: "kind", kinds: "client template regexp config key pool"},
	Safe:    {takes: "store kind"},
	Metric:  {takes: "kind", needs: "kind"},

	Callback:  {takes: "callback kind store", needs: "callback", kinds: "once"},
	Each:      {takes: "callback kind store", kinds: "chunk"},
	Spawn:     {takes: "callback"},
	JoinSpawn: {takes: "callback"},
	Wait:      {},
	Handoff:   {takes: "callback"},
	Consume:   {takes: "store"},

	Register:    {takes: "handler kind", needs: "kind"},
	Middleware:  {takes: "handler kind", needs: "kind"},
	HandlerType: {takes: "kind", needs: "kind"},
	HandlerFace: {takes: "kind", needs: "kind"},
	ContextType: {takes: "kind", needs: "kind"},
	Adapter:     {takes: "handler kind", needs: "kind"},
	Group:       {takes: "handler kind", needs: "kind"},
	Next:        {takes: "kind", needs: "kind"},
	Serve:       {takes: "kind"},
	Background:  {takes: "handler kind", needs: "kind"},
	WorkType:    {takes: "kind", needs: "kind"},
	WorkFace:    {takes: "kind", needs: "kind"},
}

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
