package link_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scalevet/scalevet/internal/link"
)

// TestFacts follows one effect from package c through b to a, by the facts that each exports.
func TestFacts(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), link.Analyzer, "c", "b", "a")
}
