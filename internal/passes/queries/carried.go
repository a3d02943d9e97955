package queries

import (
	"go/ast"
	"go/token"
	"path"
	"path/filepath"
	"strings"
)

// carried returns the directories with SQL files that files embed.
func carried(fset *token.FileSet, files []*ast.File) []string {
	var dirs []string
	for _, f := range files {
		base := filepath.Dir(fset.PositionFor(f.FileStart, false).Filename)
		for _, group := range f.Comments {
			for _, c := range group.List {
				patterns, ok := strings.CutPrefix(c.Text, "//go:embed ")
				if !ok {
					continue
				}
				for _, p := range strings.Fields(patterns) {
					if dir, ok := carriedDir(p); ok {
						dirs = append(dirs, filepath.Join(base, filepath.FromSlash(dir)))
					}
				}
			}
		}
	}
	return dirs
}

// carriedDir returns the directory of the SQL files that a pattern of go:embed may name.
func carriedDir(pattern string) (string, bool) {
	pattern = strings.TrimPrefix(strings.Trim(pattern, "\"`"), "all:")
	dir := pattern
	switch ext := path.Ext(pattern); {
	case ext == ".sql" || strings.ContainsAny(path.Base(pattern), "*?["):
		dir = path.Dir(pattern)
	case ext != "":
		return "", false // another kind of file
	}
	return dir, !path.IsAbs(dir) && !strings.Contains(dir, "..") && !strings.ContainsAny(dir, "*?[")
}
