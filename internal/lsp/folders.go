package lsp

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/driver"
)

// A module is one directory with a go.mod that is analyzed.
type module struct {
	*driver.Session
	root   string
	fresh  map[string]bool    // files that have changed since the last run
	dirty  bool               // it is to be analyzed
	cancel context.CancelFunc // of the run under way, or nil

	found   map[string][]*found // the latest findings by file
	current bool                // found is of the texts that the client has now
	logged  string              // what was said last
}

// addFolders takes directories into the workspace. Precondition: mu is held, as for all that
// follow.
func (s *server) addFolders(infos []folderInfo) {
	for _, f := range infos {
		if dir := fileOf(f.URI); dir != "" && !slices.Contains(s.folders, dir) {
			s.folders, s.unopened = append(s.folders, dir), append(s.unopened, dir)
		}
	}
}

// didChangeFolders adds and removes directories of the workspace.
func (s *server) didChangeFolders(p *foldersParams) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range p.Event.Removed {
		dir := fileOf(f.URI)
		isDir := func(other string) bool { return other == dir }
		s.folders, s.unopened = slices.DeleteFunc(s.folders, isDir), slices.DeleteFunc(s.unopened, isDir)
		for root, m := range s.modules {
			if within(dir, root) && !slices.ContainsFunc(s.folders, func(other string) bool { return within(other, root) }) {
				m.stop()
				delete(s.modules, root)
				s.publish(slices.Collect(maps.Keys(m.found)))
			}
		}
	}
	s.addFolders(p.Event.Added)
	s.wakeUp()
}

// openFolders finds the modules of the workspace. Those of a directory that is neither in a module
// nor in a workspace of the go command are found when a document in them is opened.
func (s *server) openFolders(ctx context.Context) {
	s.mu.Lock()
	dirs := s.unopened
	s.unopened = nil
	s.mu.Unlock()
	for _, dir := range dirs {
		roots, err := driver.Modules(ctx, dir)
		if err != nil && ctx.Err() == nil {
			s.say(!errors.Is(err, driver.ErrNoModule), messageParams{isError, "scalevet: " + err.Error()})
		}
		s.mu.Lock()
		for _, root := range roots {
			if s.modules[root] == nil && slices.Contains(s.folders, dir) {
				s.modules[root] = s.newModule(root)
			}
		}
		s.mu.Unlock()
	}
}

func (s *server) newModule(root string) *module {
	return &module{Session: driver.NewSession(root, s.opt), root: root, fresh: map[string]bool{}, dirty: true}
}

// addModule analyzes the module at root too, if it has a go.mod and lies in the workspace.
func (s *server) addModule(root string) {
	if s.modules[root] != nil || len(s.folders) > 0 && !slices.ContainsFunc(s.folders, func(dir string) bool { return within(dir, root) }) {
		return
	}
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
		s.modules[root] = s.newModule(root)
		s.wakeUp()
	}
}

// changed notes that a file, or the document in its place, has changed.
func (s *server) changed(file string) {
	switch {
	case configures(file):
		s.unopened = slices.Clone(s.folders) // there may be modules now that were none
	case strings.HasSuffix(file, ".go"):
		if m := s.around(file); m != nil {
			m.touch(file)
		}
		s.wakeUp()
		return
	}
	for _, m := range s.modules { // migrations may lie beside the module
		m.touch(file)
	}
	s.wakeUp()
}

// around returns the innermost module that file lies in, or nil.
func (s *server) around(file string) *module {
	var best *module
	for root, m := range s.modules {
		if within(root, file) && (best == nil || len(root) > len(best.root)) {
			best = m
		}
	}
	return best
}

// touch makes m be analyzed again; the run under way is for nothing.
func (m *module) touch(file string) {
	m.fresh[file] = true
	m.again()
}

// again makes m be judged again.
func (m *module) again() {
	m.dirty, m.current = true, false
	m.stop()
}

// stop ends the run under way.
func (m *module) stop() {
	if m.cancel != nil {
		m.cancel()
	}
}

// configures reports whether the file says what belongs to the module or what is wanted of it.
func configures(file string) bool {
	return slices.Contains([]string{"go.mod", "go.sum", "go.work", config.Name}, filepath.Base(file))
}

// within reports whether path is dir or lies in it.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}

// sorted returns the modules by directory.
func (s *server) sorted() []*module {
	var ms []*module
	for _, root := range slices.Sorted(maps.Keys(s.modules)) {
		ms = append(ms, s.modules[root])
	}
	return ms
}
