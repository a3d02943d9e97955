package nplusone_test

import (
	"testing"

	"github.com/scalevet/scalevet/analyzers/nplusone"
	"github.com/scalevet/scalevet/internal/dev/wants"
	"github.com/scalevet/scalevet/internal/report"
)

func Test(t *testing.T) {
	report.ShowLow(true)
	defer report.ShowLow(false)
	wants.Run(t, nplusone.Analyzer, "roads", "loops", "resolvers", "a")
}

func TestSeldom(t *testing.T) {
	wants.Run(t, nplusone.Analyzer, "seldom")
}
