package sessionstate_test

import (
	"testing"

	"github.com/scalevet/scalevet/analyzers/sessionstate"
	"github.com/scalevet/scalevet/internal/dev/wants"
	"github.com/scalevet/scalevet/internal/report"
)

func Test(t *testing.T) {
	wants.Run(t, sessionstate.Analyzer, "a", "far", "libs", "made", "madewell", "stale", "wrapped", "wrappedwell")
}

func TestLow(t *testing.T) {
	report.ShowLow(true)
	defer report.ShowLow(false)
	wants.Run(t, sessionstate.Analyzer, "low", "locked")
}
