package report

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// An Ignore is a comment that silences findings:
//
//	//nolint:RULE // reason
//	//scalevet:ignore RULE reason
//	-- scalevet:ignore RULE reason
//
// It speaks for its own line; standing alone, for the next line; above a declaration or at the end
// of its first line, for all of it. RULE is a rule, rule/category, several of them with commas
// between, or scalevet for all. A //nolint without names silences all as well.
type Ignore struct {
	Rules    []string // empty means all
	Reason   string   // empty when none is given: it is obeyed all the same
	Line     int      // of the comment, from 1
	Column   int      // of the comment, from 1, in bytes
	From, To int      // the lines it speaks for, both included
	Used     bool     // it has silenced a finding

	nolint bool // written //nolint
}

// Covers reports whether ig silences a finding of rule and category that begins in line.
func (ig *Ignore) Covers(rule, category string, line int) bool {
	if line < ig.From || ig.To < line {
		return false
	}
	return len(ig.Rules) == 0 || slices.ContainsFunc(ig.Rules, func(name string) bool {
		return name == rule || name == rule+"/"+category || name == "scalevet" || name == "all"
	})
}

// everyones reports whether ig is a //nolint that golangci-lint obeys: it names no rule of ours alone.
func (ig *Ignore) everyones() bool {
	return ig.nolint && (len(ig.Rules) == 0 || slices.Contains(ig.Rules, "scalevet") || slices.Contains(ig.Rules, "all"))
}

// Names reports whether ig speaks of one of rules by name: then it is meant for us.
func (ig *Ignore) Names(rules []string) bool {
	return slices.ContainsFunc(ig.Rules, func(name string) bool {
		rule, _, _ := strings.Cut(name, "/")
		return rule == "scalevet" || slices.Contains(rules, rule)
	})
}

// Unknown returns a name in ig that is none of rules, all the rules there are; "" when there is none, or
// when other linters may know it.
func (ig *Ignore) Unknown(rules []string) string {
	if ig.nolint {
		return ""
	}
	for _, name := range ig.Rules {
		rule, _, _ := strings.Cut(name, "/")
		if rule != "scalevet" && rule != "all" && !slices.Contains(rules, rule) {
			return name
		}
	}
	return ""
}

// Ignores returns the comments of f that silence findings, in source order. Precondition: f was
// parsed with its comments.
func Ignores(fset *token.FileSet, f *ast.File) []*Ignore {
	var all []*Ignore
	line := func(pos token.Pos) int { return fset.PositionFor(pos, false).Line }
	starts := map[int]ast.Decl{}
	var code map[int]bool // lines with code, found out when a comment asks
	for _, group := range f.Comments {
		for _, c := range group.List {
			ig := parseIgnore(c.Text)
			if ig == nil {
				continue
			}
			if code == nil {
				code = codeLines(f, line)
				for _, d := range f.Decls {
					starts[line(d.Pos())], starts[headEnd(d, line)] = d, d
				}
			}
			ig.Line, ig.Column = line(c.Pos()), fset.PositionFor(c.Pos(), false).Column
			ig.From, ig.To = ig.Line, ig.Line
			at := ig.Line
			if !code[at] { // it stands alone, or amid other comments
				at = line(group.End()) + 1
				ig.To = at
			}
			if d := starts[at]; d != nil {
				ig.From, ig.To = min(ig.Line, line(d.Pos())), line(min(d.End(), f.FileEnd)) // broken, it may end after the file
			}
			all = append(all, ig)
		}
	}
	return all
}

// headEnd returns the line that ends with the brace or parenthesis that opens d.
func headEnd(d ast.Decl, line func(token.Pos) int) int {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Body != nil {
			return line(d.Body.Lbrace)
		}
	case *ast.GenDecl:
		if d.Lparen.IsValid() {
			return line(d.Lparen)
		}
	}
	return line(d.Pos())
}

// codeLines returns the lines on which something begins or ends that is no comment.
func codeLines(f *ast.File, line func(token.Pos) int) map[int]bool {
	lines := map[int]bool{line(f.Package): true}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.Comment, *ast.CommentGroup, *ast.File:
			return n != nil
		}
		lines[line(n.Pos())], lines[line(n.End()-1)] = true, true
		return true
	})
	return lines
}

// parseIgnore reads one comment, or returns nil when it is none of ours.
func parseIgnore(text string) *Ignore {
	if rest, ok := directive(text, "//scalevet:ignore"); ok {
		names, reason, _ := strings.Cut(strings.TrimSpace(rest), " ")
		return &Ignore{Rules: split(names), Reason: strings.TrimSpace(reason)}
	}
	rest, ok := strings.CutPrefix(text, "//nolint")
	if !ok || rest != "" && !strings.ContainsRune(": \t/", rune(rest[0])) {
		return nil
	}
	names, reason, _ := strings.Cut(rest, "//")
	ig := &Ignore{Reason: strings.TrimSpace(reason), nolint: true}
	if names, ok = strings.CutPrefix(names, ":"); ok {
		ig.Rules = split(names)
	}
	return ig
}

// directive cuts word off text when it is a whole word.
func directive(text, word string) (string, bool) {
	rest, ok := strings.CutPrefix(text, word)
	return rest, ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t')
}

func split(names string) []string {
	return strings.FieldsFunc(names, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
}

// SQLIgnores returns the comments of a file of SQL that silence findings.
func SQLIgnores(text string) []*Ignore {
	var all []*Ignore
	n := 0
	for l := range strings.Lines(text) {
		n++
		before, rest, ok := strings.Cut(l, "-- scalevet:ignore ")
		if !ok {
			continue
		}
		ig := parseIgnore("//scalevet:ignore " + strings.TrimSpace(rest))
		ig.Line, ig.Column, ig.From, ig.To = n, len(before)+1, n, n
		if strings.TrimSpace(before) == "" {
			ig.To++
		}
		all = append(all, ig)
	}
	return all
}
