package effects

import "strings"

// Direction tells the direction of an SQL text by its first verb: "write" for what changes rows,
// else "read".
func Direction(text string) string {
	for text = skipComments(text); text != ""; text = skipComments(text) {
		word, rest := firstWord(text)
		switch strings.ToUpper(word) {
		case "INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "COPY", "CALL":
			return "write"
		case "WITH":
			return withDirection(rest)
		}
		return "read"
	}
	return "read"
}

// inserts reports whether an SQL text, or for other stores a method of that name, adds rows: only
// then a bulk form of inserting is of help.
func inserts(text, method string) bool {
	if text != "" {
		return strings.Contains(strings.ToUpper(text), "INSERT INTO")
	}
	for _, verb := range []string{"Insert", "Create", "Save", "Put", "Set", "Add", "NamedExec"} {
		if strings.HasPrefix(method, verb) {
			return true
		}
	}
	return false
}

// withDirection looks for a changing verb in a statement that begins with WITH.
func withDirection(text string) string {
	upper := strings.ToUpper(text)
	for _, verb := range []string{"INSERT INTO", "UPDATE ", "DELETE FROM"} {
		if i := strings.Index(upper, verb); i >= 0 && !strings.HasSuffix(strings.TrimSpace(upper[:i]), "FOR") {
			return "write"
		}
	}
	return "read"
}

func firstWord(s string) (word, rest string) {
	i := strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r == '(' })
	if i < 0 {
		return s, ""
	}
	return s[:i], s[i:]
}

// skipComments strips white space, parentheses and SQL comments from the front of s.
func skipComments(s string) string {
	for {
		s = strings.TrimLeft(s, " \t\r\n(;")
		switch {
		case strings.HasPrefix(s, "--"):
			_, s, _ = strings.Cut(s, "\n")
		case strings.HasPrefix(s, "/*"):
			_, s, _ = strings.Cut(s, "*/")
		default:
			return s
		}
	}
}
