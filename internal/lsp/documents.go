package lsp

import (
	"path/filepath"

	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/confine"
)

// didOpen keeps the text of a document: from now on it is the truth, not the file.
func (s *server) didOpen(p *documentParams) {
	file := fileOf(p.TextDocument.URI)
	if file == "" || p.TextDocument.Text == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.docs[file], s.uris[file] = []byte(*p.TextDocument.Text), p.TextDocument.URI
	s.addModule(config.Root(filepath.Dir(file)))
	if !s.asSaved(file) {
		s.changed(file)
	}
}

func (s *server) didChange(p *changeParams) {
	file := fileOf(p.TextDocument.URI)
	s.mu.Lock()
	defer s.mu.Unlock()
	text, open := s.docs[file]
	if !open {
		return
	}
	for _, c := range p.ContentChanges {
		text = s.enc.apply(text, c)
	}
	s.docs[file] = text
	s.changed(file)
}

// didSave changes nothing for documents whose text counts already. Where the client watches no
// files, it is the time to read the migrations again.
func (s *server) didSave(p *documentParams) {
	file := fileOf(p.TextDocument.URI)
	if file == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, open := s.docs[file]; !open || !substitutes(file) {
		s.changed(file)
	}
	if s.watches() {
		return
	}
	for _, m := range s.modules {
		m.again()
	}
	s.wakeUp()
}

// didClose makes the file the truth again.
func (s *server) didClose(p *documentParams) {
	file := fileOf(p.TextDocument.URI)
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, open := s.docs[file]; !open {
		return
	}
	saved := s.asSaved(file)
	delete(s.docs, file)
	if !saved {
		s.changed(file)
	}
}

func (s *server) didChangeWatchedFiles(p *watchedParams) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range p.Changes {
		file := fileOf(c.URI)
		if _, open := s.docs[file]; file == "" || open && substitutes(file) {
			continue
		}
		s.changed(file)
	}
}

// watches reports whether the client tells what happens to files.
func (s *server) watches() bool {
	return s.can.Capabilities.Workspace.DidChangeWatchedFiles.DynamicRegistration
}

// substitutes reports whether a document's text may stand for its file. Module files and the
// configuration count when they are saved: half-written ones would fail everything.
func substitutes(file string) bool { return !configures(file) }

// asSaved reports whether a document's text is its file's, or stands for no file anyway.
func (s *server) asSaved(file string) bool {
	return !substitutes(file) || confine.IsSaved(file, s.docs[file])
}

// texts returns the documents that differ from their files.
func (s *server) texts() map[string][]byte {
	texts := map[string][]byte{}
	for file, text := range s.docs {
		if !s.asSaved(file) {
			texts[file] = text
		}
	}
	return texts
}
