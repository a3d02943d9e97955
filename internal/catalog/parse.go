package catalog

import (
	"fmt"
	"strconv"
	"strings"
)

// parse reads a table. Its lines are
//
//	# a comment
//	package IMPORT/PATH [MODULE@VERSION | unproven "reason"]
//	WORD SYMBOL [name=value …] [# why]
//
// where SYMBOL is Func, Type, Type.Field, (*Type).Method, (Type).Method, or for shapes
// ...Type (the type of a function's last, variadic parameter) and Method=>Type (the name of an
// interface's method and the package's type among its results).
func parse(name, text string) ([]*Row, error) {
	var rows []*Row
	var pkg Row
	line := 0
	for rest := text; rest != ""; {
		var s string
		s, rest, _ = strings.Cut(rest, "\n")
		line++
		s, why, _ := strings.Cut(s, "#")
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		pos := name + ":" + strconv.Itoa(line)
		if p, ok := strings.CutPrefix(s, "package "); ok {
			pkg = parsePackage(p)
			continue
		}
		r, err := parseRow(s, pkg)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", pos, err)
		}
		r.Pos, r.Why = pos, strings.TrimSpace(why)
		rows = append(rows, r)
	}
	return rows, nil
}

func parsePackage(s string) Row {
	path, rest, _ := strings.Cut(s, " ")
	r := Row{Pkg: path, base: unversioned(path)}
	rest = strings.TrimSpace(rest)
	if why, ok := strings.CutPrefix(rest, "unproven"); ok {
		r.Unproven = strings.Trim(strings.TrimSpace(why), `"`)
		return r
	}
	r.Module = rest
	return r
}

func parseRow(s string, pkg Row) (*Row, error) {
	r := pkg
	r.Arg, r.Flags = -1, -1
	word, s, _ := strings.Cut(s, " ")
	r.Word = Word(word)
	if !words[r.Word] {
		return nil, fmt.Errorf("unknown word %q", word)
	}
	if pkg.Pkg == "" {
		return nil, fmt.Errorf("no package line before the first row")
	}
	symbol, s, _ := strings.Cut(strings.TrimSpace(s), " ")
	if err := r.setSymbol(symbol); err != nil {
		return nil, err
	}
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		var attr string
		attr, s, _ = strings.Cut(s, " ")
		if err := r.setAttr(attr); err != nil {
			return nil, err
		}
	}
	return &r, nil
}

func (r *Row) setSymbol(s string) error {
	if rest, ok := strings.CutPrefix(s, "("); ok {
		recv, name, ok := strings.Cut(rest, ").")
		if !ok || name == "" {
			return fmt.Errorf("bad symbol %q", s)
		}
		r.Recv, r.Ptr = strings.CutPrefix(recv, "*")
		r.Name = name
		return nil
	}
	if strings.HasPrefix(s, "...") || strings.Contains(s, "=>") {
		r.Name = s
		return nil
	}
	if recv, name, ok := strings.Cut(s, "."); ok {
		r.Recv, r.Name = recv, name
		return nil
	}
	if s == "" {
		return fmt.Errorf("no symbol")
	}
	r.Name = s
	return nil
}

func (r *Row) setAttr(attr string) error {
	name, value, ok := strings.Cut(attr, "=")
	if !ok {
		if name == "cache" {
			r.Cache = true
			return nil
		}
		return fmt.Errorf("bad attribute %q", attr)
	}
	switch name {
	case "kind":
		r.Kind = value
	case "op":
		r.Op = value
		return oneOf(attr, value, "read", "write", "both", "make")
	case "store":
		r.Store = value
	case "bulk":
		r.Bulk = value
	case "flags":
		return setInt(&r.Flags, attr, value)
	case "sql", "path", "handler", "callback", "pattern", "arg":
		r.Role = name
		if value == "last" {
			r.Last, r.Arg = true, 0
			return nil
		}
		return setInt(&r.Arg, attr, value)
	default:
		return fmt.Errorf("unknown attribute %q", name)
	}
	return nil
}

func oneOf(attr, value string, allowed ...string) error {
	for _, a := range allowed {
		if a == value {
			return nil
		}
	}
	return fmt.Errorf("bad value in %q, want one of %s", attr, strings.Join(allowed, ", "))
}

func setInt(to *int, attr, value string) error {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return fmt.Errorf("bad number in %q", attr)
	}
	*to = n
	return nil
}
