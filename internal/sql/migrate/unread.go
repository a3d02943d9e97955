package migrate

import (
	"path"
	"strings"
)

// Unread is a file of a schema that is in no language understood: what it does to the tables that it names is not
// known.
type Unread struct {
	Path string // relative to the root, with slashes
	Text string
	Kind string // what it is
}

// isChangelog reports whether name may be a changelog of liquibase that is in no SQL.
func isChangelog(name string) bool {
	switch path.Ext(name) {
	case ".xml", ".yaml", ".yml", ".json":
		return containsFold(name, "changelog") || containsFold(name, "changeset")
	}
	return false
}

// isHCL reports whether name may be a schema as atlas describes it.
func isHCL(name string) bool {
	return strings.HasSuffix(name, ".hcl") && (containsFold(name, "schema") || strings.HasSuffix(name, ".pg.hcl"))
}

// unread notes the files of other languages and what they do not tell: every schema nearby.
func (f *finder) unread(sources []*Source) {
	for _, p := range f.others {
		text := f.read(p)
		switch {
		case isChangelog(path.Base(p)) && strings.Contains(text, "databaseChangeLog"):
			f.missing(sources, Unread{p, text, "a changelog of liquibase"})
		case isHCL(path.Base(p)) && strings.Contains(text, "table \"") && len(sources) == 0:
			f.problem(p, 0, "a schema of atlas in HCL is not read")
		}
	}
}

// missing says that u is not read, and gives it to the schemas that it may belong to: those in the
// directories around it, or else all.
func (f *finder) missing(sources []*Source, u Unread) {
	f.problem(u.Path, 0, u.Kind+" is not read, schema may be incomplete")
	found := false
	for _, s := range sources {
		if near(s.Dir, path.Dir(u.Path)) || near(path.Dir(u.Path), s.Dir) {
			s.Unread, found = append(s.Unread, u), true
		}
	}
	for i := range sources {
		if !found {
			sources[i].Unread = append(sources[i].Unread, u)
		}
	}
}
