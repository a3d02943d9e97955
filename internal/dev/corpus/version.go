package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/scalevet/scalevet/internal/dev/projects"
)

// build returns the scalevet that a version names: the file itself, or what is built of a revision of
// the repository at dir, or of its work tree.
func build(ctx context.Context, version, dir, work string) (string, error) {
	if st, err := os.Stat(version); err == nil && st.Mode().IsRegular() {
		return filepath.Abs(version)
	}
	if version == "." {
		path := filepath.Join(work, "scalevet-work-tree")
		return path, projects.Build(ctx, dir, path)
	}
	commit, tree, err := projects.Revision(ctx, dir, version, filepath.Join(work, "scalevet"))
	if err != nil {
		return "", fmt.Errorf("%s is neither a built scalevet nor a revision: %w", version, err)
	}
	path := filepath.Join(work, "scalevet-"+commit)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	return path, projects.Build(ctx, tree, path)
}
