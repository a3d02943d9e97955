package parse

import (
	"strconv"
	"strings"
)

// Normalize rewrites the placeholders of drivers and query builders to PostgreSQL's $n: ?, :name,
// @name, sqlc.arg(name), sqlc.narg(name), sqlc.slice(name) and pgx's named arguments. Operators
// that look like placeholders, strings and comments stay as they are.
func Normalize(text string) string {
	if !strings.ContainsAny(text, "?:@") && !strings.Contains(text, "sqlc.") {
		return text
	}
	ls := Lex(text)
	n := &normalizer{ls: ls, numbered: hasNumbered(ls), names: map[string]int{}}
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
	next     int
	names    map[string]int
}

func hasNumbered(ls []Lexeme) bool {
	for i, l := range ls {
		if l.Text == "$" && i+1 < len(ls) && ls[i+1].Kind == Word {
			if _, err := strconv.Atoi(ls[i+1].Text); err == nil {
				return true
			}
		}
	}
	return false
}

func (n *normalizer) at(k int) string {
	if j := n.i + k; j >= 0 && j < len(n.ls) {
		return n.ls[j].Text
	}
	return ""
}

func (n *normalizer) word(k int) bool {
	j := n.i + k
	return j >= 0 && j < len(n.ls) && n.ls[j].Kind == Word
}

// step copies or rewrites the lexeme at i.
func (n *normalizer) step() {
	l := n.ls[n.i]
	switch {
	case l.Text == "?" && !n.numbered && n.placeholder():
		n.param("")
		n.i++
		if n.word(0) && n.ls[n.i].Text[0] >= '0' && n.ls[n.i].Text[0] <= '9' {
			n.i++ // ?1
		}
	case l.Text == ":" && n.word(1) && n.at(-1) != ":" && !isDigit(n.at(1)) && n.at(-1) != "[" && !n.slice():
		n.param(n.at(1))
		n.i += 2
	case l.Text == "@" && n.word(1) && !symbolic(n.at(-1)):
		n.param(n.at(1))
		n.i += 2
	case strings.EqualFold(l.Text, "sqlc") && n.at(1) == "." && n.call():
	default:
		n.out.WriteString(l.Text)
		n.i++
	}
}

// placeholder tells ? the parameter from ?, ?| and ?& the jsonb operators: an operator stands
// after an operand.
func (n *normalizer) placeholder() bool {
	if s := n.at(1); s == "|" && n.at(2) != "|" || s == "&" {
		return false
	}
	for k := -1; n.i+k >= 0; k-- {
		l := n.ls[n.i+k]
		if l.Kind == Space || l.Kind == Comment {
			continue
		}
		switch l.Kind {
		case Quoted, String:
			return false
		case Word:
			return keyword(l.Text)
		}
		return l.Text != ")" && l.Text != "]" && l.Text != "?"
	}
	return true
}

// keyword reports whether an operand may follow the word: otherwise it is an operand itself.
func keyword(w string) bool {
	switch strings.ToUpper(w) {
	case "AND", "OR", "NOT", "WHERE", "IN", "LIKE", "ILIKE", "BETWEEN", "LIMIT", "OFFSET", "THEN", "ELSE", "WHEN", "SELECT",
		"VALUES", "SET", "BY", "ON", "HAVING", "CASE", "FROM", "IS", "ANY", "ALL", "SIMILAR", "TO", "RETURNING", "DISTINCT":
		return true
	}
	return false
}

// slice reports whether the colon at i stands in an array slice: a[1:n].
func (n *normalizer) slice() bool {
	for k := -1; n.i+k >= 0 && k > -8; k-- {
		switch n.at(k) {
		case "[":
			return true
		case "]", "(", "=", ",":
			return false
		}
	}
	return false
}

func symbolic(s string) bool { return s != "" && strings.Contains("<>=!~@#%^&|+-*/?`", s) && s != "=" }

func isDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// call rewrites sqlc.arg(x) and its kin.
func (n *normalizer) call() bool {
	switch strings.ToLower(n.at(2)) {
	case "arg", "narg", "slice":
	default:
		return false
	}
	if n.at(3) != "(" {
		return false
	}
	for k := 4; n.i+k < len(n.ls); k++ {
		if n.at(k) == ")" {
			n.param(strings.Trim(n.at(4), "'"))
			n.i += k + 1
			return true
		}
	}
	return false
}

// param writes $n: the same number for the same name.
func (n *normalizer) param(name string) {
	num, ok := n.names[name]
	if !ok || name == "" {
		n.next++
		num = n.next
		n.names[name] = num
	}
	if s := n.out.String(); s != "" && !isSpace(s[len(s)-1]) && s[len(s)-1] != '(' && s[len(s)-1] != ',' {
		n.out.WriteByte(' ') // =@id would be an operator, =$1 is not, but a word may stand before it
	}
	n.out.WriteByte('$')
	n.out.WriteString(strconv.Itoa(num))
}
