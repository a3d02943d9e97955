package projects

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// replaced returns lines of a go.mod that put repositories of ours in the place of the modules that
// the Go files at dir import, and of those that these import: as they were at a time, in ISO 8601.
// They are from the project's own time, where go mod tidy knows only today's.
func (t *Trees) replaced(ctx context.Context, dir, own, when string) (string, error) {
	lines := map[string]string{} // by module
	for todo := []string{dir}; len(todo) > 0; todo = todo[1:] {
		imports, _, err := importsOf(todo[0])
		if err != nil {
			return "", err
		}
		for path := range imports {
			module, project := t.home(path)
			if _, known := lines[module]; known || module == own || project == "" || t.repository(project) == "" {
				continue
			}
			dep, err := t.dependency(ctx, project, module, when)
			if err != nil {
				return "", err
			}
			lines[module] = ""
			if dep != "" {
				lines[module] = fmt.Sprintf("\nrequire %s v%s.0.0\nreplace %s => %s\n", module, major(module), module, dep)
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

// home returns the module that an import path is in, and the project that it lives in; "" when neither
// Modules nor the path itself says so.
func (t *Trees) home(path string) (module, project string) {
	for m, p := range t.Modules {
		if (path == m || strings.HasPrefix(path, m+"/")) && len(m) > len(module) {
			module, project = m, p
		}
	}
	if module != "" {
		return module, project
	}
	f := strings.SplitN(path, "/", 4)
	if len(f) < 3 || f[0] != "github.com" {
		return "", ""
	}
	return strings.Join(f[:3], "/"), f[1] + "/" + f[2]
}

// major returns the major version that the end of a module's path names, else 0.
func major(module string) string {
	if m := versioned.FindStringSubmatch(module); m != nil {
		return m[1]
	}
	return "0"
}

var versioned = regexp.MustCompile(`[./]v(\d+)$`)

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
	made := tree + "+" + strings.ReplaceAll(module, "/", "+")
	if isDir(made) {
		return made, nil
	}
	if err := os.CopyFS(made, os.DirFS(tree)); err != nil {
		return "", err
	}
	return made, os.WriteFile(filepath.Join(made, "go.mod"), []byte("module "+module+"\n\ngo 1.13\n"), 0o644)
}
