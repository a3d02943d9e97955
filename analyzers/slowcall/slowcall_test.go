package slowcall_test

import (
	"testing"

	"github.com/scalevet/scalevet/analyzers/slowcall"
	"github.com/scalevet/scalevet/internal/dev/wants"
)

func Test(t *testing.T) {
	wants.Run(t, slowcall.Analyzer, "a", "far", "mid", "waits")
}
