package queries

import (
	"regexp"
	"strconv"
	"strings"
)

// verb begins every statement.
var verb = regexp.MustCompile(`(?is)^(?:\s|\(|;|--[^\n]*\n|/\*.*?\*/)*(select|insert|update|delete|with|merge|create|alter|drop|do)\b`)

// Bounds of what is looked at of a statement with unknown parts: how many there are, and the
// length of its text. Of longer ones nothing is said.
const (
	mostHoles = 100
	longest   = 1 << 16
)

// texts turns the variants of a value into statements, leaving out what is none.
func texts(vs []value) []Text {
	var out []Text
	seen := map[string]bool{}
	for _, v := range vs {
		built := strings.Contains(v.s, clause)
		if built {
			v.s = render(v.s)
		}
		if n, ok := strings.CutPrefix(v.s, named); ok {
			if name, rest, _ := strings.Cut(n, named); rest == "" && !seen[v.s] {
				seen[v.s] = true
				out = append(out, Text{Name: name, Place: v.at})
			}
			continue
		}
		s := strings.ReplaceAll(v.s, elem, " ")
		if n := strings.Count(s, hole); n > mostHoles || n > 0 && len(s) > longest || strings.Contains(s, named) || strings.Contains(s, split) || !verb.MatchString(s) || seen[s] {
			continue
		}
		seen[s] = true
		t := Text{Place: v.at, Some: v.taken && v.passed, built: built}
		t.SQL, t.Unknown = fill(s)
		t.Pieces = v.from.pieces(t.Place)
		out = append(out, t)
	}
	return out
}

// fill replaces each hole by what its place allows, and tells which parts of the statement are
// not known.
func fill(s string) (string, Part) {
	if !strings.Contains(s, hole) {
		return s, 0
	}
	var b strings.Builder
	var unknown Part
	n := 0
	param := placeholder(s)
	for {
		before, after, ok := strings.Cut(s, hole)
		b.WriteString(before)
		if !ok {
			return b.String(), unknown
		}
		n++
		text, part := stand(b.String(), after, n, param)
		b.WriteString(text)
		unknown |= part
		s = after
	}
}

// template is a part of a statement in a file that the program writes before it runs it.
var template = regexp.MustCompile(`%[A-Za-z_]\w*%|%(?:\[\d+\])?[sdv]`)

// Fill replaces what the program writes into a statement of a file by what its place allows, and tells
// which parts are not known.
func Fill(sql string) (string, Part) {
	return fill(template.ReplaceAllString(sql, hole))
}

var (
	colonName = regexp.MustCompile(`[^:]:[a-z_]`)
	atName    = regexp.MustCompile(`[^@]@[a-z_]`)
)

// placeholder returns a parameter in the style of s.
func placeholder(s string) string {
	switch {
	case strings.Contains(s, "?"):
		return "?"
	case colonName.MatchString(s):
		return ":hole"
	case atName.MatchString(s):
		return "@hole"
	}
	return "$99"
}

// stand returns the text for the n-th hole, between before and after.
func stand(before, after string, n int, param string) (string, Part) {
	num := strconv.Itoa(n)
	if quoted(before) {
		return "1", 0
	}
	prev, word := last(before)
	switch {
	case prev == '$':
		return num, 0
	case prev == ':' || prev == '@':
		return "hole" + num, 0
	case strings.Count(before, `"`)%2 == 1 || prev == '.' || strings.HasPrefix(after, ".") || identEnd(before):
		return "hole" + num, 0
	}
	switch word {
	case "FROM", "JOIN", "INTO", "UPDATE", "TABLE", "ONLY":
		return `hole` + num, 0
	case "LIMIT", "OFFSET", "LIKE", "ILIKE", "BETWEEN", "ANY", "ALL", "VALUES", "THEN", "ELSE", "WHEN", "INTERVAL":
		return param, 0
	case "SELECT", "DISTINCT", "RETURNING":
		return "NULL AS hole" + num, 0
	case "WHERE", "AND", "OR", "ON", "HAVING", "NOT":
		return "true", Filter
	}
	switch {
	case strings.IndexByte("=<>+-*/|%", prev) >= 0 && prev != 0:
		return param, 0
	case prev == '(' && afterIn(before):
		return param, 0
	case prev == '(' && condition(before):
		return "true", Filter
	case prev == '(' || prev == ',':
		return within(before, num, param)
	case word == "BY":
		return within(before, num, param)
	case sorted(before):
		return "", Order
	}
	return "", Filter
}

// quoted reports whether the end of s is inside a string.
func quoted(s string) bool { return strings.Count(s, "'")%2 == 1 }

// ident is a name that a hole goes on with; a number is complete.
var ident = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*$`)

// identEnd reports whether s ends within an identifier, without a space before the hole.
func identEnd(s string) bool { return ident.MatchString(s) }

// last returns the last character of s that is no space, and the last word in upper case when s
// ends with one.
func last(s string) (byte, string) {
	s = strings.TrimRight(s, " \t\r\n")
	if s == "" {
		return 0, ""
	}
	i := len(s)
	for i > 0 && (s[i-1] == '_' || s[i-1] >= 'a' && s[i-1] <= 'z' || s[i-1] >= 'A' && s[i-1] <= 'Z') {
		i--
	}
	return s[len(s)-1], strings.ToUpper(s[i:])
}

var inList = regexp.MustCompile(`(?i)(\bIN|\bANY|\bALL|\bVALUES|[=<>])\s*\($`)

// afterIn reports whether s ends with the parenthesis of a list of values.
func afterIn(s string) bool { return inList.MatchString(strings.TrimRight(s, " \t\r\n")) }

// condition reports whether the parentheses that s ends with stand where a condition is wanted.
func condition(s string) bool {
	_, word := last(strings.TrimRight(s, "( \t\r\n"))
	switch word {
	case "WHERE", "AND", "OR", "ON", "HAVING", "NOT":
		return true
	}
	return false
}

var clauses = regexp.MustCompile(`(?i)\b(SELECT|FROM|WHERE|ORDER\s+BY|GROUP\s+BY|SET|VALUES|RETURNING|INTO|LIMIT|IN|ON)\b`)

// within judges a hole in a list by the clause that it stands in.
func within(before, num, param string) (string, Part) {
	word := lastClause(before)
	switch {
	case word == "SELECT" || word == "RETURNING":
		return "NULL AS hole" + num, 0
	case strings.HasPrefix(word, "ORDER"):
		return "hole" + num, Order
	case strings.HasPrefix(word, "GROUP"):
		return "hole" + num, 0
	case word == "FROM":
		return "hole" + num, Filter
	case word == "INTO":
		return "hole" + num, 0
	case word == "SET":
		return "hole" + num + " = " + param, 0
	}
	return param, 0
}

func lastClause(s string) string {
	m := clauses.FindAllString(s, -1)
	if len(m) == 0 {
		return ""
	}
	return strings.ToUpper(m[len(m)-1])
}

// sorted reports whether the statement has come to its ORDER BY or LIMIT: what follows filters no
// more.
func sorted(before string) bool {
	word := lastClause(before)
	return strings.HasPrefix(word, "ORDER") || word == "LIMIT"
}
