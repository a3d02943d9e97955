package lsp

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
	"golang.org/x/tools/txtar"

	"github.com/scalevet/scalevet/internal/dev/libraries"
)

// A client is an editor that speaks to a server over pipes, and keeps what it is told.
type client struct {
	t    *testing.T
	conn *jsonrpc2.Conn
	code chan int // the server's exit code
	caps object

	mu        sync.Mutex
	told      chan struct{} // closed and made anew on each message
	shown     map[string][]diagnostic
	published []publishParams
	messages  []messageParams
	progress  []string // kinds and stages
	onLoading func()   // called once, when progress first says so
}

// everything is what modern editors can.
func everything() object {
	return object{
		"general":      object{"positionEncodings": []string{"utf-16"}},
		"textDocument": object{"publishDiagnostics": object{"relatedInformation": true}},
		"workspace":    object{"didChangeWatchedFiles": object{"dynamicRegistration": true}},
		"window":       object{"workDoneProgress": true},
	}
}

// dial starts a server without the first messages.
func dial(t *testing.T, args ...string) *client {
	t.Helper()
	fromServer, toClient := io.Pipe()
	fromClient, toServer := io.Pipe()
	c := &client{t: t, code: make(chan int, 1), told: make(chan struct{}), shown: map[string][]diagnostic{}}
	go func() {
		c.code <- Main(context.Background(), args, fromClient, toClient, t.Output())
		toClient.Close()
	}()
	c.conn = jsonrpc2.NewConn(context.Background(), newStream(fromServer, toServer), c)
	t.Cleanup(func() { toServer.Close() })
	return c
}

// start starts a server for the directories and ends it with the test.
func start(t *testing.T, dirs ...string) *client {
	t.Helper()
	c := dial(t)
	c.initialize(everything(), dirs...)
	t.Cleanup(func() {
		c.call("shutdown", nil, nil)
		c.notify("exit", nil)
		if code := c.exits(); code != 0 {
			t.Errorf("the server ends with %d", code)
		}
	})
	return c
}

func (c *client) initialize(caps object, dirs ...string) {
	c.t.Helper()
	folders := []folderInfo{}
	for _, dir := range dirs {
		folders = append(folders, folderInfo{uriOf(dir)})
	}
	c.call("initialize", object{"workspaceFolders": folders, "capabilities": caps}, nil)
	c.notify("initialized", object{})
}

// Handle implements jsonrpc2.Handler.
func (c *client) Handle(ctx context.Context, conn *jsonrpc2.Conn, req *jsonrpc2.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch req.Method {
	case "textDocument/publishDiagnostics":
		var p publishParams
		c.decode(req, &p)
		c.shown[fileOf(p.URI)] = p.Diagnostics
		c.published = append(c.published, p)
	case "window/showMessage":
		var p messageParams
		c.decode(req, &p)
		c.messages = append(c.messages, p)
	case "$/progress":
		var p struct {
			Value struct{ Kind, Message string }
		}
		c.decode(req, &p)
		c.progress = append(c.progress, p.Value.Kind+" "+p.Value.Message)
		if strings.Contains(p.Value.Message, "loading") && c.onLoading != nil {
			go c.onLoading()
			c.onLoading = nil
		}
	}
	close(c.told)
	c.told = make(chan struct{})
	if !req.Notif {
		conn.Reply(ctx, req.ID, nil)
	}
}

func (c *client) decode(req *jsonrpc2.Request, to any) {
	if err := json.Unmarshal(*req.Params, to); err != nil {
		c.t.Error(err)
	}
}

// wait waits until what c was told is as ready says. Precondition of ready: it reads c only.
func (c *client) wait(what string, ready func() bool) {
	c.t.Helper()
	deadline := time.After(time.Minute)
	for {
		c.mu.Lock()
		ok, told := ready(), c.told
		c.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-told:
		case code := <-c.code:
			c.code <- code
			c.t.Fatalf("the server ended with %d before: %s", code, what)
		case <-deadline:
			c.t.Fatalf("not in a minute: %s; shown: %v; messages: %v", what, c.all(), c.messages)
		}
	}
}

// all lists what is shown, a line each, sorted.
func (c *client) all() []string {
	var lines []string
	for file, ds := range c.shown {
		for _, d := range ds {
			lines = append(lines, filepath.Base(file)+": "+d.Message)
		}
	}
	slices.Sort(lines)
	return lines
}

// shows waits until a diagnostic with such a message stands in file, and returns it.
func (c *client) shows(file, message string) (found diagnostic) {
	c.t.Helper()
	c.wait("show "+message, func() bool {
		i := c.index(file, message)
		if i >= 0 {
			found = c.shown[file][i]
		}
		return i >= 0
	})
	return found
}

// hides waits until no diagnostic with such a message stands in file.
func (c *client) hides(file, message string) {
	c.t.Helper()
	c.wait("hide "+message, func() bool { return c.index(file, message) < 0 })
}

func (c *client) index(file, message string) int {
	return slices.IndexFunc(c.shown[file], func(d diagnostic) bool { return strings.Contains(d.Message, message) })
}

// settle waits until everything has been analyzed anew.
func (c *client) settle() {
	c.t.Helper()
	c.call("workspace/executeCommand", commandParams{analyzeCommand}, nil)
}

func (c *client) call(method string, params, result any) {
	c.t.Helper()
	if err := c.conn.Call(context.Background(), method, params, result); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	if err := c.conn.Notify(context.Background(), method, params); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

// exits waits for the server's end.
func (c *client) exits() int {
	c.t.Helper()
	select {
	case code := <-c.code:
		return code
	case <-time.After(time.Minute):
		c.t.Fatal("the server does not end")
		return -1
	}
}

func (c *client) open(file, text string) {
	c.t.Helper()
	c.notify("textDocument/didOpen", documentParams{documentItem{URI: uriOf(file), Text: &text}})
}

// replace changes the whole text of an open document.
func (c *client) replace(file, text string) {
	c.t.Helper()
	c.notify("textDocument/didChange", changeParams{documentItem{URI: uriOf(file)}, []contentEdit{{Text: text}}})
}

func (c *client) close(file string) {
	c.t.Helper()
	c.notify("textDocument/didClose", documentParams{documentItem{URI: uriOf(file)}})
}

// save writes files as another program does, and tells the server as a watching editor does.
func (c *client) save(file, text string) {
	c.t.Helper()
	write(c.t, file, text)
	c.notify("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": uriOf(file), "type": 2}}})
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// shop is the example service, which no test writes to: in another place it would have to be compiled anew.
func shop(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../testdata/shop")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// small is a service with a finding of each kind that the tests look at.
const small = `
-- postgres/orders.go --
package postgres

import "github.com/jackc/pgx"

type Store struct{ db *pgx.Conn }

func (s *Store) Bought(product int64) (*pgx.Rows, error) {
	return s.db.Query("SELECT order_id FROM order_items WHERE product_id = $1", product)
}

func (s *Store) Forget(user int64) { s.db.Exec("DELETE FROM users WHERE id = $1", user) }
-- web/catalog.go --
package web

import (
	"regexp"

	"github.com/gin-gonic/gin"

	"example.com/m/postgres"
)

func Forget(c *gin.Context) { new(postgres.Store).Forget(1) }

func Search(c *gin.Context) {
	regexp.MustCompile("^a+$").MatchString(c.Query("q"))
}
-- migrations/1_init.up.sql --
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE order_items (order_id bigint, product_id bigint);
CREATE TABLE reviews (
  id bigint PRIMARY KEY,
  user_id bigint REFERENCES users (id)
);
`

// service writes small to a place of its own. It loads in no time.
func service(t *testing.T) string {
	t.Helper()
	dir := layModule(t, filepath.Join(t.TempDir(), "small"))
	for _, f := range txtar.Parse([]byte(small)).Files {
		write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	return dir
}

// layModule makes dir that of a module with nothing but libraries.
func layModule(t *testing.T, dir string) string {
	t.Helper()
	write(t, filepath.Join(dir, "go.mod"), libraries.Mod("example.com/m", "./.lib"))
	if err := libraries.Lay(filepath.Join(dir, ".lib")); err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// withID sends a request under an id that the test knows.
var withID = jsonrpc2.PickID(jsonrpc2.ID{Str: "to cancel", IsString: true})
