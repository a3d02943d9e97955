package driver

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"path/filepath"
	"slices"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/scalevet/scalevet/internal/confine"
)

// maxFixes bounds how many fixes are applied before what is left is shown. Fixes that touch each other
// wait for the next round, and one that mends nothing would come back for ever.
const maxFixes = 1000

// A mend is what the fixes of a run make of the files.
type mend struct {
	r     *Result
	files map[string]*mended // by absolute name; nil when nothing may be changed there
	fixes int                // applied
}

// A mended is a file with the edits to it.
type mended struct {
	root, name string // the module, and the file's path in it
	text       []byte
	edits      []Edit
}

// mend gathers the fixes that can be applied together.
func (r *Result) mend() *mend {
	m := &mend{r: r, files: map[string]*mended{}}
	for _, f := range r.Findings {
		if len(f.Fixes) > 0 && m.takes(f.Fixes[0].Edits) {
			for _, e := range f.Fixes[0].Edits {
				file := m.files[e.At.Filename]
				file.edits = append(file.edits, e)
			}
			m.fixes++
		}
	}
	for _, file := range m.files {
		if file != nil {
			slices.SortStableFunc(file.edits, func(a, b Edit) int {
				return cmp.Or(cmp.Compare(a.At.Offset, b.At.Offset), cmp.Compare(a.To.Offset, b.To.Offset))
			})
		}
	}
	return m
}

// takes reports whether all edits of one fix lie in files that may be changed, and touch no other edit.
func (m *mend) takes(edits []Edit) bool {
	for _, e := range edits {
		file := m.file(e.At.Filename)
		if file == nil || e.At.Offset < 0 || e.To.Offset < e.At.Offset || len(file.text) < e.To.Offset {
			return false
		}
		if slices.ContainsFunc(file.edits, func(o Edit) bool { return e.At.Offset < o.To.Offset && o.At.Offset < e.To.Offset }) {
			return false
		}
	}
	return len(edits) > 0
}

// file reads a file that may be changed: one of the packages asked for, written by hand, with the
// lines that it says it has.
func (m *mend) file(name string) *mended {
	if f, ok := m.files[name]; ok {
		return f
	}
	m.files[name] = nil
	if !slices.Contains(m.r.files, name) {
		return nil
	}
	for _, root := range m.r.roots {
		rel, err := filepath.Rel(root, name)
		if err != nil || !filepath.IsLocal(rel) {
			continue
		}
		if text, err := confine.ReadIn(root, rel, confine.MaxText); err == nil && !moves(text) {
			m.files[name] = &mended{root: root, name: rel, text: text}
		}
		break
	}
	return m.files[name]
}

// moves reports whether text is generated, or has lines that say they are others: then what is seen
// is not what would be changed.
func moves(text []byte) bool {
	file, err := parser.ParseFile(token.NewFileSet(), "", text, parser.ParseComments|parser.SkipObjectResolution)
	return err != nil || ast.IsGenerated(file) || bytes.Contains(text, []byte("//line ")) || bytes.Contains(text, []byte("/*line "))
}

// mended returns the file's text with its edits, formatted when it was before.
func (f *mended) mended() ([]byte, error) {
	var b bytes.Buffer
	at := 0
	for _, e := range f.edits {
		b.Write(f.text[at:e.At.Offset])
		b.WriteString(e.New)
		at = e.To.Offset
	}
	b.Write(f.text[at:])
	formatted, err := format.Source(b.Bytes())
	if err != nil {
		return nil, fmt.Errorf("internal error: the fixes leave %s broken: %w", f.name, err)
	}
	if was, err := format.Source(f.text); err == nil && bytes.Equal(was, f.text) {
		return formatted, nil
	}
	return b.Bytes(), nil
}

// each calls do with every changed file, by name, and its new text.
func (m *mend) each(do func(name string, f *mended, text []byte) error) error {
	for _, name := range slices.Sorted(maps.Keys(m.files)) {
		f := m.files[name]
		if f == nil || len(f.edits) == 0 {
			continue
		}
		text, err := f.mended()
		if err != nil {
			return err
		}
		if err := do(name, f, text); err != nil {
			return err
		}
	}
	return nil
}

// write writes the changed files.
func (m *mend) write() error {
	return m.each(func(name string, f *mended, text []byte) error {
		if err := confine.WriteIn(f.root, f.name, text); err != nil {
			return fmt.Errorf("cannot fix %s: %s", m.r.rel(name), confine.Reason(err))
		}
		return nil
	})
}

// diff prints what write would change.
func (m *mend) diff(w io.Writer) error {
	return m.each(func(name string, f *mended, text []byte) error {
		name = m.r.rel(name)
		_, err := w.Write(diff.Diff("a/"+name, f.text, "b/"+name, text))
		return err
	})
}
