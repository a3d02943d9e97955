// New writes the files of a new analyzer: go run ./internal/dev/new NAME "summary". It enters the
// analyzer in the list and the docs too. All tests pass afterwards; the files say where to go on.
package main

import (
	"embed"
	"fmt"
	"os"
	"os/exec"
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
	if err := create(".", os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "new:", err)
		os.Exit(1)
	}
	fmt.Printf("written: analyzers/%s, a row of analyzers/list.go, docs/analyzers.md\n", os.Args[1])
	fmt.Printf("now: its page in analyzers/%s/doc.go; then go generate ./... && go test ./...\n", os.Args[1])
}

// create writes the analyzer below root, and enters it in what is generated.
func create(root, name, summary string) error {
	if err := scaffold(root, name, summary); err != nil {
		return err
	}
	cmd := exec.Command("go", "generate", "./analyzers")
	cmd.Dir, cmd.Stderr = root, os.Stderr
	return cmd.Run()
}

// scaffold writes the four files of the analyzer.
func scaffold(root, name, summary string) error {
	if !validName.MatchString(name) {
		return fmt.Errorf("%q: a rule is named by the noun of its fault, 3 to 12 lower-case letters", name)
	}
	if summary == "" || summary[0] < 'a' || summary[0] > 'z' || strings.HasSuffix(summary, ".") || strings.Contains(summary, "\n") {
		return fmt.Errorf("summary %q: want a verb phrase in lower case without a period", summary)
	}
	dir := filepath.Join(root, "analyzers", name)
	if _, err := os.Stat(dir); err == nil {
		return fmt.Errorf("%s exists", dir)
	}
	for _, f := range [][2]string{
		{"doc.go.tmpl", "doc.go"}, {"rule.go.tmpl", name + ".go"}, {"rule_test.go.tmpl", name + "_test.go"},
		{"a.go.tmpl", "testdata/src/a/a.go"},
	} {
		if err := write(f[0], filepath.Join(dir, f[1]), map[string]string{"Name": name, "Summary": summary}); err != nil {
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
