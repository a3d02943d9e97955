package driver

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// offline are what the go command is told beside the user's environment, so that it downloads
// neither modules nor toolchains: go.mod, which may be a stranger's, names both.
var offline = []string{
	"GOPROXY=off",
	"GONOPROXY=none", // GOPRIVATE would be asked for directly
}

// noStamp keeps the go command from asking git about the checkout, which git may be configured to
// run programs for.
const noStamp = "-buildvcs=false"

// goEnv is the environment of the go command.
func goEnv() []string { return append(os.Environ(), offline...) }

// newGo returns the go command in dir.
func newGo(ctx context.Context, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = dir, append(goEnv(), "PWD="+dir) // paths as we spell them, when dir is a link
	return cmd
}

// goCommand runs the go command in dir and returns what it prints. Its error is one line.
func goCommand(ctx context.Context, dir string, args ...string) (string, error) {
	out, err := newGo(ctx, dir, args...).Output()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return "", fmt.Errorf("go %s: %s", args[0], complaint(string(exit.Stderr)))
	case err != nil:
		return "", fmt.Errorf("cannot run the go command: %w", err)
	}
	return string(out), nil
}

// complaint is the first line of what the go command says on stderr, without those about progress.
func complaint(stderr string) string {
	for tells(stderr) {
		_, stderr, _ = strings.Cut(stderr, "\n")
	}
	return hint(firstLine(stderr))
}

// tells reports whether line says what the go command is about to try.
func tells(line string) bool {
	return strings.HasPrefix(line, "go: downloading ") || strings.HasPrefix(line, "go: finding module for ")
}

// hint adds to what the go command says what to do when it is that it may not download.
func hint(line string) string {
	if strings.HasSuffix(line, "module lookup disabled by GOPROXY=off") || strings.HasSuffix(line, ": toolchain not available") {
		return line + "; scalevet downloads nothing, run go mod download first"
	}
	return line
}
