package driver

import (
	"path/filepath"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/analyzers"
	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/report"
)

// Modular are the choices for a driver that sees one package at a time and keeps results of its own.
type Modular struct {
	Dir      string         // the module's root, or a directory below it
	Modules  []string       // the modules whose migrations the marker tells apart; the one at Dir when nil
	Config   string         // configuration file, relative to the root; .scalevet.yml there when empty
	Settings *config.Config // laid over what the file says; may be nil
	Low      bool           // report findings of low severity too
	Tests    bool           // analyze test files too
	Golangci bool           // the driver is golangci-lint, which has ways of its own: see report.Host
}

// Analyzers configures the rules for such a driver and returns them, and with them an analyzer that
// does nothing: its name holds the digest of migrations and configuration, so that a driver whose
// cache knows analyzers by name asks again when one has changed.
func Analyzers(m Modular) ([]*analysis.Analyzer, error) {
	dir, err := filepath.Abs(m.Dir)
	if err != nil {
		return nil, err
	}
	root := config.Root(dir)
	opt := Options{Dir: root, Config: m.Config, settings: m.Settings, Low: m.Low, Tests: m.Tests}
	c, err := configure(root, opt)
	if err != nil {
		return nil, err
	}
	if m.Modules == nil {
		m.Modules = []string{root}
	}
	sum, err := digest(m.Modules, opt)
	if err != nil {
		return nil, err
	}
	report.Host(m.Golangci)
	guard(asDiagnostic, analyzers.All()...)
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
