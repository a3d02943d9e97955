package lsp

import (
	"context"
	"encoding/json"
	"path/filepath"

	"github.com/sourcegraph/jsonrpc2"
)

// analyzeCommand reads everything anew, as nothing else can be needed where the client watches no
// files, and is answered when the findings are published.
const analyzeCommand = "scalevet.analyze"

// execute runs a command beside the messages to come, until it is done or the client cancels it.
func (s *server) execute(ctx context.Context, req *jsonrpc2.Request) {
	ctx, cancel := context.WithCancel(ctx)
	s.mu.Lock()
	s.requests[req.ID] = cancel
	s.mu.Unlock()
	go s.reply(ctx, req, func() (any, error) {
		defer func() {
			s.mu.Lock()
			delete(s.requests, req.ID)
			s.mu.Unlock()
			cancel()
		}()
		var p commandParams
		if req.Params == nil || json.Unmarshal(*req.Params, &p) != nil || p.Command != analyzeCommand {
			return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: "want command " + analyzeCommand}
		}
		return nil, s.analyzeAll(ctx)
	})
}

// analyzeAll analyzes all modules and waits for it.
func (s *server) analyzeAll(ctx context.Context) error {
	idle := make(chan struct{})
	s.mu.Lock()
	for root, m := range s.modules {
		m.touch(filepath.Join(root, "go.mod"))
	}
	s.unopened = append(s.unopened, s.folders...)
	s.waiting = append(s.waiting, idle)
	s.mu.Unlock()
	s.wakeUp()
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		s.cancelRun()
		return &jsonrpc2.Error{Code: codeCanceled, Message: "canceled"}
	}
}
