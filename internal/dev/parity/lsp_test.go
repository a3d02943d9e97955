package parity

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// An editor speaks the Language Server Protocol to a server of its own.
type editor struct {
	t    *testing.T
	dir  string
	conn *jsonrpc2.Conn
	cmd  *exec.Cmd

	mu    sync.Mutex
	shown map[string][]diagnostic // by URI
	logs  chan string
}

// A diagnostic is what a server says of a place.
type diagnostic struct {
	Range struct {
		Start struct{ Line, Character int }
	}
	Source, Code, Message string
}

type object map[string]any

// edit starts a server for the module at dir.
func edit(t *testing.T, dir string, options object, args ...string) *editor {
	t.Helper()
	e := &editor{t: t, dir: dir, cmd: exec.Command(args[0], args[1:]...), shown: map[string][]diagnostic{}, logs: make(chan string, 1000)}
	in, err := e.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := e.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	e.cmd.Dir, e.cmd.Stderr = dir, os.Stderr
	if err := e.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	pipes := struct {
		io.Reader
		io.WriteCloser
	}{out, in}
	e.conn = jsonrpc2.NewConn(context.Background(), jsonrpc2.NewBufferedStream(pipes, jsonrpc2.VSCodeObjectCodec{}), e)
	e.call("initialize", object{
		"processId": os.Getpid(), "rootUri": "file://" + dir, "initializationOptions": options,
		"capabilities": object{"workspace": object{"didChangeWatchedFiles": object{"dynamicRegistration": true}}},
	}, nil)
	e.notify("initialized", object{})
	return e
}

// Handle implements jsonrpc2.Handler.
func (e *editor) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	var p struct {
		URI, Message string
		Diagnostics  []diagnostic
	}
	switch req.Method {
	case "textDocument/publishDiagnostics", "window/logMessage":
		if err := json.Unmarshal(*req.Params, &p); err != nil {
			e.t.Error(err)
		}
	}
	switch {
	case req.Method == "textDocument/publishDiagnostics":
		e.mu.Lock()
		e.shown[p.URI] = p.Diagnostics
		e.mu.Unlock()
	case req.Method == "window/logMessage":
		e.logs <- p.Message
	case !req.Notif:
		go conn.Reply(ctx, req.ID, nil)
	}
}

func (e *editor) call(method string, params, result any) {
	e.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	if err := e.conn.Call(ctx, method, params, result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	if err := e.conn.Notify(context.Background(), method, params); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

// quit ends the server in order.
func (e *editor) quit() {
	e.t.Helper()
	e.call("shutdown", nil, nil)
	e.notify("exit", nil)
	if err := e.cmd.Wait(); err != nil {
		e.t.Errorf("the server ends with %v", err)
	}
}

// finding brings a diagnostic into the common form.
func (e *editor) finding(uri string, d diagnostic, rule string) finding {
	file, err := filepath.Rel(e.dir, strings.TrimPrefix(uri, "file://"))
	if err != nil {
		e.t.Fatal(err)
	}
	return finding{fmt.Sprintf("%s:%d:%d", filepath.ToSlash(file), d.Range.Start.Line+1, d.Range.Start.Character+1), rule, fault(d.Message)}
}

// lsp runs one language server for all runs, and tells it of the migrations as an editor does that
// watches files.
func lsp(t *testing.T, dir string) find {
	t.Helper()
	scalevet, err := tool()
	if err != nil {
		t.Fatal(err)
	}
	e := edit(t, dir, nil, scalevet, "lsp")
	t.Cleanup(e.quit)
	told := map[string]bool{}
	return func(t *testing.T) []finding {
		t.Helper()
		changes := []object{}
		for _, file := range migrations(t, dir) {
			if len(told) > 0 && !told[file] {
				changes = append(changes, object{"uri": "file://" + file, "type": 1})
			}
		}
		for _, file := range migrations(t, dir) {
			told[file] = true
		}
		if len(changes) > 0 {
			e.notify("workspace/didChangeWatchedFiles", object{"changes": changes})
		}
		for left := len(patterns(t, dir)); left > 0; { // each module is analyzed by itself
			select {
			case log := <-e.logs:
				if analyzed.MatchString(log) {
					left--
				}
			case <-time.After(2 * time.Minute):
				t.Fatal("nothing is analyzed")
			}
		}
		e.mu.Lock()
		defer e.mu.Unlock()
		var out []finding
		for uri, ds := range e.shown {
			for _, d := range ds {
				rule, _, _ := strings.Cut(d.Code, "/")
				out = append(out, e.finding(uri, d, rule))
			}
		}
		return out
	}
}

// analyzed is what the server logs of a module at the end.
var analyzed = regexp.MustCompile(`findings? in |nothing found in `)

func migrations(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "migrations", "*.sql"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// goplsTool builds a gopls with the rules.
var goplsTool = sync.OnceValues(func() (string, error) {
	scalevet, err := tool()
	if err != nil {
		return "", err
	}
	file := filepath.Join(scratch, "gopls")
	out, err := exec.Command(scalevet, "gopls", "build", "-o", file, "-scalevet", root).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("scalevet gopls build: %w\n%s", err, out)
	}
	return file, nil
})

// gopls starts gopls anew for each run; its cache on the disk is kept from one to the next.
func gopls(t *testing.T, dir string) find {
	t.Helper()
	tool, err := goplsTool()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOPLSCACHE", t.TempDir())
	return func(t *testing.T) []finding {
		t.Helper()
		e := edit(t, dir, object{"pullDiagnostics": true}, tool)
		defer e.quit()
		var out []finding
		for _, file := range sources(t, dir) {
			uri := "file://" + filepath.Join(dir, filepath.FromSlash(file))
			var report struct{ Items []diagnostic }
			e.call("textDocument/diagnostic", object{"textDocument": object{"uri": uri}}, &report)
			for _, d := range report.Items {
				if slices.Contains(rules(t), d.Source) {
					out = append(out, e.finding(uri, d, d.Source))
				}
			}
		}
		return out
	}
}
