package lsp

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// patience is how long a run may take before the user is told of it; tests have less.
var patience = 500 * time.Millisecond

// tokens numbers the reports of progress.
var tokens atomic.Int64

// A progress tells the client what a long run is at. The zero value tells nothing.
type progress struct {
	server *server // nil when nobody is told
	ctx    context.Context
	token  string
	timer  *time.Timer

	mu    sync.Mutex
	stage string
	begun bool
	over  bool
}

// startProgress tells the client of a run, if it wants to know and the run is long.
func (s *server) startProgress(ctx context.Context) *progress {
	if !s.can.Capabilities.Window.WorkDoneProgress {
		return &progress{}
	}
	p := &progress{server: s, ctx: ctx, token: fmt.Sprintf("scalevet-%d", tokens.Add(1)), stage: "starting"}
	p.timer = time.AfterFunc(patience, p.begin)
	return p
}

// begin asks the client for a place to show progress.
func (p *progress) begin() {
	if p.server.client.Call(p.ctx, "window/workDoneProgress/create", object{"token": p.token}, nil) != nil {
		return // the run is over, or the client shows nothing
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over {
		return
	}
	p.begun = true
	p.send(object{"kind": "begin", "title": "scalevet", "message": p.stage, "cancellable": true})
}

// say names what comes next.
func (p *progress) say(stage string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stage = stage
	if p.begun {
		p.send(object{"kind": "report", "message": stage})
	}
}

// stop ends it.
func (p *progress) stop() {
	if p.server == nil {
		return
	}
	p.timer.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.over = true
	if p.begun {
		p.send(object{"kind": "end"})
	}
}

func (p *progress) send(value object) {
	p.server.tell("$/progress", object{"token": p.token, "value": value})
}
