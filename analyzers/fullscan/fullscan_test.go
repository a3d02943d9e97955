package fullscan_test

import (
	"testing"

	"github.com/scalevet/scalevet/analyzers/fullscan"
	"github.com/scalevet/scalevet/internal/dev/wants"
	"github.com/scalevet/scalevet/internal/report"
)

func Test(t *testing.T) {
	report.ShowLow(true)
	defer report.ShowLow(false)
	wants.Run(t, fullscan.Analyzer, "shop")
}
