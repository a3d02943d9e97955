package projects

import (
	"context"
	"errors"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// fromVendor begins a go.mod that modInit made where the dependencies are in the vendor folder.
const fromVendor = "// Made for scalevet to read; the dependencies are in vendor.\n"

// modInit makes dir, a scratch copy of a project at a commit from before there were modules, the root of
// one. Dependencies are those in its vendor folder; else those of which we have repositories, as they
// were then, and what go mod tidy chooses: today's versions, with which old code may not compile.
// Nothing of the project is executed.
func (t *Trees) modInit(ctx context.Context, dir, project, commit string) error {
	path, err := ownPath(dir, "github.com/"+project)
	if err != nil {
		return err
	}
	text := "module " + path + "\n\ngo 1.13\n"
	if isDir(filepath.Join(dir, "vendor")) {
		return vendored(dir, fromVendor+text)
	}
	when, err := git(ctx, t.repository(project), "show", "-s", "--format=%cI", commit)
	if err != nil {
		return err
	}
	replaced, err := t.replaced(ctx, dir, path, when)
	if err != nil {
		return err
	}
	text += replaced
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(text), 0o644); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "go", "mod", "tidy", "-e")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOTOOLCHAIN=local", "GOVCS=*:off")
	if out, err := cmd.CombinedOutput(); err != nil {
		return errors.New(lastLine(string(out)))
	}
	return nil
}

// ownPath returns the import path that the packages below dir have for each other: the one that, put
// before their directories, gives most of their imports. It is other when they import none of theirs.
func ownPath(dir, other string) (string, error) {
	imports, dirs, err := importsOf(dir)
	votes := map[string]int{}
	for path := range imports {
		for i := range path {
			if path[i] == '/' && dirs[path[i+1:]] && strings.Contains(path[:i], ".") {
				votes[path[:i]]++
			}
		}
	}
	best := other
	for path, n := range votes {
		if n > votes[best] || n == votes[best] && n > 0 && path < best {
			best = path
		}
	}
	return best, err
}

// importsOf returns what the Go files below dir import, and the directories that they are in.
func importsOf(dir string) (imports, dirs map[string]bool, err error) {
	imports, dirs = map[string]bool{}, map[string]bool{}
	err = walkGo(dir, func(rel string) error {
		dirs[filepath.ToSlash(filepath.Dir(rel))] = true
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, rel), nil, parser.ImportsOnly)
		if err != nil {
			return nil // the analysis will say so
		}
		for _, imp := range file.Imports {
			if path, err := strconv.Unquote(imp.Path.Value); err == nil {
				imports[path] = true
			}
		}
		return nil
	})
	return imports, dirs, err
}

// walkGo calls f with the path of each Go file below dir that the go command would see.
func walkGo(dir string, f func(rel string) error) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != dir && (name == "vendor" || name == "testdata" || name[0] == '.' || name[0] == '_') {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		return f(rel)
	})
}

// vendored writes go.mod, which begins with text, and vendor/modules.txt, by which the go command finds
// what is vendored. The older tools that made the folder wrote down modules in ways of their own, so
// all of it is one module.
func vendored(dir, text string) error {
	const all = "vendored.invalid v0.0.0"
	vendor := filepath.Join(dir, "vendor")
	list := []string{"# " + all}
	err := walkGo(vendor, func(rel string) error {
		if path := filepath.ToSlash(filepath.Dir(rel)); path != "." {
			list = append(list, path)
		}
		return nil
	})
	if err != nil {
		return err
	}
	text += "\nrequire " + all + "\n"
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(text), 0o644); err != nil {
		return err
	}
	slices.Sort(list[1:])
	lines := strings.Join(slices.Compact(list), "\n") + "\n"
	return os.WriteFile(filepath.Join(vendor, "modules.txt"), []byte(lines), 0o644)
}

func lastLine(text string) string {
	text = strings.TrimSpace(text)
	return text[strings.LastIndexByte(text, '\n')+1:]
}
