package migrate

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// hasQueryNames reports whether text is a file of named statements, as sqlc and goyesql read them:
// no schema, even where a query creates a table. A comment within a statement names none.
func hasQueryNames(text string) bool {
	if !strings.Contains(text, "name") {
		return false
	}
	for i, outside := 0, true; i < len(text); {
		n, k := lex.Token(text[i:])
		switch {
		case k == lex.Comment && outside && isQueryName(text[i:i+n]):
			return true
		case k == lex.Symbol && text[i] == ';':
			outside = true
		case k != lex.Space && k != lex.Comment:
			outside = false
		}
		i += n
	}
	return false
}

// isQueryName reports whether a comment names a statement: "-- name: get-user" of goyesql,
// "-- name: GetUser :one" and "/* name: GetUser :one */" of sqlc.
func isQueryName(comment string) bool {
	comment = strings.TrimSuffix(strings.TrimPrefix(comment, "/*"), "*/")
	words := strings.Fields(strings.Replace(strings.TrimLeft(comment, "- \t"), ":", " : ", 1))
	if len(words) < 3 || words[0] != "name" || words[1] != ":" {
		return false
	}
	return len(words) == 3 || len(words) == 4 && strings.HasPrefix(words[3], ":")
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
		n, k := lex.Token(statement[i:])
		if k == lex.Symbol {
			next := byteAt(statement, i+1)
			switch statement[i] {
			case '?':
				return true
			case '$', '@', ':':
				if last != ':' && lex.IsWord(next) {
					return true
				}
			}
		}
		last = statement[i+n-1]
		i += n
	}
	return false
}
