package projects

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// replaced returns lines of a go.mod that put repositories of ours in the place of the modules that
// the Go files at dir import from github.com, and of those that these import: as they were at a time,
// in ISO 8601. They are from the project's own time, where go mod tidy knows only today's.
func (t *Trees) replaced(ctx context.Context, dir, own, when string) (string, error) {
	lines := map[string]string{} // by module
	for todo := []string{dir}; len(todo) > 0; todo = todo[1:] {
		imports, _, err := importsOf(todo[0])
		if err != nil {
			return "", err
		}
		for path := range imports {
			f := strings.SplitN(path, "/", 4)
			if len(f) < 3 || f[0] != "github.com" {
				continue
			}
			module := strings.Join(f[:3], "/")
			if _, known := lines[module]; known || module == own || t.repository(f[1]+"/"+f[2]) == "" {
				continue
			}
			dep, err := t.dependency(ctx, f[1]+"/"+f[2], module, when)
			if err != nil {
				return "", err
			}
			lines[module] = ""
			if dep != "" {
				lines[module] = fmt.Sprintf("\nrequire %s v0.0.0\nreplace %s => %s\n", module, module, dep)
				todo = append(todo, dep)
			}
		}
	}
	var b strings.Builder
	for _, module := range slices.Sorted(maps.Keys(lines)) {
		b.WriteString(lines[module])
	}
	return b.String(), nil
}

// dependency returns a tree of a project that is a module of that path, as it was at a time; "" when
// it was another module then.
func (t *Trees) dependency(ctx context.Context, project, module, when string) (string, error) {
	repository := t.repository(project)
	commit, err := git(ctx, repository, "rev-list", "-1", "--before="+when, "HEAD")
	if err != nil {
		return "", err
	}
	if commit == "" { // it is younger, or the snapshot does not reach back so far
		if commit, err = git(ctx, repository, "rev-parse", "HEAD"); err != nil {
			return "", err
		}
	}
	tree, err := t.At(ctx, project, commit)
	if err != nil {
		return "", err
	}
	if text, err := os.ReadFile(filepath.Join(tree, "go.mod")); err == nil {
		if strings.Contains("\n"+string(text), "\nmodule "+module+"\n") {
			return tree, nil
		}
		return "", nil
	}
	made := tree + "+dependency"
	if isDir(made) {
		return made, nil
	}
	if err := os.CopyFS(made, os.DirFS(tree)); err != nil {
		return "", err
	}
	return made, os.WriteFile(filepath.Join(made, "go.mod"), []byte("module "+module+"\n\ngo 1.13\n"), 0o644)
}
