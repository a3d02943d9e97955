package localfs_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scalevet/scalevet/analyzers/localfs"
	"github.com/scalevet/scalevet/internal/report"
)

func Test(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), localfs.Analyzer, "a", "far", "bolt", "helpers", "sqlfile", "sqltool")
}

func TestLow(t *testing.T) {
	report.ShowLow(true)
	defer report.ShowLow(false)
	analysistest.Run(t, analysistest.TestData(), localfs.Analyzer, "low", "sqlchoice")
}
