package migrate

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// A span is one statement in a text: from its first token to behind its last, without the
// semicolon and without comments around it.
type span struct{ start, end int }

// A splitter cuts a text into statements as psql does: at semicolons outside of strings,
// comments, bodies of SQL functions (BEGIN ATOMIC … END) and the parentheses of a CREATE RULE.
type splitter struct {
	start, end int // of the statement so far; start is -1 before its first token
	words      int // seen in the statement
	create     bool
	rule       bool // CREATE [OR REPLACE] RULE
	parens     int
	atomic     int // open BEGIN ATOMIC and the CASEs within
	begin      bool
	spans      []span
}

// split returns the statements of text in order. It accepts any text and always ends.
func split(text string) []span {
	s := &splitter{start: -1}
	for i := 0; i < len(text); {
		n, k := lex.Token(text[i:])
		switch {
		case k == lex.Space || k == lex.Comment:
		case k == lex.Symbol && text[i] == ';' && s.cuts():
			s.cut()
		default:
			if s.start < 0 {
				s.start = i
			}
			s.end = i + n
			s.note(text[i:i+n], k)
		}
		i += n
	}
	s.cut()
	return s.spans
}

// cuts reports whether a semicolon ends the statement here.
func (s *splitter) cuts() bool { return s.atomic == 0 && !(s.rule && s.parens > 0) }

func (s *splitter) cut() {
	if s.start >= 0 {
		s.spans = append(s.spans, span{s.start, s.end})
	}
	*s = splitter{start: -1, spans: s.spans}
}

// note keeps what a token says about where the statement ends.
func (s *splitter) note(text string, k lex.Kind) {
	switch {
	case k == lex.Symbol && text == "(":
		s.parens++
	case k == lex.Symbol && text == ")":
		s.parens--
	case k == lex.Word:
		s.noteWord(text)
		return
	}
	s.begin = false
}

func (s *splitter) noteWord(text string) {
	s.words++
	switch {
	case s.words == 1:
		s.create = strings.EqualFold(text, "create")
	case !s.create:
		return // only CREATE has bodies
	case s.words <= 4 && strings.EqualFold(text, "rule"):
		s.rule = true
	case s.begin && strings.EqualFold(text, "atomic"):
		s.atomic++
	case s.atomic > 0 && strings.EqualFold(text, "case"):
		s.atomic++
	case s.atomic > 0 && strings.EqualFold(text, "end"):
		s.atomic--
	}
	s.begin = s.create && strings.EqualFold(text, "begin")
}
