package migrate

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A sqlcConfig is the part of sqlc.yaml that says where schema and queries are.
type sqlcConfig struct {
	SQL      []sqlcEntry `yaml:"sql"`      // version 2
	Packages []sqlcEntry `yaml:"packages"` // version 1
}

type sqlcEntry struct {
	Engine  string     `yaml:"engine"`
	Schema  stringList `yaml:"schema"`
	Queries stringList `yaml:"queries"`
}

// stringList is a string or a list of strings.
type stringList []string

// UnmarshalYAML implements yaml.Unmarshaler.
func (s *stringList) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.SequenceNode {
		return n.Decode((*[]string)(s))
	}
	var one string
	if err := n.Decode(&one); err != nil {
		return err
	}
	*s = stringList{one}
	return nil
}

// sqlc makes a source of each entry of each sqlc configuration.
func (f *finder) sqlc() {
	for _, p := range f.sqlcs {
		var c sqlcConfig
		if err := yaml.Unmarshal([]byte(f.read(p)), &c); err != nil {
			f.problem(p, 0, "cannot read: "+strings.ReplaceAll(err.Error(), "\n", " "))
			continue
		}
		for _, e := range append(c.SQL, c.Packages...) {
			f.sqlcEntry(path.Dir(p), e)
		}
	}
}

func (f *finder) sqlcEntry(base string, e sqlcEntry) {
	var files []File
	var names []string
	dir := base
	for _, s := range e.Schema {
		for _, p := range f.expand(path.Join(base, s)) {
			if slices.ContainsFunc(files, func(x File) bool { return x.Path == p }) {
				continue
			}
			files = append(files, File{p, f.read(p)})
			names, dir = append(names, path.Base(p)), path.Dir(p)
		}
	}
	if len(files) == 0 {
		return
	}
	src := choose(dir, append(names, f.dirs[dir]...), files)
	if src == nil {
		src = &Source{Tool: "sqlc", Dir: dir, Files: files, format: plain}
	}
	for _, q := range e.Queries {
		src.Queries = append(src.Queries, f.expand(path.Join(base, q))...)
	}
	switch e.Engine {
	case "", "postgresql":
	default:
		src.Dialect = e.Engine
		f.problem(dir, 0, "dialect "+e.Engine+" (sqlc engine): schema not analyzed")
	}
	if !slices.ContainsFunc(f.sources, func(x *Source) bool { return x.Dir == src.Dir && len(x.Files) == len(src.Files) }) {
		f.sources = append(f.sources, src)
	}
}

// expand returns the .sql files of a file, directory or glob.
func (f *finder) expand(p string) []string {
	if strings.HasPrefix(p, "..") || path.IsAbs(p) {
		f.problem(p, 0, "outside of the module: not read")
		return nil
	}
	if strings.ContainsAny(p, "*?[") {
		matches, err := fs.Glob(f.fsys, p)
		if err != nil {
			f.problem(p, 0, reason(err))
		}
		return matches
	}
	info, err := fs.Stat(f.fsys, p)
	if err != nil {
		f.problem(p, 0, reason(err))
		return nil
	}
	if !info.IsDir() {
		return []string{p}
	}
	var out []string
	for _, n := range f.dirs[p] {
		if strings.HasSuffix(n, ".sql") {
			out = append(out, path.Join(p, n))
		}
	}
	return out
}
