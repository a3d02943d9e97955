package migrate

import (
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// tableNames are the tables, without schema and in lower case, that a file's statements are about.
// The ways back of a file count too: the names tell schemas from other SQL, and schemas from one
// another, no more.
type tableNames struct {
	creates []string // for good
	alters  []string
	renamed []string // the new names of tables
}

// namesOf reads the names in text, each list sorted.
func namesOf(text string) tableNames {
	var names tableNames
	if !containsFold(text, "table") && !containsFold(text, "index") {
		return names
	}
	text, _, _ = expand(text, func(int) bool { return true })
	text, _ = psql(text)
	for _, s := range split(text) {
		names.note(text[s.start:s.end])
	}
	names.creates, names.alters = sortedSet(names.creates), sortedSet(names.alters)
	return names
}

func sortedSet(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// note adds what a statement says. Precondition: it is not empty and begins with a token of its own.
func (t *tableNames) note(statement string) {
	n, _ := lex.Token(statement)
	switch {
	case strings.EqualFold(statement[:n], "create"):
		ws := leadingWords(statement, 12)[1:]
		if name, _ := tableIn(ws); name != "" {
			t.creates = append(t.creates, name)
		} else if name := indexed(ws); name != "" {
			t.alters = append(t.alters, name)
		}
	case strings.EqualFold(statement[:n], "alter"):
		name, rest := tableIn(leadingWords(statement, 14)[1:])
		if name == "" {
			return
		}
		t.alters = append(t.alters, name)
		if len(rest) > 2 && rest[0] == "rename" && rest[1] == "to" {
			t.renamed = append(t.renamed, rest[2])
		}
	}
}

// tableIn returns the table that ws, the words after CREATE or ALTER, name, and the words behind
// it; "" when they are about something else.
func tableIn(ws []string) (string, []string) {
	for len(ws) > 0 && (ws[0] == "unlogged" || ws[0] == "foreign" || ws[0] == "external") {
		ws = ws[1:]
	}
	if len(ws) == 0 || ws[0] != "table" {
		return "", nil
	}
	ws = ws[1:]
	for len(ws) > 0 && (ws[0] == "if" || ws[0] == "not" || ws[0] == "exists" || ws[0] == "only") {
		ws = ws[1:]
	}
	for len(ws) > 2 && ws[1] == "." {
		ws = ws[2:]
	}
	if len(ws) == 0 {
		return "", nil
	}
	return ws[0], ws[1:]
}

// indexed returns the table that ws, the words after CREATE, make an index of; "" when they make
// none.
func indexed(ws []string) string {
	on := slices.Index(ws, "on")
	if len(ws) == 0 || on < 0 || ws[0] != "index" && (ws[0] != "unique" || ws[1] != "index") {
		return ""
	}
	ws = ws[on+1:]
	for len(ws) > 2 && (ws[0] == "only" || ws[1] == ".") {
		if ws[0] == "only" {
			ws = ws[1:]
			continue
		}
		ws = ws[2:]
	}
	if len(ws) == 0 {
		return ""
	}
	return ws[0]
}

// leadingWords returns the first tokens of s but space and comments, in lower case and unquoted.
func leadingWords(s string, most int) []string {
	var out []string
	for len(s) > 0 && len(out) < most {
		n, k := lex.Token(s)
		switch {
		case k == lex.Quoted:
			out = append(out, strings.ToLower(strings.Trim(s[:n], "\"`")))
		case k != lex.Space && k != lex.Comment:
			out = append(out, strings.ToLower(s[:n]))
		}
		s = s[n:]
	}
	return out
}

// containsFold reports whether s contains substr, a lower-case ASCII word, in any case.
func containsFold(s, substr string) bool {
	for i := 0; i+len(substr) <= len(s); i++ {
		if s[i]|0x20 == substr[0] && strings.EqualFold(s[i:i+len(substr)], substr) {
			return true
		}
	}
	return false
}
