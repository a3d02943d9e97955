package parse

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// The C parser walks its tree by recursion on a stack of fixed size, and what overflows it kills
// the process: no recover helps. So the nesting of a text is bounded before it is handed over.
const (
	maxDepth = 400  // parentheses, brackets and CASE … END
	maxChain = 2000 // operators, joins and set operations in a row, each one level deeper to the left
)

// tooDeep reports whether text may nest more deeply than the C parser can walk. It counts what
// nests to the left, such as a + b + c and UNION … UNION; nesting to the right is bounded by the
// grammar's own stack of 10,000 tokens.
func tooDeep(text string) bool {
	if len(text) < maxDepth {
		return false // not even parentheses alone reach the bound
	}
	n := nesting{levels: make([]level, 1)}
	for _, l := range Lex(text) {
		switch l.Kind {
		case lex.Symbol:
			n.symbol(l.Text[0])
		case lex.Word:
			if !n.dot { // t.and is a column
				n.word(strings.ToUpper(l.Text))
			}
		}
		n.dot = l.Text == "."
		if len(n.levels) > maxDepth || n.open+n.top().chain() > maxChain {
			return true
		}
	}
	return false
}

// A nesting is the state of tooDeep: the levels that are open, innermost last.
type nesting struct {
	levels []level
	open   int // the chains of all levels but the innermost
	dot    bool
}

// A level is one parenthesis or CASE that is open.
type level struct {
	word     bool // opened by CASE
	ops      int  // operators since the last comma, AND or clause: what stands between is no chain
	joins    int  // joins and set operations: commas do not end their chain
	betweens int  // BETWEEN whose AND has not come: that AND ends no chain
}

func (l level) chain() int { return l.ops + l.joins }

// restart ends the chain of operators.
func (l *level) restart() { l.ops, l.betweens = 0, 0 }

func (n *nesting) top() *level { return &n.levels[len(n.levels)-1] }

func (n *nesting) push(word bool) {
	n.open += n.top().chain()
	n.levels = append(n.levels, level{word: word})
}

func (n *nesting) pop() {
	if len(n.levels) == 1 {
		return // closes what was never opened: a syntax error for the parser to tell
	}
	n.levels = n.levels[:len(n.levels)-1]
	n.open -= n.top().chain()
}

func (n *nesting) symbol(c byte) {
	switch c {
	case '(', '[':
		n.push(false)
	case ')', ']':
		for n.top().word {
			n.pop()
		}
		n.pop()
	case ',':
		n.top().restart()
	case ';':
		*n.top() = level{}
	case '.', '$':
	default:
		n.top().ops++
	}
}

func (n *nesting) word(w string) {
	switch w {
	case "CASE":
		n.push(true)
	case "END":
		if n.top().word { // otherwise it is a name
			n.pop()
		}
	case "AND":
		if n.top().betweens > 0 {
			n.top().betweens--
			return
		}
		n.top().restart()
	case "OR", "WHEN", "THEN", "ELSE", "SELECT", "WHERE", "ON":
		n.top().restart()
	case "BETWEEN":
		n.top().ops++
		n.top().betweens++
	case "OPERATOR", "IS", "ISNULL", "NOTNULL", "NOT", "COLLATE", "AT", "IN", "LIKE", "ILIKE", "SIMILAR", "OVERLAPS":
		n.top().ops++
	case "JOIN", "UNION", "INTERSECT", "EXCEPT":
		n.top().joins++
	}
}
