package driver

import (
	"fmt"
	"path/filepath"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/analyzers"
	"github.com/scalevet/scalevet/internal/config"
)

// Modular are the choices for a driver that sees one package at a time and keeps results of its own.
type Modular struct {
	Dir    string   // the module's root, or a directory below it
	Config string   // configuration file; .scalevet.yml at the root when empty
	Schema []string // where the schema is; found by itself when empty
	Rules  []string // the rules to run; all when empty
	Low    bool     // report findings of low severity too
}

// Analyzers configures the rules for such a driver and returns them, and with them an analyzer that
// does nothing: its name holds the digest of migrations and configuration, so that a driver whose
// cache knows analyzers by name asks again when one has changed.
func Analyzers(m Modular) ([]*analysis.Analyzer, error) {
	for _, name := range m.Rules {
		if !isRule(name) {
			return nil, fmt.Errorf("no rule %q: want some of %v", name, ruleNames())
		}
	}
	dir, err := filepath.Abs(m.Dir)
	if err != nil {
		return nil, err
	}
	opt := Options{Dir: dir, Config: m.Config, Schema: m.Schema, Only: m.Rules, Low: m.Low}
	root := config.Root(dir)
	c, err := configure(root, opt)
	if err != nil {
		return nil, err
	}
	sum, err := digest([]string{root}, opt)
	if err != nil {
		return nil, err
	}
	guard(analyzers.All()...)
	as := []*analysis.Analyzer{marker(sum)}
	for _, a := range analyzers.All() {
		if c.Level(a.Name) != config.Off {
			as = append(as, a)
		}
	}
	return as, nil
}

// marker returns an analyzer that only has a name.
func marker(digest string) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "scalevet_schema_" + digest[:min(16, len(digest))],
		Doc:  "tell caches which migrations the findings were made with",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}
}
