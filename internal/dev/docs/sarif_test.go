package main

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/scalevet/scalevet/internal/driver"
)

// sarifSchema returns the schema of SARIF 2.1.0 as OASIS published it: it stands in a constant of
// go-sarif, whose own Validate reads what it writes itself, not what others wrote.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	ast.Inspect(f, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && len(lit.Value) > len(text) {
			text = lit.Value
		}
		return true
	})
	text, err = strconv.Unquote(text)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", decode(t, []byte(text))); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestSARIF validates the log of the example service against the schema of SARIF 2.1.0, and holds
// that it has everything that the findings have. It is no test of package driver, whose test binary is a
// vettool: what reads schemas does much before main, and go vet starts its tool for every package.
func TestSARIF(t *testing.T) {
	var out, stderr bytes.Buffer
	if code := driver.Main(t.Context(), []string{"-C", root + "/testdata/shop", "-low", "-format=sarif", "./..."}, &out, &stderr); code != 3 {
		t.Fatalf("exit %d: %s", code, &stderr)
	}
	text, schema := out.Bytes(), sarifSchema(t)
	if err := schema.Validate(decode(t, text)); err != nil {
		t.Error(err)
	}
	broken := bytes.Replace(text, []byte(`"startLine": `), []byte(`"startLine": -`), 1)
	if schema.Validate(decode(t, broken)) == nil {
		t.Error("the schema accepts a negative line")
	}
	log, err := sarif.FromBytes(text)
	if err != nil {
		t.Fatal(err)
	}
	flows, related := 0, 0
	prints := map[string]bool{}
	for _, res := range log.Runs[0].Results {
		flows += len(res.CodeFlows)
		related += len(res.RelatedLocations)
		print := res.PartialFingerprints["scalevet/v1"]
		if print == "" || prints[print] {
			t.Errorf("%s: fingerprint %q is empty or not its own", *res.Message.Text, print)
		}
		prints[print] = true
		if rule := log.Runs[0].Tool.Driver.Rules[res.RuleIndex]; *rule.ID != *res.RuleID {
			t.Errorf("rule %s has the index of %s", *res.RuleID, *rule.ID)
		}
	}
	if len(prints) < 20 || flows == 0 || related == 0 {
		t.Errorf("%d results, %d code flows, %d related places", len(prints), flows, related)
	}
}

func decode(t *testing.T, text []byte) any {
	t.Helper()
	var v any
	dec := json.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}
