package sessionstate_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scalevet/scalevet/analyzers/sessionstate"
	"github.com/scalevet/scalevet/internal/report"
)

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), sessionstate.Analyzer, "a", "far", "libs", "made", "madewell", "stale", "wrapped", "wrappedwell")
}

func TestLow(t *testing.T) {
	report.ShowLow(true)
	defer report.ShowLow(false)
	analysistest.Run(t, analysistest.TestData(), sessionstate.Analyzer, "low", "locked")
}
