package unindexed_test

import (
	"testing"

	"github.com/scalevet/scalevet/analyzers/unindexed"
	"github.com/scalevet/scalevet/internal/dev/wants"
	"github.com/scalevet/scalevet/internal/report"
)

func Test(t *testing.T) {
	report.ShowLow(true)
	defer report.ShowLow(false)
	wants.Run(t, unindexed.Analyzer,
		"shop", "sqlcgen/db", "inline", "inline/other", "listed", "gomig", "gomig/db", "apart/a", "apart/b", "apart/b/sqlite", "foreign", "mapper", "named", "entapp", "pgapp", "portable")
}
