package slowcall_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scalevet/scalevet/analyzers/slowcall"
)

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), slowcall.Analyzer, "a", "far", "mid", "waits")
}
