package lsp

import (
	"context"
	"slices"
	"time"

	"github.com/scalevet/scalevet/internal/driver"
)

// quiet is how long nothing may change before what has changed is analyzed.
const quiet = 250 * time.Millisecond

// work analyzes what has changed until ctx ends.
func (s *server) work(ctx context.Context) {
	for s.settled(ctx) {
		s.openFolders(ctx)
		for m := s.next(); m != nil && ctx.Err() == nil; m = s.next() {
			s.run(ctx, m)
		}
		s.tellIdle()
	}
}

// settled waits until something has changed and then nothing for a while. It reports whether there
// is still somebody to work for.
func (s *server) settled(ctx context.Context) bool {
	var after <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return false
		case <-s.wake:
			after = time.After(quiet)
		case <-after:
			return true
		}
	}
}

// next returns a module to be analyzed, or nil. When something has changed again, it waits for
// settled.
func (s *server) next() *module {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.wake) > 0 || s.phase != running {
		return nil
	}
	ms := s.sorted()
	if i := slices.IndexFunc(ms, func(m *module) bool { return m.dirty }); i >= 0 {
		return ms[i]
	}
	return nil
}

// run analyzes m and publishes what is found, unless something changes meanwhile. A panic ends that run
// alone.
func (s *server) run(ctx context.Context, m *module) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer func() {
		if e := recover(); e != nil {
			s.log.Printf("internal error: lsp: %s: panic: %v", m.root, e)
		}
	}()
	s.mu.Lock()
	texts, fresh := s.texts(), m.fresh
	m.dirty, m.fresh, m.cancel = false, map[string]bool{}, cancel
	s.mu.Unlock()
	for file := range fresh {
		m.Changed(file)
	}
	p := s.startProgress(ctx)
	res, err := m.Analyze(ctx, texts, p.say)
	p.stop()

	s.mu.Lock()
	defer s.mu.Unlock()
	m.cancel = nil
	switch {
	case ctx.Err() != nil: // the module is dirty again, gone, or the user wants no answer
	case err != nil:
		s.complain(m, err)
	default:
		s.take(m, res)
	}
}

// complain shows why m cannot be analyzed, once. What was found before stays.
func (s *server) complain(m *module, err error) {
	if text := "scalevet: " + err.Error(); text != m.logged {
		m.logged = text
		s.say(true, messageParams{isError, text})
	}
}

// take keeps the findings of m and publishes those that have changed.
func (s *server) take(m *module, res *driver.Result) {
	log := ""
	for _, line := range slices.Concat(res.Problems, res.Notes) {
		log += "scalevet: " + line + "\n"
	}
	if log != m.logged && log != "" {
		s.say(false, messageParams{isWarning, log[:len(log)-1]})
	}
	m.logged = log
	if s.modules[m.root] != m {
		return // its folder was removed
	}
	before := m.found
	m.found, m.current = s.byFile(res), true
	s.publish(differing(before, m.found))
	s.say(false, messageParams{isInfo, "scalevet: " + m.root + ": " + res.Summary()})
}

// cancelRun ends the run under way.
func (s *server) cancelRun() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.modules {
		m.stop()
	}
}

// tellIdle tells those who wait that nothing is left to analyze, if so.
func (s *server) tellIdle() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.wake) > 0 {
		return
	}
	for _, c := range s.waiting {
		close(c)
	}
	s.waiting = nil
}
