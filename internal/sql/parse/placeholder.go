package parse

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// placeholder tells ? the parameter at i from ?, ?| and ?& the jsonb operators: an operator stands
// after an operand.
func (n *normalizer) placeholder() bool {
	if s := n.at(1); s == "|" && n.at(2) != "|" || s == "&" || n.at(-1) == "@" {
		return false // ?|, ?& and @?
	}
	for k := -1; n.i+k >= 0; k-- {
		l := n.ls[n.i+k]
		switch {
		case l.Kind == lex.Space || l.Kind == lex.Comment:
			continue
		case l.Kind == lex.Quoted || l.Kind == lex.String:
			return false
		case l.Text == "?":
			return !n.operand
		case l.Kind == lex.Word:
			return keywords[strings.ToUpper(l.Text)]
		}
		return l.Text != ")" && l.Text != "]"
	}
	return true
}

// keywords are words that an operand may follow: after others, which are operands themselves, ?
// is an operator.
var keywords = words("AND OR NOT WHERE IN LIKE ILIKE BETWEEN LIMIT OFFSET THEN ELSE WHEN SELECT VALUES SET BY ON HAVING CASE FROM IS " +
	"ANY ALL SOME SIMILAR TO RETURNING DISTINCT ESCAPE ZONE USING FIRST NEXT FOR SYMMETRIC REGEXP RLIKE DEFAULT INTERVAL JOIN INTO UPDATE AS")

// slice reports whether the colon at i stands in an array slice: a[1:n]. ARRAY[:a] is a list.
func (n *normalizer) slice() bool {
	for k := -1; n.i+k >= 0 && k > -8; k-- {
		switch n.at(k) {
		case "[":
			return !strings.EqualFold(n.at(k-1), "ARRAY")
		case "]", "(", "=", ",":
			return false
		}
	}
	return false
}

// operator reports whether the @ at i is the end of an operator: <@, @@, ^@, @-@ and the like.
func (n *normalizer) operator() bool {
	before := n.at(-1)
	return before != "" && strings.Contains("<@^?#~&%`!", before) || before == "-" && n.at(-2) == "@"
}

func isDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
