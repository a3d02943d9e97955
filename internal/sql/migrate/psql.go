package migrate

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/lex"
)

// psql blanks what psql reads itself in a dump or script: backslash commands, and the data between
// COPY … FROM stdin and \. with the COPY. Other tools' files have none of it.
func psql(text string) (string, []include) {
	if !strings.Contains(text, `\`) {
		return text, nil // not even an empty COPY does without
	}
	out := []byte(text)
	var includes []include
	start := -1 // of the statement
	for i := 0; i < len(text); {
		n, k := lex.Token(text[i:])
		switch {
		case k == lex.Space || k == lex.Comment:
		case k == lex.Symbol && text[i] == '\\':
			n = lex.LineEnd(text[i:])
			if inc, ok := included(text[i : i+n]); ok {
				inc.offset = i
				includes = append(includes, inc)
			}
			blank(out[i : i+n])
			if strings.HasPrefix(text[i:], `\g`) {
				out[i], start = ';', -1 // \g, \gexec and the like end the statement
			}
		case k == lex.Symbol && text[i] == ';':
			if start >= 0 && copiesFromStdin(text[start:i]) {
				n = copyData(text[i:])
				blank(out[start : i+n])
			}
			start = -1
		case start < 0:
			start = i
		}
		i += n
	}
	return string(out), includes
}

// included reads \i FILE, \ir FILE and their long forms.
func included(command string) (include, bool) {
	name, arg, _ := strings.Cut(strings.TrimSpace(command[1:]), " ")
	arg = strings.Trim(strings.TrimSpace(arg), `'";`)
	switch name {
	case "i", "include":
		return include{name: arg}, arg != ""
	case "ir", "include_relative":
		return include{name: arg, relative: true}, arg != ""
	}
	return include{}, false
}

func copiesFromStdin(statement string) bool {
	if len(statement) < 4 || !strings.EqualFold(statement[:4], "copy") {
		return false
	}
	fields := strings.Fields(statement)
	for i := 1; i < len(fields); i++ {
		if strings.EqualFold(fields[i-1], "from") && strings.EqualFold(strings.TrimSuffix(fields[i], ";"), "stdin") {
			return true
		}
	}
	return false
}

// copyData returns the length of the rest of the line that s begins with and of the lines up to \. .
func copyData(s string) int {
	n := lex.LineEnd(s)
	for n < len(s) {
		line := s[n+1:]
		end := lex.LineEnd(line)
		n += 1 + end
		if strings.TrimRight(line[:end], "\r") == `\.` {
			return n
		}
	}
	return len(s)
}
