// New writes the files of a new analyzer: go run ./internal/dev/new NAME "summary". They compile
// and pass their test, and say where to go on.
package main

import (
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"
)

//go:embed templates
var templates embed.FS

var validName = regexp.MustCompile(`^[a-z]{3,12}$`)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, `usage: go run ./internal/dev/new NAME "summary"`)
		os.Exit(2)
	}
	if err := scaffold(".", os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "new:", err)
		os.Exit(1)
	}
	fmt.Println("written; now: go generate ./... && go test ./analyzers/" + os.Args[1])
}

// scaffold writes the analyzer below root.
func scaffold(root, name, summary string) error {
	if !validName.MatchString(name) {
		return fmt.Errorf("%q: a rule is named by the noun of its fault, 3 to 12 lower-case letters", name)
	}
	if summary == "" || strings.HasSuffix(summary, ".") {
		return fmt.Errorf("summary %q: want a verb phrase without a period", summary)
	}
	dir := filepath.Join(root, "analyzers", name)
	if _, err := os.Stat(dir); err == nil {
		return fmt.Errorf("%s exists", dir)
	}
	files := map[string]string{
		"doc.go.tmpl": "doc.go", "rule.go.tmpl": name + ".go", "rule_test.go.tmpl": name + "_test.go",
		"a.go.tmpl": "testdata/src/a/a.go",
	}
	for from, to := range files {
		if err := write(from, filepath.Join(dir, to), map[string]string{"Name": name, "Summary": summary}); err != nil {
			return err
		}
	}
	return nil
}

func write(from, to string, data any) error {
	t, err := template.ParseFS(templates, "templates/"+from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	var b strings.Builder
	if err := t.Execute(&b, data); err != nil {
		return err
	}
	return os.WriteFile(to, []byte(b.String()), 0o644)
}
