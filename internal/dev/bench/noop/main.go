// Command noop is a tool for go vet -vettool that looks at nothing: what it costs is what go vet costs
// with any tool, and what scalevet is measured against. With -own it passes over the packages of which
// the go command asks for facts alone, most of them dependencies, without parsing them.
package main

import (
	"encoding/json"
	"flag"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

func main() {
	flag.String("digest", "", "a part of the go command's key and nothing else, as in scalevet")
	flag.Bool("own", false, "pass over packages of which facts alone are asked")
	if slices.Contains(os.Args, "-own") && passOver(os.Args[len(os.Args)-1]) {
		return
	}
	unitchecker.Main(&analysis.Analyzer{
		Name: "noop",
		Doc:  "look at nothing",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	})
}

// passOver answers with no facts when facts alone are asked for, and reports whether it did.
func passOver(file string) bool {
	var unit unitchecker.Config
	text, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(text, &unit) != nil || !unit.VetxOnly {
		return false
	}
	return os.WriteFile(unit.VetxOutput, nil, 0o666) == nil
}
