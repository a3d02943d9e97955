package driver

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// patience is how long a run may take before it says what it is at.
const patience = time.Second

// A progress shows on a terminal what a long run is at. It is silent elsewhere, and nil is silent
// too.
type progress struct {
	sync.Mutex
	w     io.Writer // nil when nobody watches
	stage string
	shown bool
	timer *time.Timer
}

// startProgress shows progress on w when it is a terminal.
func startProgress(w io.Writer) *progress {
	if !isTerminal(w) {
		return nil
	}
	p := &progress{w: w, stage: "starting"}
	p.timer = time.AfterFunc(patience, func() {
		p.Lock()
		defer p.Unlock()
		p.shown = p.w != nil
		p.show()
	})
	return p
}

// say names what comes next.
func (p *progress) say(stage string) {
	if p == nil {
		return
	}
	p.Lock()
	defer p.Unlock()
	p.stage = stage
	p.show()
}

// show writes the stage over the one before. Precondition: p is locked.
func (p *progress) show() {
	if p.shown && p.w != nil {
		fmt.Fprintf(p.w, "\r\x1b[Kscalevet: %s …", printable(p.stage))
	}
}

// stop takes the line away.
func (p *progress) stop() {
	if p == nil {
		return
	}
	p.Lock()
	defer p.Unlock()
	p.timer.Stop()
	if p.shown && p.w != nil {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	p.w = nil
}

// isTerminal reports whether w is a terminal that can erase a line.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
