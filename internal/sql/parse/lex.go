package parse

import (
	"strings"
)

// A Lexeme is one token of SQL: its text, where it begins, and what it is.
type Lexeme struct {
	Text  string
	Start int
	Kind  LexKind
}

// LexKind tells lexemes apart as far as splitting and rewriting need it.
type LexKind uint8

// The kinds of lexemes.
const (
	Space   LexKind = iota // white space
	Comment                // -- … and /* … */
	String                 // '…', E'…', $tag$…$tag$
	Quoted                 // "…" and, for other dialects, `…`
	Word                   // identifiers, key words and numbers
	Symbol                 // everything else, one byte
)

// Lex splits text into lexemes that together are the text. It never fails: what is not closed
// ends with the text.
func Lex(text string) []Lexeme {
	var out []Lexeme
	for i := 0; i < len(text); {
		n, kind := next(text[i:])
		out = append(out, Lexeme{Text: text[i : i+n], Start: i, Kind: kind})
		i += n
	}
	return out
}

func next(s string) (int, LexKind) {
	c := s[0]
	switch {
	case isSpace(c):
		n := 1
		for n < len(s) && isSpace(s[n]) {
			n++
		}
		return n, Space
	case strings.HasPrefix(s, "--"):
		if i := strings.IndexByte(s, '\n'); i >= 0 {
			return i, Comment
		}
		return len(s), Comment
	case strings.HasPrefix(s, "/*"):
		return comment(s), Comment
	case c == '\'':
		return quoted(s, '\'', false), String
	case (c == 'e' || c == 'E') && len(s) > 1 && s[1] == '\'':
		return 1 + quoted(s[1:], '\'', true), String
	case c == '"' || c == '`':
		return quoted(s, c, false), Quoted
	case c == '$':
		if n := dollar(s); n > 0 {
			return n, String
		}
		return 1, Symbol
	case isWord(c):
		n := 1
		for n < len(s) && (isWord(s[n]) || s[n] == '$') {
			n++
		}
		return n, Word
	}
	return 1, Symbol
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// comment returns the length of a block comment, which may hold others.
func comment(s string) int {
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

// quoted returns the length of a quoted string; a doubled quote stands for itself.
func quoted(s string, q byte, escapes bool) int {
	for i := 1; i < len(s); i++ {
		switch {
		case escapes && s[i] == '\\':
			i++
		case s[i] == q && i+1 < len(s) && s[i+1] == q:
			i++
		case s[i] == q:
			return i + 1
		}
	}
	return len(s)
}

// dollar returns the length of a dollar-quoted string, 0 when s does not begin with one.
func dollar(s string) int {
	end := strings.IndexByte(s[1:], '$')
	if end < 0 {
		return 0
	}
	tag := s[:end+2]
	for i := 1; i < len(tag)-1; i++ {
		if !isWord(tag[i]) || i == 1 && tag[i] >= '0' && tag[i] <= '9' {
			return 0
		}
	}
	if i := strings.Index(s[len(tag):], tag); i >= 0 {
		return 2*len(tag) + i
	}
	return len(s)
}

// Split cuts text into its statements at semicolons outside of strings, comments and the bodies
// of SQL functions, each with its offset.
func Split(text string) []Lexeme {
	var out []Lexeme
	start, atomic, last := 0, 0, ""
	cut := func(end int) {
		if s := text[start:end]; strings.TrimSpace(s) != "" {
			out = append(out, Lexeme{Text: s, Start: start})
		}
		start = end + 1
	}
	for _, l := range Lex(text) {
		switch {
		case l.Kind == Word:
			word := strings.ToUpper(l.Text)
			if word == "ATOMIC" && last == "BEGIN" || atomic > 0 && word == "CASE" {
				atomic++
			} else if atomic > 0 && word == "END" {
				atomic--
			}
			last = word
		case l.Text == ";" && atomic == 0:
			cut(l.Start)
		}
	}
	cut(len(text))
	return out
}
