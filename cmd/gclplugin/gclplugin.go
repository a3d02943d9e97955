// Package gclplugin is the module plugin of golangci-lint. It is imported by the binary that
// golangci-lint custom builds; see docs/golangci-lint.md.
package gclplugin

import (
	"os"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/driver"
)

func init() { register.Plugin("scalevet", New) }

// A plugin has the settings of .golangci.yml: the keys of .scalevet.yml, and those beside them here.
type plugin struct {
	settings *config.Config
	file     string // config: instead of .scalevet.yml
	low      bool   // report findings of low severity too
	tests    bool   // analyze test files too
}

// New makes the plugin from the settings of .golangci.yml, which may be missing. Unknown ones are
// an error.
func New(raw any) (register.LinterPlugin, error) {
	p := &plugin{}
	var err error
	p.settings, err = config.Decode("settings", raw, map[string]any{"config": &p.file, "low": &p.low, "tests": &p.tests})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// BuildAnalyzers returns the rules, and a marker that changes with the migrations.
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	return driver.Analyzers(driver.Modular{
		Dir: dir, Config: p.file, Settings: p.settings, Low: p.low, Tests: p.tests, Golangci: true,
	})
}

// GetLoadMode asks for types.
func (*plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
