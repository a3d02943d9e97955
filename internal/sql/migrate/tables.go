package migrate

import (
	"slices"
	"strings"
)

// createdTables returns the names, without schema and in lower case, of the tables that text
// creates for good, sorted. The ways back of a file count too: the names tell schemas from
// other SQL, and schemas from one another, no more.
func createdTables(text string) []string {
	if !containsFold(text, "table") {
		return nil
	}
	text, _, _ = expand(text, func(int) bool { return true })
	text, _ = psql(text)
	var names []string
	for _, s := range split(text) {
		if name := createdTable(text[s.start:s.end]); name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// createdTable returns the table that a statement creates, or "". Precondition: statement is not
// empty and begins with a token of its own.
func createdTable(statement string) string {
	if n, _ := token(statement); !strings.EqualFold(statement[:n], "create") {
		return ""
	}
	ws := leadingWords(statement, 9)[1:]
	for len(ws) > 0 && (ws[0] == "unlogged" || ws[0] == "foreign" || ws[0] == "external") {
		ws = ws[1:]
	}
	if len(ws) == 0 || ws[0] != "table" {
		return ""
	}
	ws = ws[1:]
	for len(ws) > 0 && (ws[0] == "if" || ws[0] == "not" || ws[0] == "exists") {
		ws = ws[1:]
	}
	for len(ws) > 2 && ws[1] == "." {
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
		n, k := token(s)
		switch {
		case k == quoted:
			out = append(out, strings.ToLower(strings.Trim(s[:n], "\"`")))
		case k != space && k != comment:
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
