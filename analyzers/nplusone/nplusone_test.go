package nplusone_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scalevet/scalevet/analyzers/nplusone"
)

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), nplusone.Analyzer, "roads", "loops", "a")
}
