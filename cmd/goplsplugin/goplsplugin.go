// Package goplsplugin gives the rules to the gopls that scalevet gopls build makes; see
// docs/editors.md.
package goplsplugin

import (
	"context"
	"errors"
	"fmt"
	"os"

	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/driver"
)

// Analyzers returns the rules as the module or workspace around the working directory configures
// them, and a marker: its name changes with the migrations, and gopls keeps results by names. What is
// wrong is said on stderr, and gopls runs without the rules.
func Analyzers() []*analysis.Analyzer {
	as, err := rules(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, "scalevet:", err)
	}
	return as
}

func rules(ctx context.Context) ([]*analysis.Analyzer, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	modules, err := driver.Modules(ctx, dir)
	if errors.Is(err, driver.ErrNoModule) {
		modules, err = []string{}, nil // what lies around may be all of somebody's home
	}
	if err != nil {
		return nil, err
	}
	return driver.Analyzers(driver.Modular{Dir: dir, Modules: modules})
}
