package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/scalevet/scalevet/internal/confine"
)

// Read returns the configuration in file.
func Read(file string) (*Config, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("cannot read the configuration: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, fmt.Errorf("cannot read the configuration: %w", err)
	}
	return Parse(file, text)
}

// Root returns the nearest directory at or above dir that holds a go.mod, or dir.
func Root(dir string) string {
	for d := dir; ; {
		if _, err := os.Stat(filepath.Join(d, "go.mod")); err == nil {
			return d
		}
		up := filepath.Dir(d)
		if up == d {
			return dir
		}
		d = up
	}
}

// state is what the driver chose and what was read, by module root.
var state struct {
	sync.Mutex
	file     string
	override func(root string, c *Config)
	read     map[string]*result
}

type result struct {
	config *Config
	err    error
}

// Override makes For read file, unless it is "", and change what it read by f, unless it is nil: by
// the flags of the run. A driver calls it once, before the first rule.
func Override(file string, f func(root string, c *Config)) {
	state.Lock()
	defer state.Unlock()
	state.file, state.override, state.read = file, f, nil
}

// For returns the configuration of the module at root. It reads a file once; the error of a bad
// file comes with a Config that holds the flags only.
func For(root string) (*Config, error) {
	state.Lock()
	defer state.Unlock()
	if r := state.read[root]; r != nil {
		return r.config, r.err
	}
	r := new(result)
	r.config, r.err = find(root)
	if r.err != nil {
		r.config = &Config{}
	}
	if state.override != nil {
		state.override(root, r.config)
	}
	if state.read == nil {
		state.read = map[string]*result{}
	}
	state.read[root] = r
	return r.config, r.err
}

// find reads the file that was chosen, or the one at root if there is one. It follows no symbolic
// link out of root.
func find(root string) (*Config, error) {
	if state.file != "" {
		return Read(state.file)
	}
	file := filepath.Join(root, Name)
	text, err := confine.ReadIn(root, Name, maxSize)
	if errors.Is(err, fs.ErrNotExist) {
		return &Config{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %s", file, confine.Reason(err))
	}
	return Parse(file, text)
}
