package migrate

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// A verdict is what the text of a file says about its dialect.
type verdict struct {
	dialect  string // "" when nothing speaks against PostgreSQL
	evidence string
	offset   int
	ours     bool // something speaks for PostgreSQL
}

// dialectOf judges a text by the first mark that names a dialect, or else by the first of all.
func dialectOf(text string) verdict {
	r := &reading{text: text}
	for i := 0; i < len(text) && !r.sure(); {
		n, k := lex.Token(text[i:])
		if k != lex.Space && k != lex.Comment {
			r.see(i, n, k)
		}
		i += n
	}
	return r.verdict
}

// A reading is a look at a text token by token.
type reading struct {
	verdict
	text    string
	last    [2]string // the tokens before, the nearest first
	quoted  bool      // whether the nearest is quoted
	defined []string  // types and domains of the schema's own
	key     [24]byte  // the word at hand in upper case: this runs for every word of every file
}

func (r *reading) sure() bool { return r.dialect != "" && r.dialect != "other" }

// after reports whether the nearest token but n is one of words.
func (r *reading) after(n int, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(r.last[n], w) })
}

// see judges the token at [i, i+n).
func (r *reading) see(i, n int, k lex.Kind) {
	t := r.text[i : i+n]
	switch k {
	case lex.Quoted:
		if t[0] == '`' {
			r.found(mark{words: "`", dialect: "mysql"}, i)
		}
	case lex.String:
		r.ours = r.ours || t[0] == '$'
	case lex.Symbol:
		r.ours = r.ours || t == ":" && r.last[0] == ":"
	case lex.Word:
		r.seeWord(i, t)
	}
	r.last = [2]string{t, r.last[0]}
	r.quoted = k == lex.Quoted
}

func (r *reading) seeWord(i int, t string) {
	if r.after(0, "DOMAIN", "TYPE") {
		r.defined = append(r.defined, t)
	}
	if len(t) > len(r.key) {
		return // longer than every mark
	}
	for j := range len(t) {
		r.key[j] = upperByte(t[j])
	}
	key := r.key[:len(t)]
	r.ours = r.ours || ours[string(key)]
	for _, m := range marksByWord[string(key)] {
		if r.stands(m, r.text[i+len(t):]) && phrase(r.text[i:], m.words) {
			r.found(m, i)
			return
		}
	}
}

func upperByte(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}

func (r *reading) found(m mark, offset int) {
	if m.dialect == "other" && r.dialect != "" ||
		slices.ContainsFunc(r.defined, func(t string) bool { return strings.EqualFold(t, m.words) }) {
		return
	}
	if m.words == "`" && containsFold(r.text, "autoincrement") {
		m.dialect = "sqlite" // which takes them too
	}
	r.dialect, r.evidence, r.offset = m.dialect, strings.TrimSuffix(strings.TrimSuffix(m.words, " ( 1"), " ="), offset
}

// stands reports whether a mark, with rest behind its first word, stands where it must.
func (r *reading) stands(m mark, rest string) bool {
	switch m.where {
	case first:
		return r.after(0, "", ";")
	case afterTable:
		return r.after(0, ")")
	case asType:
		name := r.quoted || r.last[0] != "" && lex.IsWord(r.last[0][0]) && !r.after(0, "AS")
		return name && r.after(1, "(", ",", "COLUMN", "ADD", "EXISTS")
	case asColumn: // KEY name (columns)
		ws := leadingWords(rest, 2)
		return r.after(0, "(", ",") && len(ws) == 2 && ws[1] == "(" && ws[0] != "(" && !isType[ws[0]]
	}
	return true
}

// isType are types with a length: key varchar(20) is a column.
var isType = map[string]bool{
	"varchar": true, "char": true, "character": true, "numeric": true, "decimal": true, "bit": true, "varbit": true,
	"timestamp": true, "time": true, "timestamptz": true, "interval": true, "bpchar": true, "float": true, "in": true,
}

// phrase reports whether text begins with the words of a mark.
func phrase(text, words string) bool {
	want := strings.Split(words, " ")
	got := leadingWords(text, len(want))
	return slices.EqualFunc(got, want, func(g, w string) bool { return strings.EqualFold(g, w) })
}
