package sessionstate_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scalevet/scalevet/analyzers/sessionstate"
)

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), sessionstate.Analyzer, "a", "far", "made", "madewell")
}
