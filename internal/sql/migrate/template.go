package migrate

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// An expander replaces what a tool fills in before it runs a file, text/template actions and ${…}
// placeholders, by something of the same length that parses.
type expander struct {
	text     string
	out      []byte
	env      func(offset int) bool // reports whether ${…} is a placeholder there
	branches []bool                // open if, with, range: whether their text is dropped
	replaced []int                 // offsets of what was replaced, ascending
	includes []include
}

// expand replaces the template actions of text, and its ${…} where env allows. It returns the
// new text, of the same length, where something was replaced, and the files that actions name.
// Where a template has branches the first is taken.
func expand(text string, env func(int) bool) (string, []int, []include) {
	if !strings.Contains(text, "{{") && !strings.Contains(text, "${") {
		return text, nil, nil
	}
	e := &expander{text: text, out: []byte(text), env: env}
	for i := 0; i < len(text); {
		n := e.step(i)
		if e.dropping() {
			blank(e.out[i : i+n])
		}
		i += n
	}
	return string(e.out), e.replaced, e.includes
}

func (e *expander) dropping() bool { return slices.Contains(e.branches, true) }

// step handles what stands at i and returns its length.
func (e *expander) step(i int) int {
	rest := e.text[i:]
	if n := e.placeholder(i); n > 0 {
		return n
	}
	if rest[0] == '"' { // "{{ .schema }}".t: the quotes of the action do not end the name
		if n := e.placeholder(i + 1); n > 0 {
			n++
			return n + min(strings.IndexByte(rest[n:]+`"`, '"')+1, len(rest)-n)
		}
	}
	if n := lex.DollarTag(rest); n > 0 {
		return n // bodies of functions hold actions too: look into them
	}
	n, k := lex.Token(rest)
	if k == lex.Word && n > 1 && rest[n-1] == '$' {
		return n - 1 // the dollar of a${…} begins a placeholder
	}
	return n
}

// placeholder replaces the action or placeholder at i and returns its length, 0 when there is none.
func (e *expander) placeholder(i int) int {
	rest := e.text[i:]
	switch {
	case strings.HasPrefix(rest, "{{"):
		if n := strings.Index(rest, "}}"); n > 0 {
			e.action(i, i+n+2)
			return n + 2
		}
	case strings.HasPrefix(rest, "${") && (i == 0 || e.text[i-1] != '$') && e.env(i):
		if n := strings.IndexByte(rest, '}'); n > 0 && n <= lex.LineEnd(rest) {
			name, value, _ := strings.Cut(rest[2:n], ":-")
			e.value(i, i+n+1, name, value)
			return n + 1
		}
	}
	return 0
}

// action replaces {{ … }} at [i, j).
func (e *expander) action(i, j int) {
	inner := strings.Trim(e.text[i+2:j-2], "- \t\r\n")
	key, arg, _ := strings.Cut(inner, " ")
	switch {
	case strings.HasPrefix(inner, "/*"):
	case key == "if" || key == "with" || key == "range" || key == "block":
		e.branches = append(e.branches, false)
	case key == "define":
		e.branches = append(e.branches, true)
	case key == "else" && len(e.branches) > 0:
		e.branches[len(e.branches)-1] = true
	case key == "end" && len(e.branches) > 0:
		e.branches = e.branches[:len(e.branches)-1]
	case key == "template":
		if name := between(arg, '"'); name != "" && !e.dropping() {
			e.includes = append(e.includes, include{offset: i, name: name, relative: true})
		}
	default:
		e.value(i, j, inner, "")
		return
	}
	e.mark(i)
	blank(e.out[i:j])
}

func between(s string, quote byte) string {
	if i := strings.IndexByte(s, quote); i >= 0 {
		if n := strings.IndexByte(s[i+1:], quote); n >= 0 {
			return s[i+1 : i+1+n]
		}
	}
	return ""
}

func (e *expander) mark(i int) { e.replaced = append(e.replaced, i) }

// value replaces [i, j), which stands for a name or a part of one. A schema before a dot goes with
// the dot, a part of a name goes, a whole name becomes the one that expr names. A default value
// is used where it fits.
func (e *expander) value(i, j int, expr, value string) {
	e.mark(i)
	before, after := byteAt(e.text, i-1), byteAt(e.text, j)
	blank(e.out[i:j])
	whole := before == '"' && after == '"'
	switch {
	case value != "" && len(value) < j-i:
		e.put(i, j, value)
	case whole && byteAt(e.text, j+1) == '.':
		e.out[i-1], e.out[j], e.out[j+1] = ' ', ' ', ' '
	case whole:
		e.out[i-1], e.out[j] = ' ', ' '
		copy(e.out[i:j], nameIn(expr))
	case before == '"': // "{{ .prefix }}users": the quote moves to the name
		e.out[i-1], e.out[j-1] = ' ', '"'
	case after == '.':
		e.out[j] = ' '
	case lex.IsWord(before) || lex.IsWord(after) || after == '{' || after == '$':
	default:
		copy(e.out[i:j], nameIn(expr))
	}
}

// put writes a default value into [i, j), next to what it belongs to.
func (e *expander) put(i, j int, value string) {
	at := i
	if byteAt(e.text, i-1) == '"' {
		at = j - len(value)
		e.out[i-1], e.out[at-1] = ' ', '"'
	} else if lex.IsWord(byteAt(e.text, j)) {
		at = j - len(value)
	}
	copy(e.out[at:], value)
}

func byteAt(s string, i int) byte {
	if i < 0 || i >= len(s) {
		return ' '
	}
	return s[i]
}

// nameIn makes a name of the last identifier of a template expression: namespace_ of
// index .Options "Namespace". The underscore keeps it apart from key words.
func nameIn(expr string) string {
	words := strings.FieldsFunc(expr, func(r rune) bool { return r >= 0x80 || !lex.IsWord(byte(r)) })
	if len(words) == 0 || lex.IsDigit(words[len(words)-1][0]) {
		return "t_"
	}
	return strings.ToLower(words[len(words)-1]) + "_"
}

// blank replaces all but line ends by spaces, so that offsets and lines stay.
func blank(b []byte) {
	for i, c := range b {
		if c != '\n' && c != '\r' {
			b[i] = ' '
		}
	}
}
