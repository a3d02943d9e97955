package unindexed_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scalevet/scalevet/analyzers/unindexed"
	"github.com/scalevet/scalevet/internal/report"
)

func Test(t *testing.T) {
	report.ShowLow(true)
	defer report.ShowLow(false)
	analysistest.Run(t, analysistest.TestData(), unindexed.Analyzer,
		"shop", "sqlcgen/db", "inline", "inline/other", "listed", "gomig", "gomig/db", "apart/a", "apart/b", "apart/b/sqlite", "foreign", "mapper", "named", "entapp", "pgapp", "portable")
}
