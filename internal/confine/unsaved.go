package confine

import (
	"bytes"
	"cmp"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"sync/atomic"
	"time"
)

// unsaved are the texts that stand in the place of files.
var unsaved atomic.Pointer[map[string][]byte]

// SetUnsaved puts texts, by absolute file name, in the place of files: those that an editor shows and
// has not written. Such a text that has no file yet is one more file of its directory. It counts for
// all that is read from now on; nil ends it.
func SetUnsaved(texts map[string][]byte) {
	texts = maps.Clone(texts)
	unsaved.Store(&texts)
}

// Saved is ReadFile for the file of that absolute name, whatever was set in its place.
func Saved(name string, limit int64) ([]byte, error) {
	d, err := Open(filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	d.dir = "" // so that no text is one of it
	return ReadFile(d, filepath.Base(name), limit)
}

// IsSaved reports whether the file of that absolute name holds text, whatever was set for it.
func IsSaved(name string, text []byte) bool {
	saved, err := Saved(name, int64(len(text)))
	return err == nil && bytes.Equal(saved, text)
}

// texts returns what SetUnsaved set.
func texts() map[string][]byte {
	if t := unsaved.Load(); t != nil {
		return *t
	}
	return nil
}

// text returns the unsaved text of a file of d, or nil.
func (d *Dir) text(name string) fs.File {
	b, ok := texts()[filepath.Join(d.dir, filepath.FromSlash(name))]
	if !ok {
		return nil
	}
	return &opened{newText(name, b), bytes.NewReader(b)}
}

// ReadDir returns the entries of a directory, sorted by name, unsaved files among them.
func (d *Dir) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := d.entries(name)
	if err != nil {
		return entries, err
	}
	dir := filepath.Join(d.dir, filepath.FromSlash(name))
	for file, b := range texts() {
		if filepath.Dir(file) != dir {
			continue
		}
		t := newText(file, b)
		entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == t.name })
		entries = append(entries, fs.FileInfoToDirEntry(t))
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// entries lists a directory as it is on the disk.
func (d *Dir) entries(name string) ([]fs.DirEntry, error) {
	f, err := d.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	dir, ok := f.(fs.ReadDirFile)
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	return dir.ReadDir(-1)
}

// A text is a regular file that nobody has written.
type text struct {
	name string
	size int
}

func newText(name string, b []byte) *text { return &text{filepath.Base(name), len(b)} }

func (t *text) Name() string     { return t.name }
func (t *text) Size() int64      { return int64(t.size) }
func (*text) Mode() fs.FileMode  { return 0o444 }
func (*text) ModTime() time.Time { return time.Time{} }
func (*text) IsDir() bool        { return false }
func (*text) Sys() any           { return nil }

// opened is a text that is being read.
type opened struct {
	info *text
	*bytes.Reader
}

// Stat implements fs.File.
func (o *opened) Stat() (fs.FileInfo, error) { return o.info, nil }

// Close implements fs.File.
func (*opened) Close() error { return nil }
