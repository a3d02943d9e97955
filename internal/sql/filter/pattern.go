package filter

import (
	"strings"

	"github.com/scalevet/scalevet/internal/sql/parse"
)

// likeClass tells what a pattern asks of an index: equality, a prefix, or a search within.
// Of a pattern that is not known "unknown" is said.
func likeClass(op string, pattern *parse.Expr) string {
	text, known, first := patternText(pattern)
	if pattern.Kind == parse.Func && strings.HasPrefix(pattern.Name, "similar_") && len(pattern.Args) > 0 {
		return similarClass(pattern.Args[0])
	}
	switch {
	case op == "^@":
		return "prefix"
	case op == "~" || op == "~*":
		if !known {
			return "regex"
		}
		return regexClass(op, text)
	case known:
		return wildcardClass(op, text)
	case first == parameter && op == "~~":
		return "prefix" // $1 || '%': by the parameter's value
	case first != "" && first[0] != '%' && first[0] != '_' && first != parameter:
		return wildcardClass(op, first+"%")
	case first == "":
		return "unknown"
	}
	return "pattern"
}

// similarClass reads the pattern of SIMILAR TO.
func similarClass(pattern *parse.Expr) string {
	text, known, _ := patternText(pattern)
	switch i := strings.IndexAny(text, `%_*+?{([\\`); {
	case !known:
		return "regex"
	case i == 0 || strings.Contains(text, "|"):
		return "pattern"
	}
	return "prefix"
}

// wildcardClass reads a LIKE pattern; without regard to case only what has no case is a prefix.
func wildcardClass(op, text string) string {
	prefix, exact := wildcardPrefix(text)
	if op == "~~*" {
		if i := strings.IndexFunc(prefix, cased); i >= 0 {
			prefix, exact = prefix[:i], false
		}
	}
	switch {
	case exact:
		return "eq"
	case prefix == "":
		return "pattern"
	}
	return "prefix"
}

// wildcardPrefix returns what a LIKE pattern begins with, and whether that is all of it.
func wildcardPrefix(text string) (prefix string, exact bool) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '%', '_':
			return b.String(), false
		case '\\':
			if i++; i == len(text) {
				return b.String(), false
			}
		}
		b.WriteByte(text[i])
	}
	return b.String(), true
}

func cased(r rune) bool { return r > 0x7f || strings.ToLower(string(r)) != strings.ToUpper(string(r)) }

// regexClass reads a regular expression.
func regexClass(op, text string) string {
	prefix, exact := regexPrefix(text)
	if op == "~*" {
		if i := strings.IndexFunc(prefix, cased); i >= 0 {
			prefix, exact = prefix[:i], false
		}
	}
	switch {
	case prefix == "":
		return "pattern"
	case exact:
		return "eq"
	}
	return "prefix"
}

// regexPrefix returns the plain text that an anchored regular expression begins with, and whether
// it matches nothing else.
func regexPrefix(text string) (prefix string, exact bool) {
	rest, anchored := strings.CutPrefix(text, "^")
	if !anchored || strings.Contains(rest, "|") {
		return "", false // alternatives are not followed
	}
	i := strings.IndexAny(rest, `.*+?[(\{$^)`)
	if i < 0 {
		return rest, false
	}
	prefix = rest[:i]
	switch rest[i] {
	case '*', '?', '{':
		if i > 0 {
			prefix = prefix[:i-1] // the last character may be missing
		}
	case '$':
		return prefix, i+1 == len(rest)
	}
	return prefix, false
}

// parameter stands for a pattern that begins with one.
const parameter = "$"

// patternText returns a pattern's constant text. Of a concatenation it returns what it begins
// with: a constant, or parameter when that is what a wildcard follows.
func patternText(e *parse.Expr) (text string, known bool, first string) {
	switch e.Kind {
	case parse.Const:
		return e.Name, true, ""
	case parse.Cast, parse.Collate:
		return patternText(e.Args[0])
	case parse.Op:
		if e.Name != "||" || len(e.Args) != 2 {
			return "", false, ""
		}
		for e.Kind == parse.Op && e.Name == "||" && len(e.Args) == 2 {
			e = e.Args[0]
		}
		switch {
		case e.Kind == parse.Const && e.Name != "":
			return "", false, e.Name
		case !idle(e):
			return "", false, "%" // another row's value: not known when the plan is made
		}
		return "", false, parameter
	}
	return "", false, ""
}
