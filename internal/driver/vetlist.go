package driver

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// A vetted collects what go vet prints.
type vetted struct {
	*Result
	pkgs map[string]*listed // the packages asked for, by import path
}

// A listed is what go list says of a package.
type listed struct {
	ImportPath, Dir                              string
	GoFiles, CgoFiles, TestGoFiles, XTestGoFiles []string
	Error                                        *struct{ Err string }
}

// list finds the packages asked for.
func (v *vetted) list(ctx context.Context, opt Options) error {
	args := append([]string{"list", "-e", "-json=ImportPath,Dir,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Error"}, opt.buildFlags()...)
	out, err := goCommand(ctx, opt.Dir, append(append(args, "--"), v.patterns(opt)...)...)
	if err != nil {
		return err
	}
	for dec := json.NewDecoder(strings.NewReader(out)); ; {
		p := new(listed)
		if err := dec.Decode(p); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("go list: %w", err)
		}
		if p.Error != nil && p.Dir == "" {
			v.Problems = append(v.Problems, firstLine(p.Error.Err))
			continue
		}
		v.packages++
		v.pkgs[p.ImportPath], v.pkgs[p.ImportPath+"_test"] = p, p
		for _, f := range slices.Concat(p.GoFiles, p.CgoFiles) {
			v.files = append(v.files, filepath.Join(p.Dir, f))
		}
	}
}

// patterns returns the packages asked for; ./... in a workspace's directory is each of its modules,
// where to the go command it is none.
func (v *vetted) patterns(opt Options) []string {
	if !opt.everything() {
		return opt.Patterns
	}
	var all []string
	for _, root := range v.roots {
		if rel, err := filepath.Rel(opt.Dir, root); err == nil && filepath.IsLocal(rel) {
			all = append(all, "./"+filepath.ToSlash(filepath.Join(rel, "...")))
		}
	}
	if len(all) == 0 {
		return []string{"./..."} // below a module's root
	}
	return all
}
