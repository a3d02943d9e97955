package lsp

import (
	"bytes"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// An encoding is what the columns of a line are counted in.
type encoding string

const (
	utf16Units encoding = "utf-16" // what every client can
	utf8Units  encoding = "utf-8"
)

// choose returns the first of the client's encodings that the server can.
func choose(offered []encoding) encoding {
	i := slices.IndexFunc(offered, func(e encoding) bool { return e == utf8Units || e == utf16Units })
	if i < 0 {
		return utf16Units
	}
	return offered[i]
}

// column returns how many units stand before byte n of line, counted from 0.
func (e encoding) column(line string, n int) int {
	n = min(max(n, 0), len(line))
	if e == utf8Units {
		return n
	}
	units := 0
	for _, r := range line[:n] {
		units += utf16.RuneLen(r)
	}
	return units
}

// offset returns the byte of text at p. Beyond a line's end it is the end, beyond the last line
// that of the text.
func (e encoding) offset(text []byte, p position) int {
	at := 0
	for range p.Line {
		i := bytes.IndexByte(text[at:], '\n')
		if i < 0 {
			return len(text)
		}
		at += i + 1
	}
	units := 0
	for at < len(text) && text[at] != '\n' && units < p.Character {
		r, size := utf8.DecodeRune(text[at:])
		if e == utf8Units {
			units += size
		} else {
			units += utf16.RuneLen(r)
		}
		at += size
	}
	return at
}

// apply returns text with an edit done. The text itself stays as it is: an analysis may read it.
func (e encoding) apply(text []byte, c contentEdit) []byte {
	if c.Range == nil {
		return []byte(c.Text)
	}
	from, to := e.offset(text, c.Range.Start), e.offset(text, c.Range.End)
	return slices.Concat(text[:from], []byte(c.Text), text[max(from, to):])
}

// fileOf returns the absolute name of the file that uri stands for, or "" when it stands for none.
func fileOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || !strings.HasPrefix(u.Path, "/") {
		return ""
	}
	path := u.Path
	if len(path) > 2 && path[2] == ':' { // /C:/dir
		path = path[1:]
	}
	return filepath.Clean(filepath.FromSlash(path))
}

// uriOf is the reverse of fileOf.
func uriOf(file string) string {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
