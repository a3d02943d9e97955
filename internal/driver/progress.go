package driver

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/mattn/go-isatty"
)

// patience is how long a run may take before it says what it is doing.
const patience = time.Second

// A progress tells on a terminal what a long run is doing, in one line that it wipes at the end.
type progress struct {
	mu    sync.Mutex
	w     io.Writer // nil when nobody watches
	what  string
	shown bool
	timer *time.Timer
}

// newProgress watches w if it is a terminal.
func newProgress(w io.Writer) *progress {
	p := &progress{}
	if f, ok := w.(*os.File); ok && isatty.IsTerminal(f.Fd()) {
		p.w = w
		p.timer = time.AfterFunc(patience, p.show)
	}
	return p
}

// step says what comes next.
func (p *progress) step(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.what = what
	if p.shown {
		fmt.Fprintf(p.w, "\r\x1b[K%s", what)
	}
}

func (p *progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shown = true
	fmt.Fprintf(p.w, "\r\x1b[K%s", p.what)
}

// done wipes the line.
func (p *progress) done() {
	if p.w == nil {
		return
	}
	p.timer.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	p.shown = false
}
