package perrequest_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scalevet/scalevet/analyzers/perrequest"
	"github.com/scalevet/scalevet/internal/report"
)

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), perrequest.Analyzer, "a", "far", "libs")
}

func TestLow(t *testing.T) {
	report.ShowLow(true)
	defer report.ShowLow(false)
	analysistest.Run(t, analysistest.TestData(), perrequest.Analyzer, "low")
}

func TestFix(t *testing.T) {
	analysistest.RunWithSuggestedFixes(t, analysistest.TestData(), perrequest.Analyzer, "fix")
}
