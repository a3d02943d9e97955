package localfs_test

import (
	"testing"

	"github.com/scalevet/scalevet/analyzers/localfs"
	"github.com/scalevet/scalevet/internal/dev/wants"
	"github.com/scalevet/scalevet/internal/report"
)

func Test(t *testing.T) {
	wants.Run(t, localfs.Analyzer, "a", "far", "bolt", "helpers", "sqlfile", "sqltool")
}

func TestLow(t *testing.T) {
	report.ShowLow(true)
	defer report.ShowLow(false)
	wants.Run(t, localfs.Analyzer, "low", "sqlchoice")
}
