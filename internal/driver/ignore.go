package driver

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// An ignore is one comment that suppresses findings: //nolint:RULE // reason, or
// //scalevet:ignore RULE reason, on the line, the line above, or the declaration.
type ignore struct {
	file   string
	line   int // of the comment
	from   int // the lines it speaks for
	to     int
	rules  []string // empty means all
	reason string
	used   bool
}

// readIgnores reads the comments of file. A file that cannot be parsed has none.
func readIgnores(file string) []*ignore {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, nil, parser.ParseComments|parser.SkipObjectResolution)
	if f == nil || err != nil && len(f.Decls) == 0 {
		return nil
	}
	var all []*ignore
	for _, group := range f.Comments {
		for _, c := range group.List {
			ig := parseIgnore(c.Text)
			if ig == nil {
				continue
			}
			ig.file, ig.line = file, fset.Position(c.Pos()).Line
			ig.from, ig.to = ig.line, ig.line+1
			if d := declared(f, group, c); d != nil {
				ig.from, ig.to = fset.Position(d.Pos()).Line, fset.Position(d.End()).Line
			}
			all = append(all, ig)
		}
	}
	return all
}

// declared returns the declaration that group documents, or that c ends the first line of.
func declared(f *ast.File, group *ast.CommentGroup, c *ast.Comment) ast.Decl {
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if fn.Doc == group || fn.Body != nil && fn.Pos() < c.Pos() && c.Pos() < fn.Body.Pos()+token.Pos(200) && sameLine(fn, c) {
			return d
		}
	}
	return nil
}

// sameLine reports whether nothing but the comment follows the brace that opens fn's body.
func sameLine(fn *ast.FuncDecl, c *ast.Comment) bool {
	return fn.Body.Lbrace < c.Pos() && (len(fn.Body.List) == 0 || c.End() <= fn.Body.List[0].Pos())
}

func parseIgnore(text string) *ignore {
	if rest, ok := strings.CutPrefix(text, "//scalevet:ignore"); ok {
		fields := strings.Fields(rest)
		if len(fields) == 0 {
			return &ignore{}
		}
		return &ignore{rules: strings.Split(fields[0], ","), reason: strings.Join(fields[1:], " ")}
	}
	rest, ok := strings.CutPrefix(text, "//nolint")
	if !ok {
		return nil
	}
	list, reason, _ := strings.Cut(rest, "//")
	list, ok = strings.CutPrefix(strings.TrimSpace(list), ":")
	ig := &ignore{reason: strings.TrimSpace(reason)}
	if ok {
		for _, r := range strings.Split(list, ",") {
			ig.rules = append(ig.rules, strings.TrimSpace(r))
		}
	}
	return ig
}

// suppress removes the findings that comments speak against. Comments without a reason are noted.
func (r *Result) suppress(opt Options) {
	files := map[string][]*ignore{}
	r.Findings = slices.DeleteFunc(r.Findings, func(f *Found) bool {
		if !strings.HasSuffix(f.At.Filename, ".go") {
			return false
		}
		igs, ok := files[f.At.Filename]
		if !ok {
			igs = readIgnores(f.At.Filename)
			files[f.At.Filename] = igs
		}
		return r.silenced(f, igs)
	})
	if opt.Unused {
		r.unused(files)
	}
}

func (r *Result) silenced(f *Found, igs []*ignore) bool {
	for _, ig := range igs {
		if f.At.Line < ig.from || ig.to < f.At.Line {
			continue
		}
		if len(ig.rules) > 0 && !slices.Contains(ig.rules, f.Rule) && !slices.Contains(ig.rules, "scalevet") {
			continue
		}
		if ig.reason == "" && !ig.used {
			r.Notes = append(r.Notes, fmt.Sprintf("%s:%d: give a reason for ignoring %s", r.rel(ig.file), ig.line, f.Rule))
		}
		ig.used = true
		return true
	}
	return false
}

// unused notes the comments that name a rule of ours and suppress nothing, in files with findings.
func (r *Result) unused(files map[string][]*ignore) {
	for _, igs := range files {
		for _, ig := range igs {
			if !ig.used && slices.ContainsFunc(ig.rules, isRule) {
				r.Notes = append(r.Notes, fmt.Sprintf("%s:%d: nothing to ignore here", r.rel(ig.file), ig.line))
			}
		}
	}
	slices.Sort(r.Notes)
}
