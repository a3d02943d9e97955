package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// maxMessage bounds a message, in bytes.
const maxMessage = 64 << 20

// A stream carries messages with a header before each. One that is no JSON-RPC is answered by an
// error and passed over. After a header that cannot be read nobody knows where the next message
// begins: the stream ends.
//
// Writing never waits for the other side: two that both wait to be read would do so for ever.
type stream struct {
	in  *textproto.Reader
	out io.Writer

	mu     sync.Mutex
	queue  bytes.Buffer  // what is to be written
	more   chan struct{} // tells that there is more in it, and is closed by Close
	closed bool
	err    error         // of the last write
	sent   chan struct{} // closed when everything before Close is written
}

func newStream(in io.Reader, out io.Writer) *stream {
	s := &stream{in: textproto.NewReader(bufio.NewReader(in)), out: out, more: make(chan struct{}, 1), sent: make(chan struct{})}
	go s.send()
	return s
}

// ReadObject implements jsonrpc2.ObjectStream.
func (s *stream) ReadObject(v any) error {
	for {
		text, err := s.next()
		if err != nil {
			return err
		}
		err = json.Unmarshal(text, v)
		if err == nil {
			return nil
		}
		refusal := object{"jsonrpc": "2.0", "id": nil, "error": jsonrpc2.Error{Code: jsonrpc2.CodeParseError, Message: err.Error()}}
		if err := s.WriteObject(refusal); err != nil {
			return err
		}
	}
}

// next returns the text of the next message.
func (s *stream) next() ([]byte, error) {
	header, err := s.in.ReadMIMEHeader()
	if err == io.EOF && len(header) == 0 {
		return nil, io.EOF
	}
	if err != nil {
		return nil, fmt.Errorf("bad header: %w", err)
	}
	n, err := strconv.ParseUint(header.Get("Content-Length"), 10, 32)
	if err != nil || n > maxMessage {
		return nil, fmt.Errorf("bad header: Content-Length %q", header.Get("Content-Length"))
	}
	var text bytes.Buffer // grows with what arrives, not with what the header claims
	if _, err := io.CopyN(&text, s.in.R, int64(n)); err != nil {
		return nil, err
	}
	return text.Bytes(), nil
}

// WriteObject implements jsonrpc2.ObjectStream.
func (s *stream) WriteObject(v any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return jsonrpc2.ErrClosed
	}
	if s.err != nil {
		return s.err
	}
	if err := (jsonrpc2.VSCodeObjectCodec{}).WriteObject(&s.queue, v); err != nil {
		return err
	}
	select {
	case s.more <- struct{}{}:
	default: // it has been told already
	}
	return nil
}

// send writes what is in the queue until Close.
func (s *stream) send() {
	defer close(s.sent)
	for range s.more {
		s.flush()
	}
	s.flush()
}

func (s *stream) flush() {
	s.mu.Lock()
	text := bytes.Clone(s.queue.Bytes())
	s.queue.Reset()
	s.mu.Unlock()
	if _, err := s.out.Write(text); err != nil {
		s.mu.Lock()
		s.err = err
		s.mu.Unlock()
	}
}

// Close implements jsonrpc2.ObjectStream. Standard input and output end with the process.
func (s *stream) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		close(s.more)
	}
	return nil
}
