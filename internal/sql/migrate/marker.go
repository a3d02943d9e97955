package migrate

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// A section is what a line of a migration file begins.
type section int

const (
	none  section = iota // nothing: the line belongs to where it stands
	up                   // the part that builds
	down                 // the part that undoes
	fence                // nothing, but a statement ends here
)

// sections blanks what does not stand in an up section, and the marks themselves. first is where
// the text begins; mark tells what a line begins, given in lower case with single spaces.
func sections(text string, first section, mark func(line string) section) string {
	out := []byte(text)
	at, now := 0, first
	for line := range strings.Lines(text) {
		what := none
		if isMark(line) {
			what = mark(normal(line))
		}
		if what == up || what == down {
			now = what
		}
		if what != none || now != up {
			blank(out[at : at+len(line)])
		}
		if what != none {
			out[at] = ';' // no statement reaches over a mark
		}
		at += len(line)
	}
	return string(out)
}

// isMark reports whether line begins like a mark: a comment.
func isMark(line string) bool { return strings.HasPrefix(strings.TrimLeft(line, " \t\ufeff"), "--") }

// normal writes a comment line so that case, spacing and a space after the dashes do not count.
func normal(line string) string {
	line = strings.ToLower(strings.Join(strings.Fields(strings.TrimPrefix(line, lex.ByteOrderMark)), " "))
	if len(line) > 2 && line[2] != ' ' && line[2] != '-' {
		line = "-- " + line[2:]
	}
	return line
}

// hasMark reports whether a line of text begins with marker, which is in lower case with single
// spaces.
func hasMark(text, marker string) bool {
	for line := range strings.Lines(text) {
		if isMark(line) && beginsWith(normal(line), marker) {
			return true
		}
	}
	return false
}

// beginsWith reports whether line begins with the words of marker.
func beginsWith(line, marker string) bool {
	rest, ok := strings.CutPrefix(line, marker)
	return ok && (rest == "" || !lex.IsWord(rest[0]))
}
