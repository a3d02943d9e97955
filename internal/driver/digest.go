package driver

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/config"
)

// digestOf returns the digest of the modules around opt.Dir and of the files that opt names.
func digestOf(ctx context.Context, opt Options) (string, error) {
	roots, err := moduleRoots(ctx, opt.Dir)
	if err != nil {
		return "", err
	}
	return digest(roots, opt)
}

// digest returns a hexadecimal hash of what findings in the modules at roots depend on beside Go
// code: every file of SQL and the configuration. go vet caches by flags, golangci-lint and gopls by
// names: this as a part of either makes them notice a change.
func digest(roots []string, opt Options) (string, error) {
	h := sha256.New()
	for _, root := range roots {
		if err := digestDir(h, root); err != nil {
			return "", err
		}
	}
	for _, file := range []string{opt.Config, opt.Catalog} {
		if file == "" {
			continue
		}
		text, err := os.ReadFile(opt.abs(file))
		if err != nil {
			return "", err
		}
		digestFile(h, file, text)
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

// digestDir adds the files below dir that matter, by name.
func digestDir(h hash.Hash, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // what cannot be read is read by no rule either
		case d.IsDir() && name != "." && (d.Name() == "node_modules" || d.Name()[0] == '.'):
			return fs.SkipDir
		case !d.Type().IsRegular() || !matters(name):
			return nil
		}
		f, err := root.Open(filepath.FromSlash(name))
		if err != nil {
			return nil
		}
		defer f.Close()
		text, err := io.ReadAll(io.LimitReader(f, maxSource))
		if err == nil {
			digestFile(h, name, text)
		}
		return nil
	})
}

// matters reports whether findings may depend on the file of that name.
func matters(name string) bool {
	base := path.Base(name)
	return base == config.Name || strings.HasPrefix(base, "sqlc.") || strings.HasPrefix(base, "atlas.") ||
		slices.Contains([]string{".sql", ".fizz", ".tmpl", ".gotmpl"}, path.Ext(base))
}

func digestFile(h hash.Hash, name string, text []byte) {
	fmt.Fprintf(h, "%q %d\n%s\n", name, len(text), text)
}

func join(list []string) string { return strings.Join(list, ", ") }
