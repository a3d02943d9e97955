package migrate

import "strings"

// A kind tells tokens apart as far as finding statements needs it.
type kind uint8

const (
	space   kind = iota // white space and a byte order mark
	comment             // -- … and nested /* … */
	literal             // '…', E'…', $tag$…$tag$
	quoted              // "…" and `…`
	word                // identifiers, key words, numbers
	symbol              // everything else, one byte
)

const byteOrderMark = "\ufeff"

// token returns the length and kind of the token that s begins with. It never fails: what is not
// closed ends with s. Precondition: s is not empty.
func token(s string) (int, kind) {
	c := s[0]
	switch {
	case isSpace(c):
		n := 1
		for n < len(s) && isSpace(s[n]) {
			n++
		}
		return n, space
	case c == '-' && strings.HasPrefix(s, "--"):
		return lineEnd(s), comment
	case c == '/' && strings.HasPrefix(s, "/*"):
		return blockComment(s), comment
	case c == '\'':
		return quotedEnd(s, c, false), literal
	case (c == 'e' || c == 'E') && len(s) > 1 && s[1] == '\'':
		return 1 + quotedEnd(s[1:], '\'', true), literal
	case c == '"' || c == '`':
		return quotedEnd(s, c, false), quoted
	case c == '$':
		return dollar(s)
	case isWord(c):
		return wordToken(s)
	}
	return 1, symbol
}

func wordToken(s string) (int, kind) {
	if strings.HasPrefix(s, byteOrderMark) {
		return len(byteOrderMark), space
	}
	n := 1
	for n < len(s) && (isWord(s[n]) || s[n] == '$') {
		n++
	}
	return n, word
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func isWord(c byte) bool {
	return c == '_' || isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// lineEnd returns the offset of the first line end in s, or its length.
func lineEnd(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i
	}
	return len(s)
}

// blockComment returns the length of a block comment, which may hold others.
func blockComment(s string) int {
	level := 0
	for i := 0; i+1 < len(s); {
		switch s[i : i+2] {
		case "/*":
			level++
			i += 2
		case "*/":
			level--
			i += 2
			if level == 0 {
				return i
			}
		default:
			i++
		}
	}
	return len(s)
}

// quotedEnd returns the length of a quoted token; a doubled quote stands for itself.
func quotedEnd(s string, quote byte, escapes bool) int {
	for i := 1; i < len(s); i++ {
		switch {
		case escapes && s[i] == '\\':
			i++
		case s[i] == quote && i+1 < len(s) && s[i+1] == quote:
			i++
		case s[i] == quote:
			return i + 1
		}
	}
	return len(s)
}

// dollar returns the length of a dollar-quoted string, or a symbol's when s begins with none.
func dollar(s string) (int, kind) {
	n := dollarTag(s)
	if n == 0 {
		return 1, symbol
	}
	if i := strings.Index(s[n:], s[:n]); i >= 0 {
		return 2*n + i, literal
	}
	return len(s), literal
}

// dollarTag returns the length of the tag, $$ or $name$, that s begins with, or 0.
// Precondition: s is not empty.
func dollarTag(s string) int {
	if s[0] != '$' {
		return 0
	}
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '$':
			return i + 1
		case !isWord(s[i]) || i == 1 && isDigit(s[i]):
			return 0
		}
	}
	return 0
}

// blank replaces all but line ends by spaces, so that offsets and lines stay.
func blank(s string) string {
	b := []byte(s)
	blankBytes(b)
	return string(b)
}

func blankBytes(b []byte) {
	for i, c := range b {
		if c != '\n' && c != '\r' {
			b[i] = ' '
		}
	}
}
