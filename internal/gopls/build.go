package gopls

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

const (
	goplsModule = "golang.org/x/tools/gopls"
	toolsModule = "golang.org/x/tools"
	ownModule   = "github.com/scalevet/scalevet"
)

// A builder is one build.
type builder struct {
	out      string // the file to write
	gopls    string // version of gopls
	version  string // version of scalevet; "" when checkout is given
	checkout string // directory of scalevet
}

func (b *builder) origin() string {
	if b.checkout != "" {
		return b.checkout
	}
	return "scalevet " + b.version
}

// registration is the file that gopls's source gets: settings.AllAnalyzers are the analyzers that it
// knows.
const registration = `package settings

import (
	"github.com/scalevet/scalevet/cmd/goplsplugin"
	"golang.org/x/tools/gopls/internal/protocol"
)

func init() {
	for _, a := range goplsplugin.Analyzers() {
		AllAnalyzers = append(AllAnalyzers, &Analyzer{analyzer: a, severity: protocol.SeverityWarning})
	}
}
`

// build makes the binary in a directory of its own, which it removes.
func (b *builder) build(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "scalevet-gopls-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	source, err := download(ctx, dir, goplsModule+"@"+b.gopls)
	if err != nil {
		return err
	}
	own := b.checkout
	if own == "" {
		if own, err = download(ctx, dir, ownModule+"@"+b.version); err != nil {
			return err
		}
	}
	work := filepath.Join(dir, "gopls")
	if err := os.CopyFS(work, os.DirFS(source)); err != nil {
		return err
	}
	for _, step := range []func(work, own string) error{b.require, addSums, register} {
		if err := step(work, own); err != nil {
			return err
		}
	}
	_, err = run(ctx, work, "build", "-o", b.out, ".")
	return err
}

// download brings a module into the module cache and returns its directory there. Nothing is
// downloaded of one that is there.
func download(ctx context.Context, dir, module string) (string, error) {
	out, err := run(ctx, dir, "mod", "download", "-json", module)
	var m struct{ Dir, Error string }
	if jsonErr := json.Unmarshal(out, &m); jsonErr == nil && m.Error != "" {
		return "", fmt.Errorf("cannot get %s: %s", module, m.Error)
	}
	if err != nil {
		return "", fmt.Errorf("cannot get %s: %w", module, err)
	}
	return m.Dir, nil
}

// require adds scalevet to the module file of gopls, and keeps the version of x/tools that is there.
func (b *builder) require(work, _ string) error {
	name := filepath.Join(work, "go.mod")
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	f, err := modfile.Parse(name, text, nil)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(f.Require, func(r *modfile.Require) bool { return r.Mod.Path == toolsModule })
	if i < 0 {
		return fmt.Errorf("gopls %s requires no %s: it is not known how to build it", b.gopls, toolsModule)
	}
	err = f.AddReplace(toolsModule, "", toolsModule, f.Require[i].Mod.Version)
	if b.checkout == "" {
		err = errors.Join(err, f.AddRequire(ownModule, b.version))
	} else {
		err = errors.Join(err, f.AddRequire(ownModule, "v0.0.0"), f.AddReplace(ownModule, "", b.checkout, ""))
	}
	if err != nil {
		return err
	}
	if text, err = f.Format(); err != nil {
		return err
	}
	return writeNew(name, text)
}

// addSums adds the checksums that scalevet knows to those of gopls.
func addSums(work, own string) error {
	name := filepath.Join(work, "go.sum")
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	more, err := os.ReadFile(filepath.Join(own, "go.sum"))
	if err != nil {
		return err
	}
	return writeNew(name, slices.Concat(bytes.TrimRight(text, "\n"), []byte("\n"), more))
}

// register adds the file that makes gopls know the rules.
func register(work, _ string) error {
	return writeNew(filepath.Join(work, "internal", "settings", "zz_scalevet.go"), []byte(registration))
}

// writeNew writes a file anew: copies out of the module cache may not be written to.
func writeNew(name string, text []byte) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}

// run runs the go command in dir. What the user has set for other builds does not count. The error is
// what the go command says.
func run(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err == nil {
		return out, nil
	}
	if ctx.Err() != nil {
		return out, ctx.Err()
	}
	if text := strings.TrimSpace(errs.String()); text != "" {
		err = errors.New(text)
	}
	return out, fmt.Errorf("go %s: %w", args[0], err)
}
