package nplusone_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scalevet/scalevet/analyzers/nplusone"
	"github.com/scalevet/scalevet/internal/report"
)

func Test(t *testing.T) {
	report.ShowLow(true)
	defer report.ShowLow(false)
	analysistest.Run(t, analysistest.TestData(), nplusone.Analyzer, "roads", "loops", "resolvers", "a")
}

func TestSeldom(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), nplusone.Analyzer, "seldom")
}
