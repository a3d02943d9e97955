// Package gclplugin is the module plugin of golangci-lint. It is imported by the binary that
// golangci-lint custom builds; see docs/golangci-lint.md.
package gclplugin

import (
	"fmt"
	"os"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/driver"
)

func init() { register.Plugin("scalevet", New) }

// Settings are the settings of .golangci.yml. Unknown ones are an error.
type Settings struct {
	Rules  []string `json:"rules"`  // the rules to run; all when empty
	Schema []string `json:"schema"` // where the schema is; found by itself when empty
	Config string   `json:"config"` // configuration file; .scalevet.yml when empty
	Low    bool     `json:"low"`    // report findings of low severity too
}

type plugin struct{ settings Settings }

// New makes the plugin from the settings of .golangci.yml, which may be missing.
func New(raw any) (register.LinterPlugin, error) {
	if raw == nil {
		return plugin{}, nil
	}
	s, err := register.DecodeSettings[Settings](raw)
	if err != nil {
		return nil, fmt.Errorf("scalevet: %w", err)
	}
	return plugin{s}, nil
}

// BuildAnalyzers returns the rules, and a marker that changes with the migrations.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	as, err := driver.Analyzers(driver.Modular{
		Dir: dir, Config: p.settings.Config, Schema: p.settings.Schema, Rules: p.settings.Rules, Low: p.settings.Low,
	})
	if err != nil {
		return nil, fmt.Errorf("scalevet: %w", err)
	}
	return as, nil
}

// GetLoadMode asks for types.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
