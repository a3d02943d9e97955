package driver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// ErrNoModule says that there is nothing to analyze in or around a directory.
var ErrNoModule = errors.New("no Go module here")

// moduleRoots returns the directories of the modules to analyze: the one around dir or, in a
// workspace's directory that is no module itself, all of the workspace's.
func moduleRoots(ctx context.Context, dir string) ([]string, error) {
	out, err := goCommand(ctx, dir, "env", "-json", "GOMOD", "GOVERSION", "GOWORK")
	if err != nil {
		return nil, err
	}
	var env struct{ GOMOD, GOVERSION, GOWORK string }
	if err := json.Unmarshal([]byte(out), &env); err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	if err := compareVersions(runtime.Version(), env.GOVERSION); err != nil {
		return nil, err
	}
	switch {
	case env.GOWORK != "" && env.GOWORK != "off":
		return workspaceRoots(ctx, dir)
	case env.GOMOD == "" || env.GOMOD == os.DevNull:
		return nil, fmt.Errorf("%w: no go.mod in %s or above it", ErrNoModule, dir)
	}
	return []string{filepath.Dir(env.GOMOD)}, nil
}

// workspaceRoots returns the module of the workspace that dir lies in, or those that lie in dir.
func workspaceRoots(ctx context.Context, dir string) ([]string, error) {
	out, err := goCommand(ctx, dir, "list", "-m", "-f", "{{.Dir}}")
	if err != nil {
		return nil, err
	}
	around := ""
	var below []string
	for root := range strings.Lines(out) {
		root = strings.TrimRight(root, "\r\n")
		if within(root, dir) && len(root) > len(around) {
			around = root
		}
		if within(dir, root) {
			below = append(below, root)
		}
	}
	switch {
	case around != "":
		return []string{around}, nil
	case len(below) == 0:
		return nil, fmt.Errorf("%w: the workspace has none in %s or around it", ErrNoModule, dir)
	}
	return below, nil
}

// within reports whether path is dir or lies in it.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}
