package migrate

import (
	"slices"
	"strings"
)

// A Statement is one statement of a schema.
type Statement struct {
	Text   string // without the semicolon and comments around it
	File   string // relative to the root, with slashes
	Line   int    // of its first word, from 1
	Offset int    // of its first word in the file, in bytes
	// Templated reports whether the tool fills in a part of it. In Text stands a name of no
	// meaning instead, or nothing where a schema or a part of a name was.
	Templated bool
}

// Bounds on files that include one another: how deeply, and how many times in all.
const (
	maxDepth    = 8
	maxIncludes = 10_000
)

// Statements returns the statements of s in the order in which they are applied. The ways back
// are left out, as is what only the tool or psql reads. A source of another dialect has none.
func (s *Source) Statements() []Statement {
	if s.Dialect != "" {
		return nil
	}
	r := &reader{source: s}
	for _, x := range s.Files {
		r.read(x, nil)
	}
	return r.out
}

// A reader reads the files of one source.
type reader struct {
	source   *Source
	included int // files
	out      []Statement
}

// read appends the statements of x, and of what it includes. within are the files that include x.
func (r *reader) read(x File, within []string) {
	if isFizz(x.Path) {
		r.out = append(r.out, fizzStatements(x)...)
		return
	}
	text, replaced, includes := x.prepare()
	line, at := 1, 0
	for _, s := range split(text) {
		includes = r.include(x, includes, s.start, within)
		line, at = line+strings.Count(x.Text[at:s.start], "\n"), s.start // a line end may be a delimiter
		from, _ := slices.BinarySearch(replaced, s.start)
		r.out = append(r.out, Statement{
			Text: text[s.start:s.end], File: x.Path, Line: line, Offset: s.start,
			Templated: from < len(replaced) && replaced[from] < s.end,
		})
	}
	r.include(x, includes, len(text), within)
}

// include reads the files that x includes before an offset, and returns the other includes.
func (r *reader) include(x File, includes []include, before int, within []string) []include {
	for len(includes) > 0 && includes[0].offset <= before {
		p, ok := r.source.resolve(x.Path, includes[0])
		if ok && !slices.Contains(within, p) && len(within) < maxDepth && r.included < maxIncludes {
			r.included++
			r.read(File{Path: p, Text: r.source.included[p], tool: x.tool}, append(slices.Clone(within), x.Path))
		}
		includes = includes[1:]
	}
	return includes
}

// prepare returns the text of x with all blanked or replaced that is no SQL or does not build the
// schema, in the same length; where something was replaced; and what is included.
func (x File) prepare() (text string, replaced []int, includes []include) {
	env := func(int) bool { return true }
	text = x.Text
	if x.tool != nil && x.tool.env != nil && strings.Contains(text, "${") {
		env = x.tool.env(text)
	}
	if x.tool != nil && x.tool.up != nil {
		text = x.tool.up(text)
	}
	text, includes = psql(text)
	text, replaced, more := expand(text, env)
	includes = append(includes, more...)
	slices.SortFunc(includes, func(a, b include) int { return a.offset - b.offset })
	return text, replaced, includes
}
