package wants

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"
)

// A want is one text that a line wants.
type want struct {
	about string // "" for a diagnostic; the name of the object and a colon for a fact
	text  *regexp.Regexp
}

var (
	comment = regexp.MustCompile(`(?s)^(?://|/\*)(?:.*// )?\s*want\b(.*?)(?:\*/)?$`)
	one     = regexp.MustCompile("^\\s*(\\w+:)?(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`)")
)

// wanted returns what the comments of files want, by line.
func wanted(fset *token.FileSet, files []*ast.File) (map[line][]want, error) {
	out := map[line][]want{}
	for _, f := range files {
		for _, group := range f.Comments {
			for _, c := range group.List {
				m := comment.FindStringSubmatch(c.Text)
				if m == nil {
					continue
				}
				at := lineOf(fset, c.Pos())
				ws, err := parse(m[1])
				if err != nil {
					return nil, fmt.Errorf("%s: %w", at, err)
				}
				out[at] = append(out[at], ws...)
			}
		}
	}
	return out, nil
}

// parse reads what follows the word want.
func parse(text string) ([]want, error) {
	var out []want
	for rest := text; strings.TrimSpace(rest) != "" || len(out) == 0; {
		m := one.FindStringSubmatch(rest)
		if m == nil {
			return nil, fmt.Errorf("want is followed by %q, which is no quoted pattern", rest)
		}
		pattern, err := strconv.Unquote(m[2])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m[2], err)
		}
		rx, err := regexp.Compile(pattern)
		if err != nil {
			return nil, err
		}
		out = append(out, want{m[1], rx})
		rest = rest[len(m[0]):]
	}
	return out, nil
}
