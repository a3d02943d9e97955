package migrate

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/confine"
)

// given returns the schemas at the paths that the configuration names. A directory without SQL of
// its own is looked through.
func (f *finder) given(paths []string) []*Source {
	var out []*Source
	for _, p := range paths {
		if s := f.named(p); s != nil {
			out = f.add(out, s)
			continue
		}
		info, err := fs.Stat(f.fsys, p)
		if err != nil || !info.IsDir() {
			continue // which is a problem noted already
		}
		found := f.look(p)
		if len(found) == 0 {
			f.problem(p, 0, "no schema found here")
		}
		out = append(out, found...)
	}
	return out
}

// named returns the schema in a file, a directory or the files of a glob that someone named, so
// that nothing of it must look like a schema; nil when there is no SQL.
func (f *finder) named(p string) *Source {
	if info, err := fs.Stat(f.fsys, p); err == nil && info.IsDir() {
		return f.namedDir(f.listed(p))
	}
	d := &directory{}
	for _, name := range f.expand(p) {
		d.path = path.Dir(name)
		d.names = append(d.names, path.Base(name))
		d.files = append(d.files, f.file(name))
	}
	return f.namedDir(d)
}

func (f *finder) namedDir(d *directory) *Source {
	if len(d.files) == 0 {
		return nil
	}
	t, files := detect(d)
	if t == nil || t == &plain {
		t, files = &plain, plain.arrange(keep(d.files, func(x File) bool { return !isBack(x.Path) }))
	}
	return f.source(t, d, files)
}

// add appends s to sources: to the last of them when s creates no table, or when both are single
// files.
func (f *finder) add(sources []*Source, s *Source) []*Source {
	if n := len(sources); n > 0 {
		last := sources[n-1]
		if !createsAny(s.Files) || s.Tool == plain.name && last.Tool == plain.name {
			f.join(last, s)
			return sources
		}
	}
	return append(sources, s)
}

// join appends the files of s to those of to.
func (f *finder) join(to, s *Source) {
	for _, x := range s.Files {
		if !slices.ContainsFunc(to.Files, func(y File) bool { return y.Path == x.Path }) {
			to.Files = append(to.Files, x)
		}
	}
	to.GoFiles = append(to.GoFiles, s.GoFiles...)
	f.include(to)
}

// listed reads the directory dir, of which the walk may not have come by.
func (f *finder) listed(dir string) *directory {
	entries, err := fs.ReadDir(f.fsys, dir)
	if err != nil {
		f.problem(dir, 0, confine.Reason(err))
	}
	d := &directory{path: dir}
	for _, e := range entries {
		if !e.IsDir() {
			d.names = append(d.names, e.Name())
		}
	}
	f.load(d)
	return d
}

// expand returns the SQL files of a file, a directory or a glob, in order. What is not there is a
// problem.
func (f *finder) expand(p string) []string {
	if !fs.ValidPath(p) {
		f.problem(p, 0, "outside of the module: not read")
		return nil
	}
	if strings.ContainsAny(p, "*?[") {
		matches, err := fs.Glob(f.fsys, p)
		if err != nil || len(matches) == 0 {
			f.problem(p, 0, "no such file")
		}
		return slices.DeleteFunc(matches, func(m string) bool { return !isSQL(m) })
	}
	info, err := fs.Stat(f.fsys, p)
	if err != nil {
		f.problem(p, 0, confine.Reason(err))
		return nil
	}
	if !info.IsDir() {
		return []string{p}
	}
	var out []string
	for _, x := range f.listed(p).files {
		out = append(out, x.Path)
	}
	return out
}

func isBack(p string) bool { return backName.MatchString(path.Base(p)) }
