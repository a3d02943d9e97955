package migrate

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// An include is a place where another file's statements are applied: psql's \i and \ir, and
// template actions that name a file.
type include struct {
	offset   int
	name     string
	relative bool // to the including file rather than to where psql was started
}

// include reads the files that the files of s include into s.
func (f *finder) include(s *Source) {
	todo := slices.Clone(s.Files)
	for len(todo) > 0 {
		x := todo[0]
		todo = todo[1:]
		if !mayInclude(x.Text) {
			continue
		}
		_, _, includes := x.prepare()
		for _, inc := range includes {
			if y, ok := f.includeFile(s, x, inc); ok {
				todo = append(todo, y)
			}
		}
	}
}

// mayInclude reports whether text has a chance to include files: most have none, and are not
// prepared twice.
func mayInclude(text string) bool {
	return strings.Contains(text, `\i`) || strings.Contains(text, "{{") && strings.Contains(text, "template")
}

// includeFile reads the file that x includes unless s has it.
func (f *finder) includeFile(s *Source, x File, inc include) (File, bool) {
	if _, ok := s.resolve(x.Path, inc); ok {
		return File{}, false
	}
	if c, ok := f.candidate(x.Path, inc); ok {
		if s.included == nil {
			s.included = map[string]string{}
		}
		s.included[c] = f.read(c)
		return File{Path: c, Text: s.included[c], tool: x.tool}, true
	}
	f.problem(x.Path, 1+strings.Count(x.Text[:inc.offset], "\n"), "cannot include "+inc.name+", schema may be incomplete")
	return File{}, false
}

// candidate returns the file that inc of the file at p names, if there is one.
func (f *finder) candidate(p string, inc include) (string, bool) {
	for _, c := range candidates(p, inc) {
		if info, err := fs.Stat(f.fsys, c); err == nil && info.Mode().IsRegular() {
			return c, true
		}
	}
	return "", false
}

// resolve returns the included file that inc of the file at p names.
func (s *Source) resolve(p string, inc include) (string, bool) {
	for _, c := range candidates(p, inc) {
		if _, ok := s.included[c]; ok {
			return c, true
		}
	}
	return "", false
}

// candidates are where an included file may be: beside the including one or, when it is named
// from where psql runs, at the root or in a directory above.
func candidates(p string, inc include) []string {
	dir := path.Dir(p)
	out := []string{path.Join(dir, inc.name)}
	for !inc.relative && dir != "." {
		dir = path.Dir(dir)
		out = append(out, path.Join(dir, inc.name))
	}
	return out
}
