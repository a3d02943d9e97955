package driver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// moduleRoots returns the directories of the modules to analyze: the one around dir or, in a
// workspace's directory that is no module itself, all of the workspace's.
func moduleRoots(ctx context.Context, dir string) ([]string, error) {
	out, err := goCommand(ctx, dir, "env", "-json", "GOMOD", "GOWORK")
	if err != nil {
		return nil, err
	}
	var env struct{ GOMOD, GOWORK string }
	if err := json.Unmarshal([]byte(out), &env); err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	if env.GOMOD != "" && env.GOMOD != os.DevNull {
		return []string{filepath.Dir(env.GOMOD)}, nil
	}
	if env.GOWORK == "" || env.GOWORK == "off" {
		return nil, fmt.Errorf("no Go module here: no go.mod in %s or above it", dir)
	}
	out, err = goCommand(ctx, dir, "list", "-m", "-f", "{{.Dir}}")
	return strings.Fields(out), err
}

// goCommand runs the go command in dir and returns what it prints. Its error is one line.
func goCommand(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return "", fmt.Errorf("go %s: %s", args[0], firstLine(string(exit.Stderr)))
	case err != nil:
		return "", fmt.Errorf("cannot run the go command: %w", err)
	}
	return string(out), nil
}
