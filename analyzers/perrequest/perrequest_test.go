package perrequest_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scalevet/scalevet/analyzers/perrequest"
)

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), perrequest.Analyzer, "a", "far")
}

func TestFix(t *testing.T) {
	analysistest.RunWithSuggestedFixes(t, analysistest.TestData(), perrequest.Analyzer, "fix")
}
