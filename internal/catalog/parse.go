package catalog

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// rows parses the rows of s. Those before an error are returned with it.
func (s *section) rows() ([]*Row, error) {
	pkg, err := parsePackage(s.path, s.head)
	if err != nil {
		return nil, fmt.Errorf("%s:%d: %w", s.name, s.line, err)
	}
	all := make([]Row, 0, strings.Count(s.text, "\n")+1)
	rows := make([]*Row, 0, cap(all))
	line := s.line
	for rest := s.text; rest != ""; {
		var text string
		text, rest, _ = strings.Cut(rest, "\n")
		line++
		text, why := cutComment(text)
		if text == "" {
			continue
		}
		pos := s.name + ":" + strconv.Itoa(line)
		r, err := parseRow(text, pkg)
		if err != nil {
			return rows, fmt.Errorf("%s: %w", pos, err)
		}
		r.Pos, r.Why = pos, why
		all = append(all, r)
		rows = append(rows, &all[len(all)-1])
	}
	return rows, nil
}

// cutComment splits a line at a # outside quotes.
func cutComment(line string) (text, comment string) {
	quoted := false
	for i := range len(line) {
		switch {
		case line[i] == '"':
			quoted = !quoted
		case line[i] == '#' && !quoted:
			return strings.TrimSpace(line[:i]), strings.TrimSpace(line[i+1:])
		}
	}
	return strings.TrimSpace(line), ""
}

// field returns the first word of s, which a quoted part does not end, and what follows it.
func field(s string) (first, rest string) {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case (s[i] == ' ' || s[i] == '\t') && !quoted:
			return s[:i], strings.TrimLeft(s[i:], " \t")
		}
	}
	return s, ""
}

// parsePackage parses what follows the path on a package line: a version, and shared attributes.
func parsePackage(path, s string) (Row, error) {
	r := Row{Pkg: path, Arg: -1, Flags: -1}
	if path == "" {
		return r, errors.New("no import path")
	}
	if version, rest := field(s); !strings.Contains(version, "=") && version != "cache" {
		r.Module, s = version, rest // users need none
	}
	if r.Module == "unproven" {
		r.Module = ""
		r.Unproven, s = field(s)
		r.Unproven = strings.Trim(r.Unproven, `"`)
		if r.Unproven == "" {
			return r, errors.New("unproven needs a reason")
		}
	}
	for s != "" {
		var attr string
		attr, s = field(s)
		name, _, _ := strings.Cut(attr, "=")
		if !has("store kind bulk cache", name) {
			return r, fmt.Errorf("rows cannot share attribute %q", name)
		}
		if err := r.setAttr(attr); err != nil {
			return r, err
		}
	}
	return r, nil
}

// parseRow parses a row whose package line says pkg.
func parseRow(s string, pkg Row) (Row, error) {
	r := Row{Pkg: pkg.Pkg, Module: pkg.Module, Unproven: pkg.Unproven, Arg: -1, Flags: -1}
	word, s := field(s)
	symbol, s := field(s)
	r.Word = Word(word)
	g, ok := words[r.Word]
	if !ok {
		return r, fmt.Errorf("unknown word %q", word)
	}
	if err := r.setSymbol(symbol); err != nil {
		return r, err
	}
	for s != "" {
		var attr string
		attr, s = field(s)
		name, _, _ := strings.Cut(attr, "=")
		if known := attrs[name]; known != "" && !has(g.takes, known) {
			return r, fmt.Errorf("%s takes no attribute %q", word, name)
		}
		if err := r.setAttr(attr); err != nil {
			return r, err
		}
	}
	r.share(pkg, g)
	return r, r.complete(g)
}

func (r *Row) setSymbol(s string) error {
	if s == "" {
		return errors.New("no symbol")
	}
	recv, name, ok := splitSymbol(s)
	if !ok || name == "" {
		return fmt.Errorf("bad symbol %q", s)
	}
	r.Name = name
	r.Recv, r.Ptr = strings.CutPrefix(recv, "*")
	return nil
}

// splitSymbol splits a symbol into its receiver's or struct's type, with its star, and its name. It
// reports whether the parts that the form needs are there.
func splitSymbol(s string) (recv, name string, ok bool) {
	for _, form := range []string{"=>", "..."} {
		if method, typ, found := strings.Cut(s, form); found {
			return "", s, typ != "" && (method != "" || form == "...")
		}
	}
	if rest, found := strings.CutPrefix(s, "("); found {
		recv, name, ok = strings.Cut(rest, ").")
		return recv, name, ok && strings.TrimPrefix(recv, "*") != ""
	}
	if recv, name, ok = strings.Cut(s, "."); ok {
		return recv, name, recv != ""
	}
	return "", s, true
}
