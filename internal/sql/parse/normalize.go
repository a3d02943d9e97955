package parse

import (
	"strconv"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// Normalize rewrites the placeholders of drivers and query builders to PostgreSQL's $n: ?, ?1,
// ?name, :name, @name, sqlc.arg(name), sqlc.narg(name) and sqlc.slice(name). The same name gets the
// same number, after the highest that stands in the text. sqlc.embed(t) becomes t.*, and ??, by
// which builders spell the operator, ?. Operators that look like placeholders, strings and
// comments stay as they are; so does every ? where $n is used.
func Normalize(text string) string {
	if !strings.ContainsAny(text, "?:@") && !strings.Contains(text, "sqlc.") {
		return text
	}
	ls := Lex(text)
	highest := highestNumber(ls)
	n := &normalizer{ls: ls, numbered: highest > 0, next: highest, names: map[string]int{}}
	for n.i < len(ls) {
		n.step()
	}
	return n.out.String()
}

type normalizer struct {
	ls       []Lexeme
	i        int
	out      strings.Builder
	numbered bool // $n stands in the text: ? is an operator then
	operand  bool // the last ? was a placeholder, not an operator
	next     int
	names    map[string]int
}

// highestNumber returns the highest n of $n, 0 when there is none.
func highestNumber(ls []Lexeme) int {
	most := 0
	for i := range ls {
		if numbered(ls, i) {
			n, _ := strconv.Atoi(ls[i+1].Text)
			most = max(most, n)
		}
	}
	return most
}

// numbered reports whether the lexemes at i are $n.
func numbered(ls []Lexeme, i int) bool {
	if ls[i].Text != "$" || i+1 >= len(ls) || ls[i+1].Kind != lex.Word {
		return false
	}
	n, err := strconv.Atoi(ls[i+1].Text)
	return err == nil && n < 1<<16
}

func (n *normalizer) at(k int) string {
	if j := n.i + k; j >= 0 && j < len(n.ls) {
		return n.ls[j].Text
	}
	return ""
}

func (n *normalizer) word(k int) bool {
	j := n.i + k
	return j >= 0 && j < len(n.ls) && n.ls[j].Kind == lex.Word
}

// step copies or rewrites the lexeme at i.
func (n *normalizer) step() {
	l := n.ls[n.i]
	switch {
	case l.Text == "?" && !n.numbered:
		n.question()
	case l.Text == ":" && n.word(1) && n.at(-1) != ":" && !isDigit(n.at(1)) && !n.slice():
		n.param(n.at(1))
		n.i += 2
	case l.Text == "@" && n.word(1) && !n.operator():
		n.param(n.at(1))
		n.i += 2
	case strings.EqualFold(l.Text, "sqlc") && n.at(1) == "." && n.call():
	default:
		n.out.WriteString(l.Text)
		n.i++
	}
}

// question copies or rewrites the ? at i.
func (n *normalizer) question() {
	n.operand = n.at(1) != "?" && n.placeholder()
	switch {
	case n.at(1) == "?":
		n.out.WriteString("?")
		n.i += 2
	case !n.operand:
		n.out.WriteString("?")
		n.i++
	case n.word(1): // ?1, ?name
		n.param("?" + n.at(1))
		n.i += 2
	default:
		n.param("")
		n.i++
	}
}

// call rewrites sqlc.arg(x) and its kin.
func (n *normalizer) call() bool {
	name, end := "", 0
	for k := 4; n.at(3) == "(" && n.i+k < len(n.ls) && end == 0; k++ {
		switch l := n.ls[n.i+k]; {
		case l.Text == ")":
			end = n.i + k + 1
		case l.Kind == lex.Word || l.Kind == lex.String || l.Kind == lex.Quoted:
			name = strings.Trim(l.Text, `'"`)
		}
	}
	if end == 0 {
		return false
	}
	switch strings.ToLower(n.at(2)) {
	case "arg", "narg", "slice":
		n.param(name)
	case "embed":
		n.out.WriteString(Quote(name) + ".*")
	default:
		return false
	}
	n.i = end
	return true
}

// param writes $n: the same number for the same name.
func (n *normalizer) param(name string) {
	num, ok := n.names[name]
	if !ok || name == "" {
		n.next++
		num = n.next
		n.names[name] = num
	}
	if s := n.out.String(); s != "" && !lex.IsSpace(s[len(s)-1]) && !strings.Contains("([,", s[len(s)-1:]) {
		n.out.WriteByte(' ') // =@id would be an operator, =$1 is not, but a word may stand before it
	}
	n.out.WriteByte('$')
	n.out.WriteString(strconv.Itoa(num))
}
