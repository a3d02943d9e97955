package driver

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/analyzers"
	"github.com/scalevet/scalevet/internal/report"
	"github.com/scalevet/scalevet/internal/sql/migrate"
)

// Modular are the choices for a driver that sees one package at a time and keeps results of its own.
type Modular struct {
	Dir    string   // the module's root
	Config string   // configuration file; .scalevet.yml there when empty
	Schema []string // where the schema is; found by itself when empty
	Rules  []string // the rules to run; all when empty
	Low    bool     // report findings of low severity too
}

// Analyzers configures the rules for such a driver and returns them, and with them an analyzer that
// does nothing: its name holds the digest of the migrations, so that a driver whose cache knows
// analyzers by name asks again when a migration has changed.
func Analyzers(m Modular) ([]*analysis.Analyzer, error) {
	c, err := configure(m.Dir, Options{Config: m.Config, Schema: m.Schema})
	if err != nil {
		return nil, err
	}
	for _, name := range m.Rules {
		if !isRule(name) {
			return nil, fmt.Errorf("no rule %q: want some of %v", name, ruleNames())
		}
	}
	report.ShowLow(m.Low)
	paths := m.Schema
	if len(paths) == 0 {
		paths = c.Schema
	}
	sources, _ := migrate.Find(m.Dir, migrate.Options{Paths: paths})
	as := []*analysis.Analyzer{marker(migrate.Digest(sources))}
	for _, r := range analyzers.Rules {
		if c.Rules[r.Name].Off || len(m.Rules) > 0 && !slices.Contains(m.Rules, r.Name) {
			continue
		}
		as = append(as, r.Analyzer)
	}
	return as, nil
}

func ruleNames() []string {
	var names []string
	for _, r := range analyzers.Rules {
		names = append(names, r.Name)
	}
	return names
}

// marker returns an analyzer that only has a name.
func marker(digest string) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "scalevet_schema_" + digest[:min(16, len(digest))],
		Doc:  "tell caches which migrations the findings were made with",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}
}
