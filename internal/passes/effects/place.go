package effects

import (
	"go/ast"

	"github.com/scalevet/scalevet/internal/gosrc"
	"github.com/scalevet/scalevet/internal/passes/calls"
)

// keepFile drops what leaves nothing on the disk.
func (e *extractor) keepFile(f *Func, eff *Effect) bool { return true }

// keepMake drops what is made once or depends on the request.
func (e *extractor) keepMake(f *Func, eff *Effect) bool { return true }

// keepState drops what dies with the request.
func (e *extractor) keepState(f *Func, eff *Effect) bool { return true }

// loopback reports whether c calls a constant address on this machine.
func (e *extractor) loopback(c *calls.Call) bool { return false }

// write adds a change of state that outlives the call.
func (e *extractor) write(f *Func, w *calls.Write) {}

var _ = gosrc.Root
var _ ast.Node
