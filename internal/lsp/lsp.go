// Package lsp is the language server: beside gopls it tells editors what the whole program shows,
// in Go files and migrations, with unsaved texts in the place of files. It speaks the Language
// Server Protocol on standard input and output.
//
// The connection's goroutine takes messages in order and only notes what they change (documents.go,
// folders.go). One worker analyzes (work.go), since the rules' configuration is the process's, and
// publishes what is found (publish.go).
package lsp

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/scalevet/scalevet/internal/driver"
)

// Main serves one client until it says exit or closes in, and returns the exit code: 0 when the
// client asked the server to shut down, 1 otherwise, 2 for a mistake in args, the flags.
func Main(ctx context.Context, args []string, in io.Reader, out, stderr io.Writer) int {
	opt, err := driver.ParseFlags(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintf(stderr, "scalevet: %v; see scalevet -h\n", err)
		return 2
	}
	ctx, cancel := context.WithCancel(ctx)
	s := newServer(opt, log.New(stderr, "scalevet: ", 0))
	s.worker.Go(func() { s.work(ctx) })
	st := newStream(in, out)
	conn := jsonrpc2.NewConn(ctx, st, s, jsonrpc2.SetLogger(s.log))
	select {
	case <-s.exit:
	case <-conn.DisconnectNotify():
	}
	cancel()
	s.worker.Wait()
	<-conn.DisconnectNotify()
	st.Close()
	select {
	case <-st.sent:
	case <-time.After(time.Second): // the client does not listen any more
	}
	if s.is(stopped) {
		return 0
	}
	return 1
}
