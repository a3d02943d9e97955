package perrequest_test

import (
	"testing"

	"github.com/scalevet/scalevet/analyzers/perrequest"
	"github.com/scalevet/scalevet/internal/dev/wants"
	"github.com/scalevet/scalevet/internal/report"
)

func Test(t *testing.T) {
	wants.Run(t, perrequest.Analyzer, "a", "far", "libs")
}

func TestLow(t *testing.T) {
	report.ShowLow(true)
	defer report.ShowLow(false)
	wants.Run(t, perrequest.Analyzer, "low")
}

func TestFix(t *testing.T) {
	wants.Fixes(t, perrequest.Analyzer, "fix")
}
