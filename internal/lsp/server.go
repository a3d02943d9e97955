package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/scalevet/scalevet/internal/driver"
)

// A phase is how far the client has come.
type phase int

const (
	created phase = iota
	running       // after initialize
	stopped       // after shutdown
)

// A server serves one client.
type server struct {
	opt    driver.Options
	log    *log.Logger
	exit   chan struct{} // closed by exit
	worker sync.WaitGroup

	client *jsonrpc2.Conn
	can    initializeParams // the client's capabilities
	enc    encoding
	wake   chan struct{} // tells the worker that something has changed

	mu       sync.Mutex // held while what follows is touched
	phase    phase
	folders  []string           // of the workspace
	unopened []string           // of them: those whose modules are not known yet
	docs     map[string][]byte  // the texts of open documents by file
	uris     map[string]string  // what the client calls them
	modules  map[string]*module // by directory
	waiting  []chan struct{}    // closed when nothing is left to analyze
	requests map[jsonrpc2.ID]context.CancelFunc
}

func newServer(opt driver.Options, log *log.Logger) *server {
	return &server{
		opt: opt, log: log, exit: make(chan struct{}), wake: make(chan struct{}, 1),
		docs: map[string][]byte{}, uris: map[string]string{}, modules: map[string]*module{},
		requests: map[jsonrpc2.ID]context.CancelFunc{},
	}
}

func (s *server) is(p phase) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.phase == p
}

// A method does what one message asks for. What it returns is the result of a request.
type method func(s *server, ctx context.Context, params []byte) (any, error)

// on makes a method of a function that takes the parameters of a message.
func on[P any](f func(s *server, ctx context.Context, p *P) (any, error)) method {
	return func(s *server, ctx context.Context, params []byte) (any, error) {
		p := new(P)
		if err := json.Unmarshal(params, p); err != nil {
			return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
		}
		return f(s, ctx, p)
	}
}

// done makes a method of a function that only notes something.
func done[P any](f func(s *server, p *P)) method {
	return on(func(s *server, _ context.Context, p *P) (any, error) {
		f(s, p)
		return nil, nil
	})
}

type none struct{}

// methods are the messages that the server takes. workspace/executeCommand, which takes long, is in
// command.go.
var methods = map[string]method{
	"initialize":  on((*server).initialize),
	"initialized": on((*server).initialized),
	"shutdown":    done((*server).shutdown),

	"textDocument/didOpen":   done((*server).didOpen),
	"textDocument/didChange": done((*server).didChange),
	"textDocument/didSave":   done((*server).didSave),
	"textDocument/didClose":  done((*server).didClose),

	"workspace/didChangeWatchedFiles":     done((*server).didChangeWatchedFiles),
	"workspace/didChangeWorkspaceFolders": done((*server).didChangeFolders),
	"workspace/didChangeConfiguration":    done(func(*server, *none) {}),

	"textDocument/codeAction": on((*server).codeActions),

	"window/workDoneProgress/cancel": done(func(s *server, _ *none) { s.cancelRun() }),
	"$/cancelRequest":                done((*server).cancelRequest),
}

// The codes of errors that the protocol adds to those of JSON-RPC.
const (
	codeNotInitialized = -32002
	codeCanceled       = -32800
)

// Handle implements jsonrpc2.Handler. It is called for one message after the other.
func (s *server) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	if req.Method == "exit" {
		close(s.exit)
		<-ctx.Done() // nothing that comes after it counts
		return
	}
	if s.client == nil {
		s.client = conn
	}
	if req.Method == "workspace/executeCommand" && !req.Notif && s.is(running) {
		s.execute(ctx, req)
		return
	}
	s.reply(ctx, req, func() (any, error) { return s.answer(ctx, req) })
}

// answer finds the method and calls it.
func (s *server) answer(ctx context.Context, req *jsonrpc2.Request) (any, error) {
	m := methods[req.Method]
	switch {
	case s.is(created) && req.Method != "initialize":
		return nil, &jsonrpc2.Error{Code: codeNotInitialized, Message: req.Method + " before initialize"}
	case s.is(stopped):
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: req.Method + " after shutdown"}
	case m == nil:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "no method " + req.Method}
	}
	params := []byte("null")
	if req.Params != nil {
		params = *req.Params
	}
	return m(s, ctx, params)
}

// reply sends what f returns, if req wants an answer. A panic is an error of that request alone.
func (s *server) reply(ctx context.Context, req *jsonrpc2.Request, f func() (any, error)) {
	result, err := func() (result any, err error) {
		defer func() {
			if e := recover(); e != nil {
				err = &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: fmt.Sprintf("internal error: lsp: %s: panic: %v", req.Method, e)}
				s.log.Print(err)
			}
		}()
		return f()
	}()
	if req.Notif {
		return // nobody listens; those that are unknown or come too early are to be ignored
	}
	if err == nil {
		err = s.client.Reply(ctx, req.ID, result)
	} else {
		e, ok := err.(*jsonrpc2.Error)
		if !ok {
			e = &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: err.Error()}
		}
		err = s.client.ReplyWithError(ctx, req.ID, e)
	}
	if err != nil && err != jsonrpc2.ErrClosed {
		s.log.Printf("cannot answer %s: %v", req.Method, err)
	}
}

func (s *server) initialize(_ context.Context, p *initializeParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.phase != created {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "initialize twice"}
	}
	s.phase, s.can, s.enc = running, *p, choose(p.Capabilities.General.PositionEncodings)
	folders := p.WorkspaceFolders
	if len(folders) == 0 {
		folders = []folderInfo{{p.RootURI}}
	}
	s.addFolders(folders)
	return object{
		"serverInfo": object{"name": "scalevet", "version": driver.Version()},
		"capabilities": object{
			"positionEncoding":       s.enc,
			"textDocumentSync":       object{"openClose": true, "change": 2, "save": object{}},
			"codeActionProvider":     object{"codeActionKinds": []string{quickFix}},
			"executeCommandProvider": object{"commands": []string{analyzeCommand}},
			"workspace":              object{"workspaceFolders": object{"supported": true, "changeNotifications": true}},
		},
	}, nil
}

// initialized lets the worker begin, and asks the client to watch the files that findings depend on.
func (s *server) initialized(ctx context.Context, _ *none) (any, error) {
	s.wakeUp()
	if !s.can.Capabilities.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		return nil, nil
	}
	var watchers []object
	for _, glob := range []string{"**/*.{go,sql,pgsql,psql,fizz}", "**/{go.mod,go.work,.scalevet.yml}", "**/{sqlc,atlas}.*"} {
		watchers = append(watchers, object{"globPattern": glob})
	}
	_, err := s.client.DispatchCall(ctx, "client/registerCapability", object{"registrations": []object{{
		"id": "watch", "method": "workspace/didChangeWatchedFiles", "registerOptions": object{"watchers": watchers},
	}}})
	return nil, err
}

func (s *server) shutdown(*none) {
	s.mu.Lock()
	s.phase = stopped
	s.mu.Unlock()
	s.cancelRun()
}

// cancelRequest tells the request with that id that its answer is not wanted any more.
func (s *server) cancelRequest(p *cancelParams) {
	var id jsonrpc2.ID
	if json.Unmarshal(p.ID, &id) != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if cancel := s.requests[id]; cancel != nil {
		cancel()
	}
}

// wakeUp tells the worker to look what has changed.
func (s *server) wakeUp() {
	select {
	case s.wake <- struct{}{}:
	default: // it has been told already
	}
}

// tell sends a notification. That fails only when the client is gone, which the connection sees.
func (s *server) tell(method string, params any) {
	_ = s.client.Notify(context.Background(), method, params)
}

// say logs a message for the user, or shows it too.
func (s *server) say(show bool, p messageParams) {
	if show {
		s.tell("window/showMessage", p)
	}
	s.tell("window/logMessage", p)
}
