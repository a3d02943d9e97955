package sqljoin

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/migrate"
	"github.com/scalevet/scalevet/internal/sql/schema"
)

// load reads the schemas: the files below the module, or of its repository when the module has
// none, and the definitions that stand in Go.
func (w *World) load() {
	root := w.program.Root
	w.find(root)
	if repo := Repository(root); len(w.Schemas) == 0 && repo != root {
		w.find(repo)
	}
	var steps []*goSteps
	for _, u := range w.program.Units {
		steps = append(steps, w.fromGo(u))
	}
	for _, g := range steps {
		w.change(g)
	}
	w.opaque(steps)
}

func (w *World) find(root string) {
	sources, problems := migrate.Find(root, migrate.Options{Paths: current().Schema, Embedded: w.embedded(root)})
	for _, p := range problems {
		w.warn(p.String())
	}
	for _, s := range sources {
		if s.Dialect == "" {
			w.Schemas = append(w.Schemas, w.fold(root, s))
			w.goFiles = append(w.goFiles, s.GoFiles...)
		}
	}
}

// embedded returns the directories of SQL files that packages embed, relative to root.
func (w *World) embedded(root string) []string {
	var dirs []string
	for _, u := range w.program.Units {
		for _, d := range u.Queries.Embeds {
			if rel, err := filepath.Rel(root, d); err == nil {
				dirs = append(dirs, filepath.ToSlash(rel))
			}
		}
	}
	return dirs
}

func (w *World) warn(line string) {
	w.Notes, w.Warnings = append(w.Notes, line), append(w.Warnings, line)
}

// Repository returns the directory above dir that holds a checkout, or dir. The migrations of a
// module that has none of its own are looked for there.
func Repository(dir string) string {
	for d := dir; ; {
		if _, err := os.Stat(filepath.Join(d, ".git")); err == nil {
			return d
		}
		up := filepath.Dir(d)
		if up == d {
			return dir
		}
		d = up
	}
}

// fold replays the statements of s.
func (w *World) fold(root string, s *migrate.Source) *Schema {
	c := &Schema{source: s, Catalog: schema.Read(s), Name: s.Dir, Dir: filepath.Join(root, filepath.FromSlash(s.Dir)), whole: s.Tool == "plain"}
	for _, q := range s.Queries {
		c.Queries = append(c.Queries, filepath.Join(root, filepath.FromSlash(q)))
	}
	for from, dir := range current().For {
		if comesFrom(s, from) {
			c.Queries = append(c.Queries, filepath.Join(root, filepath.FromSlash(dir)))
		}
	}
	for _, p := range c.Problems {
		line := fmt.Sprintf("%s: %s", p.Place, p.Text)
		if strings.HasPrefix(p.Text, "cannot parse") {
			w.warn(line)
			continue
		}
		w.Notes = append(w.Notes, line)
	}
	return c
}

// comesFrom reports whether s was read from a path that the configuration names.
func comesFrom(s *migrate.Source, from string) bool {
	from = path.Clean(from)
	return s.Dir == from || strings.HasPrefix(s.Dir, from+"/") ||
		slices.ContainsFunc(s.Files, func(f migrate.File) bool { ok, _ := path.Match(from, f.Path); return ok })
}

// short writes a file below the module relative to it.
func (w *World) short(name string) string {
	if r, err := filepath.Rel(w.program.Root, name); err == nil {
		return filepath.ToSlash(r)
	}
	return name
}
