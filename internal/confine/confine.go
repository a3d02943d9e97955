// Package confine reads the files of a project that may be written to harm: none outside of the
// project's directory, none that never ends, none that is too large. Everything that scalevet itself
// reads of a project beside Go files is read here.
package confine

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// MaxText bounds a file of SQL or of Go, in bytes: what people wrote is smaller.
const MaxText = 8 << 20

// A Dir is a file system that does not lead out of its directory: a symbolic link that does is an
// error. Links within are followed. Opening a file never waits.
type Dir struct {
	root *os.Root
	dir  string
}

// Open returns the file system of dir. The caller closes it.
func Open(dir string) (*Dir, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Dir{root, dir}, nil
}

// Close makes d unusable.
func (d *Dir) Close() error { return d.root.Close() }

// Open opens a file or a directory, with slashes in its name.
func (d *Dir) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if f := d.text(name); f != nil {
		return f, nil
	}
	f, err := d.root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, err // not f, which is no nil interface
	}
	return f, nil
}

// ReadFile returns what the regular file of that name holds, at most limit bytes. Of a larger one,
// and of what is no regular file, it returns an error that says so without the name.
func ReadFile(fsys fs.FS, name string, limit int64) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("not a regular file")
	case info.Size() > limit:
		return nil, tooLarge(limit)
	}
	var text bytes.Buffer
	text.Grow(int(info.Size()) + bytes.MinRead)
	_, err = text.ReadFrom(io.LimitReader(f, limit+1))
	if err == nil && int64(text.Len()) > limit { // it has grown since
		return nil, tooLarge(limit)
	}
	return text.Bytes(), err
}

// ReadText is ReadFile for text: a file that holds a zero byte is an error.
func ReadText(fsys fs.FS, name string, limit int64) (string, error) {
	text, err := ReadFile(fsys, name, limit)
	if err == nil && bytes.IndexByte(text, 0) >= 0 {
		return "", errors.New("not text: not read")
	}
	return string(text), err
}

// ReadIn is ReadFile for the file of that name below dir, both in the system's spelling.
func ReadIn(dir, name string, limit int64) ([]byte, error) {
	d, err := Open(dir)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return ReadFile(d, filepath.ToSlash(name), limit)
}

// WriteIn writes the file of that name below dir, both in the system's spelling, as os.WriteFile does.
func WriteIn(dir, name string, text []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC|nonblock, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

// Reason returns what an error says without the path, which the reader is told anyway.
func Reason(err error) string {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

func tooLarge(limit int64) error {
	if limit < 1<<20 {
		return fmt.Errorf("larger than %d bytes: not read", limit)
	}
	return fmt.Errorf("larger than %d MiB: not read", limit>>20)
}
