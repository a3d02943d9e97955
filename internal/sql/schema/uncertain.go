package schema

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
	"github.com/scalevet/scalevet/internal/sql/parse"
)

// MarkUncertain marks every table that text names: nothing is said of it any more. text is a
// statement that could not be understood.
func (c *Catalog) MarkUncertain(text, why string, at Place) {
	names := map[string]bool{}
	for _, l := range parse.Lex(text) {
		addNames(names, l)
	}
	c.markNamed(names, why, at)
}

// addNames adds what l may name, in lower case: a word, or the words of a string.
func addNames(names map[string]bool, l parse.Lexeme) {
	switch l.Kind {
	case lex.Word:
		names[strings.ToLower(l.Text)] = true
	case lex.Quoted, lex.String:
		for _, w := range strings.FieldsFunc(l.Text, notIdent) {
			names[strings.ToLower(w)] = true
		}
	}
}

// changed returns what a DO block that runs unknown SQL may change: what it names, but for tables
// that it only reads from, with a FROM or JOIN of its own.
func changed(text string) map[string]bool {
	names := map[string]bool{}
	ls := code(text)
	for i, l := range ls {
		if i > 0 && (strings.EqualFold(ls[i-1].Text, "FROM") || strings.EqualFold(ls[i-1].Text, "JOIN")) && l.Kind == lex.Word {
			continue
		}
		if i+1 < len(ls) && ls[i+1].Text == "." && l.Kind == lex.Word {
			continue // a record or a schema
		}
		addNames(names, l)
	}
	return names
}

func (c *Catalog) markNamed(names map[string]bool, why string, at Place) {
	var marked []string
	for _, t := range c.Tables {
		if names[strings.ToLower(t.Name.Name)] && t.Uncertain == "" {
			t.Uncertain = why + " (" + at.String() + ")"
			marked = append(marked, t.Name.Name)
		}
	}
	if len(marked) > 0 {
		why += ": " + strings.Join(marked, ", ") + " uncertain"
	}
	c.Problems = append(c.Problems, Problem{at, why})
}

func notIdent(r rune) bool {
	return !(r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > 0x7f)
}
