package migrate

import "strings"

// hasQueryNames reports whether text is a file of named statements, as sqlc and goyesql read them:
// no schema, even where a query creates a table.
func hasQueryNames(text string) bool {
	if !strings.Contains(text, "name") {
		return false
	}
	for line := range strings.Lines(text) {
		if isMark(line) && isQueryName(normal(line)) {
			return true
		}
	}
	return false
}

// isQueryName reports whether a normal comment line names a statement: -- name: get-user.
func isQueryName(line string) bool {
	rest, ok := strings.CutPrefix(line, "-- name")
	return ok && strings.HasPrefix(strings.TrimLeft(rest, " "), ":")
}

// defining are the words that the statements of a migration begin with, none of which asks.
var defining = map[string]bool{
	"create": true, "alter": true, "drop": true, "comment": true, "insert": true, "update": true, "set": true, "do": true,
}

// onlyDefines reports whether no statement of text asks or takes a parameter. Some programs give
// the statements of their migrations names.
func onlyDefines(text string) bool {
	for _, s := range split(text) {
		statement := text[s.start:s.end]
		if ws := leadingWords(statement, 1); len(ws) == 0 || !defining[ws[0]] || takesParameters(statement) {
			return false
		}
	}
	return true
}

// takesParameters reports whether $1, ?, :name or @name stands in a statement.
func takesParameters(statement string) bool {
	last := byte(' ')
	for i := 0; i < len(statement); {
		n, k := token(statement[i:])
		if k == symbol {
			next := byteAt(statement, i+1)
			switch statement[i] {
			case '?':
				return true
			case '$', '@', ':':
				if last != ':' && isWord(next) {
					return true
				}
			}
		}
		last = statement[i+n-1]
		i += n
	}
	return false
}
