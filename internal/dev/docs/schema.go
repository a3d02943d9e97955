package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

const schemaFile = "docs/scalevet.schema.json"

// Where the schema of the configuration names the rules: as a list, and each with a level.
var (
	ruleNames  = regexp.MustCompile(`(?s)("rules": \{.*?"enum": )\[[^]]*\]`)
	ruleLevels = regexp.MustCompile(`( +)"\w+": (\{ "\$ref": "#/definitions/level" \})(,\s+"\w+": \{ "\$ref": "#/definitions/level" \})*`)
)

// configSchema returns the schema of the configuration with the names of rules.
func configSchema(root string, rules []rule) (string, error) {
	raw, err := os.ReadFile(filepath.Join(root, schemaFile))
	if err != nil {
		return "", err
	}
	text := string(raw)
	list, levels := ruleNames.FindStringSubmatch(text), ruleLevels.FindStringSubmatch(text)
	if list == nil || levels == nil {
		return "", fmt.Errorf("%s does not name the rules", schemaFile)
	}
	var names, each []string
	for _, r := range rules {
		names = append(names, fmt.Sprintf("%q", r.name))
		each = append(each, fmt.Sprintf("%s%q: %s", levels[1], r.name, levels[2]))
	}
	text = strings.Replace(text, list[0], list[1]+"["+strings.Join(names, ", ")+"]", 1)
	return strings.Replace(text, levels[0], strings.Join(each, ",\n"), 1), nil
}
