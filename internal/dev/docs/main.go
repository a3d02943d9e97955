// Docs writes what is generated: the list of rules, their names in the schema of the configuration,
// docs/analyzers.md and docs/catalog.md. Run it by go generate ./...; a test fails when its output is stale.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	root := "."
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	files, err := generate(root)
	if err != nil {
		fmt.Fprintln(os.Stderr, "docs:", err)
		os.Exit(1)
	}
	for path, text := range files {
		if err := os.WriteFile(filepath.Join(root, path), []byte(text), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "docs:", err)
			os.Exit(1)
		}
	}
}

// generate returns the generated files by their paths below root.
func generate(root string) (map[string]string, error) {
	rules, err := readRules(root)
	if err != nil {
		return nil, err
	}
	list, err := ruleList(rules)
	if err != nil {
		return nil, err
	}
	catalog, err := catalogPage(root)
	if err != nil {
		return nil, err
	}
	schema, err := configSchema(root, rules)
	if err != nil {
		return nil, err
	}
	return map[string]string{
		"analyzers/list.go": list, "docs/analyzers.md": rulePages(rules), "docs/catalog.md": catalog, schemaFile: schema,
	}, nil
}
