package main

import (
	"encoding/json"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/scalevet/scalevet/analyzers"
	"github.com/scalevet/scalevet/internal/config"
)

// TestConfigSchema holds that the schema for editors accepts and refuses what the loader does.
func TestConfigSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(root + "/docs/scalevet.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{
		"", "schema: a", "schema: [a, {path: b/*.sql, for: c/...}]", "small-tables: [a, b.c]", "postgres: 16",
		"rules: {nplusone: off, unindexed: low, localfs: {off: true}, slowcall: {severity: high}}", "rules: {fullscan: true}", "rules: [nplusone, localfs]",
		"exclude: [a/..., '*.pb.go']", "baseline: known.json", "exclude: []",
		"schemas: a", "schema: 1", "schema: [{for: a}]", "schema: [{path: a, four: b}]", "schema: ../a", "schema: /a",
		"small-tables: a", "small-tables: [1]", "postgres: '16'", "postgres: 3", "postgres: sixteen", "rules: [nplustwo]", "rules: nplusone", "rules: []", "exclude: ['a/**/b.go']", "schema: db/**",
		"rules: {nplustwo: off}", "rules: {nplusone: medium}", "rules: {nplusone: {of: true}}", "rules: {nplusone: {severity: medium}}",
		"rules: {nplusone: {off: yes}}", "exclude: a", "exclude: [..]", "baseline: 4", "baseline: ''", "- a",
	}
	var rules []string
	for _, r := range analyzers.Rules {
		rules = append(rules, r.Name)
		texts = append(texts, "rules: {"+r.Name+": low}")
	}
	accepted := 0
	for _, text := range texts {
		c, loaderErr := config.Parse("c.yml", []byte(text))
		if loaderErr == nil {
			loaderErr = c.CheckRules(rules)
		}
		schemaErr := schema.Validate(asJSON(t, text))
		if (loaderErr == nil) != (schemaErr == nil) {
			t.Errorf("%q: the loader says %v, the schema %v", text, loaderErr, schemaErr)
		}
		if loaderErr == nil {
			accepted++
		}
	}
	if accepted < 10 || accepted > len(texts)-10 {
		t.Errorf("%d of %d texts are accepted: the test shows little", accepted, len(texts))
	}
}

// asJSON reads YAML as an editor does: off and yes are strings.
func asJSON(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}
