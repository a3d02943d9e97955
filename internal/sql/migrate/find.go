package migrate

import (
	"path"
	"slices"
	"strings"
)

// look returns the schemas below dir, sorted by directory.
func (f *finder) look(dir string) []*Source {
	f.dirs, f.sqlcs, f.others = map[string]*directory{}, nil, nil
	f.walk(dir)
	sources := f.sqlc()
	sources = append(sources, f.directories(sources)...)
	slices.SortStableFunc(sources, func(a, b *Source) int { return strings.Compare(a.Dir, b.Dir) })
	sources = preferMigrations(f.dialects(withoutIncluded(mergeFlyway(sources))))
	f.unread(slices.DeleteFunc(slices.Clone(sources), func(s *Source) bool { return s.Dialect != "" }))
	return sources
}

// directories makes sources of the files that no source of known names.
func (f *finder) directories(known []*Source) []*Source {
	named := map[string]bool{}
	for _, s := range known {
		for _, x := range s.Files {
			named[x.Path] = true
		}
		for _, q := range s.Queries {
			named[q] = true
		}
	}
	out := append(f.perDirectories(named), f.sqitchSources()...)
	for _, dir := range sortedKeys(f.dirs) {
		d := f.dirs[dir]
		if backDirs[path.Base(dir)] {
			continue // holds the way back of the directory beside it
		}
		d.names = slices.DeleteFunc(d.names, func(n string) bool { return named[path.Join(dir, n)] })
		f.load(d)
		out = append(out, f.sourcesOf(d)...)
	}
	return out
}

var backDirs = map[string]bool{"down": true, "rollback": true, "rollbacks": true, "undo": true, "revert": true}

// sourcesOf returns the schemas in d: that of a tool's files, and that of plain files beside them.
func (f *finder) sourcesOf(d *directory) []*Source {
	var out []*Source
	for rest := d; len(rest.files) > 0; {
		t, files := detect(rest)
		if t == nil {
			return out
		}
		out = append(out, f.source(t, rest, files))
		rest = rest.without(files)
	}
	return out
}

// without returns d without files, and only with what may be a schema beside a tool's files.
func (d *directory) without(files []File) *directory {
	taken := map[string]bool{}
	for _, x := range files {
		taken[x.Path] = true
	}
	others := keep(d.files, func(x File) bool {
		return !taken[x.Path] && plainName.MatchString(path.Base(x.Path)) && isPlain(d, x)
	})
	return &directory{path: d.path, files: others}
}

// source makes a source of the files of d that tool t applies.
func (f *finder) source(t *tool, d *directory, files []File) *Source {
	s := &Source{Tool: t.name, Dir: d.path, Files: files}
	if t != &plain {
		s.GoFiles = d.paths(isGoMigration)
	}
	f.include(s)
	return s
}

// paths returns the paths of the files of d whose names fit.
func (d *directory) paths(fits func(name string) bool) []string {
	var out []string
	for _, n := range d.names {
		if fits(n) {
			out = append(out, path.Join(d.path, n))
		}
	}
	return out
}
