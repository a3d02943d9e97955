package report

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// Doc returns the manual page of an analyzer: the part of its doc.go under "# Analyzer NAME",
// which begins with "NAME: summary".
func Doc(source, name string) (string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), "doc.go", source, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		return "", err
	}
	return extract(f, name)
}

func extract(f *ast.File, name string) (string, error) {
	if f.Doc == nil {
		return "", fmt.Errorf("doc.go of %s has no package comment", name)
	}
	_, page, ok := strings.Cut(f.Doc.Text(), "# Analyzer "+name+"\n")
	if !ok {
		return "", fmt.Errorf("doc.go has no heading %q", "# Analyzer "+name)
	}
	page = strings.TrimSpace(page)
	summary, ok := strings.CutPrefix(page, name+": ")
	if !ok {
		return "", fmt.Errorf("doc.go of %s does not begin with %q", name, name+": summary")
	}
	return summary, nil
}

// MustDoc is Doc for package initialisation: a page that cannot be read is a bug of ours that the
// first test run shows.
func MustDoc(source, name string) string {
	page, err := Doc(source, name)
	if err != nil {
		panic(err)
	}
	return page
}
