package projects

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Trees makes work trees of projects out of their git repositories.
type Trees struct {
	// Repos holds the repositories, each as OWNER+NAME or OWNER/NAME: a clone, a bare repository, or a
	// directory with one of these as "repo".
	Repos string
	// Work is where the trees are, as OWNER+NAME/COMMIT. One that is there already is used as it is.
	Work string
	// ModInit makes a go.mod for trees that have none; see modInit.
	ModInit bool
	// Modules names the project, OWNER/NAME, of modules whose path does not, for ModInit.
	Modules map[string]string
}

// ErrNoModule says that a file of a project lies in no Go module.
var ErrNoModule = errors.New("no go.mod")

// At returns the directory with the files of a project, OWNER/NAME, at a commit. It makes what is not
// there. What keeps it from doing so is an error for people: one line, without the tool's name.
func (t *Trees) At(ctx context.Context, project, commit string) (string, error) {
	name := strings.ReplaceAll(project, "/", "+")
	if !filepath.IsLocal(name) || !filepath.IsLocal(commit) || strings.HasPrefix(commit, "-") {
		return "", fmt.Errorf("%s at %s is no project at a commit", project, commit)
	}
	dir := filepath.Join(t.Work, name, commit)
	if isDir(dir) {
		return dir, nil
	}
	git := t.repository(project)
	if git == "" {
		return "", errors.New("no checkout")
	}
	return dir, checkout(ctx, git, commit, dir)
}

// repository returns the git directory of a project, or "".
func (t *Trees) repository(project string) string {
	for _, name := range []string{strings.ReplaceAll(project, "/", "+"), project} {
		for _, sub := range []string{"repo", "repo/.git", ".git", ""} {
			dir := filepath.Join(t.Repos, filepath.FromSlash(name), filepath.FromSlash(sub))
			if isDir(filepath.Join(dir, "objects")) && isFile(filepath.Join(dir, "HEAD")) {
				return dir
			}
		}
	}
	return ""
}

// Module returns the directory of the Go module that file, a path in the project, belongs to at a
// commit, and the tree's root. The module may be in a tree of its own, where its go.mod was made.
func (t *Trees) Module(ctx context.Context, project, commit, file string) (root, module string, err error) {
	root, err = t.At(ctx, project, commit)
	if err != nil {
		return "", "", err
	}
	if dir := moduleOf(root, file); dir != "" {
		return root, dir, nil
	}
	if !t.ModInit {
		return "", "", ErrNoModule
	}
	made := root + "+go.mod"
	if isFile(filepath.Join(made, "go.mod")) {
		return made, made, nil
	}
	if err := os.RemoveAll(made); err != nil {
		return "", "", err
	}
	if err := os.CopyFS(made, os.DirFS(root)); err != nil {
		return "", "", err
	}
	if err := t.modInit(ctx, made, project, commit); err != nil {
		return "", "", errors.Join(fmt.Errorf("%w, and none could be made: %w", ErrNoModule, err), os.RemoveAll(made))
	}
	return made, made, nil
}

// moduleOf returns the nearest directory with a go.mod from that of file up to root, or "".
func moduleOf(root, file string) string {
	for dir := filepath.Dir(filepath.FromSlash(file)); ; dir = filepath.Dir(dir) {
		if isFile(filepath.Join(root, dir, "go.mod")) {
			return filepath.Join(root, dir)
		}
		if dir == "." {
			return ""
		}
	}
}

func isDir(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.IsDir()
}

func isFile(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.Mode().IsRegular()
}

// Revision writes the files of a revision of the repository at dir to a directory below work, where
// it leaves them if they are there already, and returns the commit's hash and that directory.
func Revision(ctx context.Context, dir, revision, work string) (commit, tree string, err error) {
	commit, err = git(ctx, dir, "rev-parse", "--verify", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return "", "", err
	}
	repository, err := git(ctx, dir, "rev-parse", "--absolute-git-dir")
	if err != nil {
		return "", "", err
	}
	tree = filepath.Join(work, commit)
	if isDir(tree) {
		return commit, tree, nil
	}
	return commit, tree, checkout(ctx, repository, commit, tree)
}
