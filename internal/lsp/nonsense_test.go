package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sourcegraph/jsonrpc2"
)

// raw sends bytes to a new server, ends the connection, and returns the answers and the exit code.
func raw(t *testing.T, input string) (answers []string, code int) {
	t.Helper()
	var out bytes.Buffer
	code = Main(context.Background(), nil, strings.NewReader(input), &out, t.Output())
	for s := newStream(&out, io.Discard); ; {
		text, err := s.next()
		if err == io.EOF {
			return answers, code
		}
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, string(text))
	}
}

func frame(text string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(text), text) }

func request(id int, method, params string) string {
	return frame(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":%q,"params":%s}`, id, method, params))
}

func notification(method, params string) string {
	return frame(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q,"params":%s}`, method, params))
}

// TestNonsense holds that each bad message has its error and the next is served.
func TestNonsense(t *testing.T) {
	initialize := request(1, "initialize", `{"capabilities":{}}`)
	for _, test := range []struct {
		name, input string
		want        []string // a part of each answer
		code        int
	}{
		{"nothing", "", nil, 1},
		{"exit alone", notification("exit", "null"), nil, 1},
		{"in order", initialize + notification("initialized", "{}") + request(2, "shutdown", "null") + notification("exit", "null"), []string{`"serverInfo"`, `"result":null`}, 0},
		{"too early", request(7, "shutdown", "null") + notification("textDocument/didOpen", `{}`) + initialize, []string{"-32002", `"serverInfo"`}, 1},
		{"too late", initialize + request(2, "shutdown", "null") + request(3, "textDocument/codeAction", "{}"), []string{`"serverInfo"`, "null", "-32600"}, 0},
		{"twice", initialize + initialize, []string{`"serverInfo"`, "-32600"}, 1},
		{"unknown", initialize + request(2, "textDocument/nonsense", "{}") + notification("$/whatever", "[1]") + request(3, "shutdown", "[]"), []string{`"serverInfo"`, "-32601", `-32602`}, 1},
		{"no JSON", frame("{") + frame("") + frame("[]") + frame("null") + frame(`"x"`) + frame(`{"id":{},"method":"m"}`) + initialize,
			[]string{"-32700", "-32700", "-32700", "-32700", "-32700", "-32700", `"serverInfo"`}, 1},
		{"bad parameters", initialize + notification("textDocument/didOpen", `{"textDocument":{"uri":7}}`) + notification("textDocument/didChange", `"x"`) +
			notification("textDocument/didChange", `{"textDocument":{"uri":"file:///nowhere"},"contentChanges":[{"range":{"start":{"line":-9,"character":-9},"end":{"line":1e3,"character":1e9}}}]}`) +
			notification("textDocument/didOpen", `{"textDocument":{"uri":"%zz://","text":"x"}}`) +
			request(2, "workspace/executeCommand", `{"command":"rm -rf"}`) + request(3, "shutdown", "null"), []string{`"serverInfo"`, `"result":null`}, 0},
		{"an answer nobody asked for", frame(`{"jsonrpc":"2.0","id":99,"result":1}`) + initialize, []string{`"serverInfo"`}, 1},
		{"no header", "{}\r\n\r\n" + initialize, nil, 1},
		{"no length", "Content-Type: text\r\n\r\n{}", nil, 1},
		{"wrong length", "Content-Length: 4\r\n\r\n" + `{"id":1}` + "\r\n" + initialize, []string{"-32700"}, 1},
		{"huge length", "Content-Length: 99999999999999\r\n\r\n{}", nil, 1},
		{"cut short", "Content-Length: 50000000\r\n\r\n{}", nil, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			answers, code := raw(t, test.input)
			all := strings.Join(answers, "\n")
			if code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			if len(answers) < len(test.want) || len(test.want) == 0 && len(answers) > 0 {
				t.Fatalf("answers:\n%s\nwant %v", all, test.want)
			}
			for _, part := range test.want {
				if !strings.Contains(all, part) {
					t.Errorf("answers:\n%s\nwant %s", all, part)
				}
			}
		})
	}
}

// TestBadFlags holds that a mistake in the command line is one line and exit code 2.
func TestBadFlags(t *testing.T) {
	for _, args := range [][]string{{"-nonsense"}, {"./..."}, {"-write-baseline", "-baseline", "x"}} {
		var stderr bytes.Buffer
		if code := Main(context.Background(), args, strings.NewReader(""), io.Discard, &stderr); code != 2 || strings.Count(stderr.String(), "\n") != 1 {
			t.Errorf("%v: exit code %d and %q", args, code, stderr.String())
		}
	}
}

// TestClientDies holds that a client that goes in the middle of an analysis takes the server with it.
func TestClientDies(t *testing.T) {
	in, out := io.Pipe()
	code := make(chan int, 1)
	go func() { code <- Main(context.Background(), nil, in, io.Discard, t.Output()) }()
	c := &client{t: t, code: code}
	io.WriteString(out, request(1, "initialize", fmt.Sprintf(`{"rootUri":%q,"capabilities":{}}`, uriOf(shop(t)))))
	io.WriteString(out, notification("initialized", "{}"))
	out.Close()
	if code := c.exits(); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
}

// TestPanic holds that a panic in a handler is an error of one request.
func TestPanic(t *testing.T) {
	methods["test/panic"] = on(func(*server, context.Context, *none) (any, error) { panic("on purpose") })
	defer delete(methods, "test/panic")
	c := start(t)
	var e *jsonrpc2.Error
	err := c.conn.Call(context.Background(), "test/panic", nil, nil)
	if text, _ := json.Marshal(err); err == nil || json.Unmarshal(text, &e) != nil || e.Code != jsonrpc2.CodeInternalError {
		t.Errorf("got %v", err)
	}
	c.call("textDocument/codeAction", object{}, nil)
}

// TestConfigMistake holds that a bad configuration is shown and the server goes on.
func TestConfigMistake(t *testing.T) {
	dir := service(t)
	c := start(t, dir)
	orders := filepath.Join(dir, "postgres", "orders.go")
	c.shows(orders, noIndex)
	file := filepath.Join(dir, ".scalevet.yml")
	c.save(file, "nonsense: true\n")
	c.wait("an error", func() bool {
		return len(c.messages) == 1 && c.messages[0].Type == isError && strings.Contains(c.messages[0].Message, ".scalevet.yml:1: unknown key")
	})
	c.save(file, "rules:\n  unindexed: off\n")
	c.hides(orders, noIndex)
}

// TestNoCache holds that a build cache that cannot be written is said, and the server goes on.
func TestNoCache(t *testing.T) {
	dir := service(t)
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "")
	t.Setenv("GOCACHE", filepath.Join(file, "cache"))
	c := start(t, dir)
	c.wait("an error", func() bool { return len(c.messages) > 0 && c.messages[0].Type == isError })
	c.call("textDocument/codeAction", object{"textDocument": object{"uri": uriOf(dir)}}, nil)
}

// FuzzStream holds that the framing ends on any input, and gives nothing that was not sent.
func FuzzStream(f *testing.F) {
	for _, seed := range []string{
		frame("{}"), frame("{") + frame(`{"a":1}`), "Content-Length: 5\r\n\r\n{}", "Content-Length: -1\r\n\r\n", "x", "\r\n\r\n",
		"content-length:2\n\n{}", "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		s := newStream(bytes.NewReader(input), io.Discard)
		defer s.Close()
		for n := 0; ; n++ {
			var v json.RawMessage
			if s.ReadObject(&v) != nil {
				return
			}
			if n > len(input) || !bytes.Contains(input, v) {
				t.Fatalf("message %d is %q", n, v)
			}
		}
	})
}
