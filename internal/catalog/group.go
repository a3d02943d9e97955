package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A section is the part of a table below one package line.
type section struct {
	name string // the table's
	line int    // the package line's
	path string // the import path in it
	head string // the rest of it: version and attributes
	text string // what stands below it
}

// A group holds the rows of the packages that differ in nothing but their major versions.
type group struct {
	sections []*section
	shaped   bool // may have rows of shapes
	parsed   func() *parsed
}

// parsed is what a group's sections say.
type parsed struct {
	rows  []*Row
	exact map[key]*Row
	loose map[key][]*Row // without pkg: the rows of all versions
	err   error          // the first bad row; those after it are missing
}

type key struct{ pkg, recv, name string }

func (r *Row) key() key { return key{r.Pkg, r.Recv, r.Name} }

// add finds the sections of a table's text. It does not read their rows.
func (t *Table) add(name, text string) {
	at := nextPackage(text, 0)
	if strings.TrimSpace(stripComments(text[:at])) != "" {
		t.errs = append(t.errs, fmt.Errorf("%s:1: no package line before the first row", name))
	}
	line := 1 + strings.Count(text[:at], "\n")
	for at < len(text) {
		first, rest, _ := strings.Cut(text[at:], "\n")
		end := nextPackage(text, at+len(packageWord))
		s := &section{name: name, line: line}
		if from := len(text) - len(rest); from < end {
			s.text = text[from:end]
		}
		first, _ = cutComment(strings.TrimPrefix(first, packageWord))
		s.path, s.head = field(first)
		t.addSection(s)
		line += strings.Count(text[at:end], "\n")
		at = end
	}
}

const packageWord = "package "

// nextPackage returns where in text the first package line from at on begins, or text's end.
func nextPackage(text string, at int) int {
	if at == 0 && strings.HasPrefix(text, packageWord) {
		return 0
	}
	if i := strings.Index(text[at:], "\n"+packageWord); i >= 0 {
		return at + i + 1
	}
	return len(text)
}

func stripComments(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			b.WriteString(line)
		}
	}
	return b.String()
}

func (t *Table) addSection(s *section) {
	path := unversioned(s.path)
	g := t.byPath[path]
	if g == nil {
		g = &group{}
		g.parsed = sync.OnceValue(g.parse)
		t.byPath[path] = g
		t.groups = append(t.groups, g)
	}
	g.sections = append(g.sections, s)
	g.shaped = g.shaped || strings.Contains(s.text, "=>") || strings.Contains(s.text, "...")
}

// parse reads the rows of g. Two rows for one symbol are an error.
func (g *group) parse() *parsed {
	p := &parsed{exact: map[key]*Row{}, loose: map[key][]*Row{}}
	for _, s := range g.sections {
		rows, err := s.rows()
		for _, r := range rows {
			if old := p.exact[r.key()]; old != nil {
				err = fmt.Errorf("%s: %s.%s is a row at %s already", r.Pos, r.Pkg, r.Symbol(), old.Pos)
				break
			}
			p.rows = append(p.rows, r)
			p.exact[r.key()] = r
			k := key{"", r.Recv, r.Name}
			p.loose[k] = append(p.loose[k], r)
		}
		if err != nil && p.err == nil {
			p.err = err
		}
	}
	return p
}

// find returns the row of a symbol of pkg, else that of the nearest major version which has one.
func (g *group) find(pkg, recv, name string) *Row {
	p := g.parsed()
	if r := p.exact[key{pkg, recv, name}]; r != nil {
		return r
	}
	rows := p.loose[key{"", recv, name}]
	if len(rows) < 2 {
		return first(rows)
	}
	v := major(pkg)
	return slices.MinFunc(rows, func(a, b *Row) int {
		return cmp.Compare(distance(v, major(a.Pkg)), distance(v, major(b.Pkg)))
	})
}

func first(rows []*Row) *Row {
	if len(rows) == 0 {
		return nil
	}
	return rows[0]
}

func distance(a, b int) int { return max(a-b, b-a) }
