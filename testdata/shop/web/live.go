package web

import (
	"net/http"
	"sync"
)

// A hub tells those who follow it on this instance, and nobody else.
type hub struct {
	mu        sync.Mutex
	followers map[chan string]bool
}

func (h *hub) join() chan string {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := make(chan string, 1)
	h.followers[c] = true
	return c
}

func (h *hub) leave(c chan string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.followers, c)
}

func (h *hub) tell(text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.followers {
		select {
		case c <- text:
		default: // who does not listen misses it
		}
	}
}

func (s *server) follow(w http.ResponseWriter, r *http.Request) {
	c := s.live.join()
	defer s.live.leave(c)
	w.Header().Set("Content-Type", "text/event-stream")
	for {
		select {
		case text := <-c:
			w.Write([]byte("data: " + text + "\n\n"))
		case <-r.Context().Done():
			return
		}
	}
}

func (s *server) publish(w http.ResponseWriter, r *http.Request) { s.live.tell(r.FormValue("text")) }
