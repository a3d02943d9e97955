package driver

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/confine"
	"github.com/scalevet/scalevet/internal/sql/migrate"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

// digestOf returns the digest of the modules around opt.Dir and of the files that opt names.
func digestOf(ctx context.Context, opt Options) (string, error) {
	roots, err := moduleRoots(ctx, opt.Dir)
	if err != nil {
		return "", err
	}
	for _, root := range roots {
		if _, err := configure(root, opt); err != nil {
			return "", err
		}
	}
	return digest(roots, opt)
}

// digest returns a hexadecimal hash of what findings in the modules at roots depend on beside Go
// code: every file of SQL and the configuration. go vet caches by flags, golangci-lint and gopls by
// names: this as a part of either makes them notice a change. Precondition: they are configured.
func digest(roots []string, opt Options) (string, error) {
	h := sha256.New()
	for _, root := range roots {
		dirs := []string{root}
		if repo := sqljoin.Repository(root); repo != root {
			dirs = append(dirs, repo)
		}
		for _, dir := range dirs {
			if err := digestDir(h, dir); err != nil {
				return "", err
			}
		}
		c, _ := config.For(root) // its error has been returned
		for _, path := range c.SchemaPaths() {
			digestNamed(h, root, path)
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
	root, err := confine.Open(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // what cannot be read is read by no rule either
		case d.IsDir() && name != "." && (slices.Contains([]string{"node_modules", "vendor", "testdata"}, d.Name()) || d.Name()[0] == '.'):
			return fs.SkipDir
		case matters(name):
			digestRead(h, root, name)
		}
		return nil
	})
}

// digestNamed adds what the path or glob of a schema names below dir, whatever it is called.
func digestNamed(h hash.Hash, dir, pattern string) {
	root, err := confine.Open(dir)
	if err != nil {
		return
	}
	defer root.Close()
	found, _ := fs.Glob(root, path.Clean(pattern)) // a bad pattern has been refused
	for _, name := range found {
		_ = fs.WalkDir(root, name, func(name string, d fs.DirEntry, err error) error {
			if err == nil {
				digestRead(h, root, name)
			}
			return nil
		})
	}
}

// digestRead adds one file of root; what is none, or cannot be read, is read by no rule either.
func digestRead(h hash.Hash, root *confine.Dir, name string) {
	if text, err := confine.ReadFile(root, name, confine.MaxText); err == nil {
		digestFile(h, name, text)
	}
}

// matters reports whether findings may depend on the file of that name.
func matters(name string) bool {
	base := path.Base(name)
	return base == config.Name || migrate.Reads(base) || slices.Contains([]string{".tmpl", ".gotmpl"}, path.Ext(base))
}

func digestFile(h hash.Hash, name string, text []byte) {
	fmt.Fprintf(h, "%q %d\n%s\n", name, len(text), text)
}

func join(list []string) string { return strings.Join(list, ", ") }
