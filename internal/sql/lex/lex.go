// Package lex cuts SQL into tokens, as far as finding, splitting and rewriting statements needs it.
// It knows no grammar, so it reads half a statement and other dialects too.
package lex

import "strings"

// A Kind tells tokens apart.
type Kind uint8

// The kinds of tokens.
const (
	Space   Kind = iota // white space and a byte order mark
	Comment             // -- … and nested /* … */
	String              // '…', E'…', $tag$…$tag$
	Quoted              // "…" and, for other dialects, `…`
	Word                // identifiers, key words and numbers
	Symbol              // everything else, one byte
)

// ByteOrderMark may stand at the beginning of a file.
const ByteOrderMark = "\ufeff"

// Token returns the length and kind of the token that s begins with. It never fails: what is not
// closed ends with s. Precondition: s is not empty.
func Token(s string) (int, Kind) {
	c := s[0]
	switch {
	case IsSpace(c):
		n := 1
		for n < len(s) && IsSpace(s[n]) {
			n++
		}
		return n, Space
	case c == '-' && strings.HasPrefix(s, "--"):
		return LineEnd(s), Comment
	case c == '/' && strings.HasPrefix(s, "/*"):
		return blockComment(s), Comment
	case c == '\'':
		return quotedEnd(s, c, false), String
	case (c == 'e' || c == 'E') && len(s) > 1 && s[1] == '\'':
		return 1 + quotedEnd(s[1:], '\'', true), String
	case c == '"' || c == '`':
		return quotedEnd(s, c, false), Quoted
	case c == '$':
		return dollar(s)
	case IsWord(c):
		return wordToken(s)
	}
	return 1, Symbol
}

func wordToken(s string) (int, Kind) {
	if strings.HasPrefix(s, ByteOrderMark) {
		return len(ByteOrderMark), Space
	}
	n := 1
	for n < len(s) && (IsWord(s[n]) || s[n] == '$') {
		n++
	}
	return n, Word
}

// IsSpace reports whether c is white space.
func IsSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// IsWord reports whether c may stand in a word; every byte of a rune beyond ASCII may.
func IsWord(c byte) bool {
	return c == '_' || IsDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// IsDigit reports whether c is a decimal digit.
func IsDigit(c byte) bool { return c >= '0' && c <= '9' }

// LineEnd returns the offset of the first line end in s, or its length.
func LineEnd(s string) int {
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
func dollar(s string) (int, Kind) {
	n := DollarTag(s)
	if n == 0 {
		return 1, Symbol
	}
	if i := strings.Index(s[n:], s[:n]); i >= 0 {
		return 2*n + i, String
	}
	return len(s), String
}

// DollarTag returns the length of the tag, $$ or $name$, that s begins with, or 0.
// Precondition: s is not empty.
func DollarTag(s string) int {
	if s[0] != '$' {
		return 0
	}
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '$':
			return i + 1
		case !IsWord(s[i]) || i == 1 && IsDigit(s[i]):
			return 0
		}
	}
	return 0
}
