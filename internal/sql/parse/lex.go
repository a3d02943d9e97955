package parse

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// A Lexeme is one token of SQL: its text, where it begins, and what it is.
type Lexeme struct {
	Text  string
	Start int
	Kind  lex.Kind
}

// Lex splits text into lexemes that together are the text. It never fails: what is not closed
// ends with the text.
func Lex(text string) []Lexeme {
	var out []Lexeme
	for i := 0; i < len(text); {
		n, kind := lex.Token(text[i:])
		out = append(out, Lexeme{Text: text[i : i+n], Start: i, Kind: kind})
		i += n
	}
	return out
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
		case l.Kind == lex.Word:
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
