// Package analyzers lists the rules.
package analyzers

//go:generate go run ../internal/dev/docs ..

import (
	"golang.org/x/tools/go/analysis"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/report"
)

// A Rule is an analyzer for modular drivers and the same judgement for a whole program.
type Rule struct {
	*analysis.Analyzer
	Judge func(*link.Program) []*report.Finding
}

// All returns the analyzers alone, for drivers that take no more.
func All() []*analysis.Analyzer {
	var as []*analysis.Analyzer
	for _, r := range Rules {
		as = append(as, r.Analyzer)
	}
	return as
}
