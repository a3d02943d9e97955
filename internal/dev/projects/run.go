package projects

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// A Place is a line of a file; the file is relative to the module's directory.
type Place struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

// A Finding is one of scalevet -format json, with what we ask of it.
type Finding struct {
	Rule        string  `json:"rule"`
	Category    string  `json:"category"`
	Severity    string  `json:"severity"`
	Message     string  `json:"message"`
	Suggestion  string  `json:"suggestion,omitempty"`
	Place       Place   `json:"place"`
	EndLine     int     `json:"endLine"` // of what begins at Place
	Function    string  `json:"function"`
	Chain       []Place `json:"chain"`
	Related     []Place `json:"related"`
	Fingerprint string  `json:"fingerprint"`
}

// A Report is what scalevet says of a module.
type Report struct {
	Findings []Finding `json:"findings"`
	// Problems are the packages that could not be analyzed, a line each, most of them beginning with
	// the place of the error.
	Problems []string `json:"problems"`
}

// A Tool is a built scalevet.
type Tool struct {
	Path    string
	Timeout time.Duration // of one run
}

// Run analyzes the module at dir, with the findings of low severity. Args are further flags.
func (t *Tool) Run(ctx context.Context, dir string, args ...string) (*Report, error) {
	env := append(os.Environ(), "GOFLAGS=-mod="+modFlag(dir), "GOWORK=off")
	download(ctx, dir, env)
	ctx, cancel := context.WithTimeout(ctx, t.Timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, t.Path, append(args, "-low", "-format=json", "./...")...)
	cmd.Dir, cmd.Env = dir, env
	cmd.WaitDelay = time.Second // the go command, which it starts, may hold its output open
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if ctx.Err() == context.DeadlineExceeded {
		return nil, fmt.Errorf("scalevet did not end in %s", t.Timeout)
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	r := &Report{}
	if json.Unmarshal(out.Bytes(), r) != nil {
		return nil, fmt.Errorf("scalevet failed: %s", lastLine(errs.String()))
	}
	return r, nil
}

// download brings what the module at dir imports into the module cache, since scalevet uses no network.
// What cannot be had, scalevet will name.
func download(ctx context.Context, dir string, env []string) {
	cmd := exec.CommandContext(ctx, "go", "list", "-e", "-deps", "./...")
	cmd.Dir, cmd.Env = dir, append(env, "GOVCS=*:off")
	_ = cmd.Run()
}

// modFlag returns where the go command finds dependencies: in the vendor folder when modInit says so,
// else by go.mod, since a vendor folder out of a snapshot may lack large files.
func modFlag(dir string) string {
	text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err == nil && strings.HasPrefix(string(text), fromVendor) {
		return "vendor"
	}
	return "mod"
}

// Build builds the scalevet of the module at dir into the file out.
func Build(ctx context.Context, dir, out string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-o", out, "./cmd/scalevet")
	cmd.Dir = dir
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build ./cmd/scalevet in %s: %w\n%s", dir, err, text)
	}
	return nil
}

// Version returns the commit that the work tree at dir has out, with a word when it was changed since.
func Version(ctx context.Context, dir string) (string, error) {
	commit, err := git(ctx, dir, "rev-parse", "HEAD")
	if err != nil {
		return "", err
	}
	changed, err := git(ctx, dir, "status", "--porcelain", "--untracked-files=no", "--", "*.go", "*.cat", "go.mod", "go.sum")
	if changed != "" {
		commit += " with changes"
	}
	return commit, err
}

func git(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out)), nil
}
