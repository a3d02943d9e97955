//go:build unix

package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// popular are the modules that are looked at unless told otherwise, as path@version, one a line.
//
//go:embed modules.txt
var popular string

// modules returns those of the list.
func modules(list string) []string {
	var names []string
	for line := range strings.Lines(list) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			names = append(names, line)
		}
	}
	return names
}

// fetch downloads the module path@version and returns its directory in the module cache.
func fetch(module string) (dir string, err error) {
	cmd := exec.Command("go", "mod", "download", "-json", module)
	cmd.Dir = os.TempDir() // no module of ours has a say
	out, err := cmd.Output()
	var m struct{ Dir, Error string }
	if json.Unmarshal(out, &m) == nil && m.Error != "" {
		return "", errors.New(m.Error)
	}
	if err != nil {
		return "", fmt.Errorf("go mod download: %w", err)
	}
	return m.Dir, nil
}

// prepare downloads and compiles what the module at dir imports, so that the runs of the tool are
// measured, and not those of the compiler. What it lacks, the tool will say.
func prepare(dir string) {
	cmd := exec.Command("go", "list", "-mod=mod", "-e", "-export", "-deps", "-test", "./...")
	cmd.Dir = dir
	cmd.Stdout, cmd.Stderr = &bytes.Buffer{}, &bytes.Buffer{}
	_ = cmd.Run()
}
