package link_test

import (
	"strings"
	"testing"

	"github.com/scalevet/scalevet/internal/dev/wants"
	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/effects"
)

// TestFacts follows one effect from package c through b to a, by the facts that each exports.
func TestFacts(t *testing.T) {
	wants.Run(t, link.Analyzer, "c", "b", "a")
}

// TestMeant links a function that calls an interface with the calls that hand it values: each means
// the method of its own.
func TestMeant(t *testing.T) {
	var units []*link.Unit
	for _, r := range wants.Run(t, link.Extract, "meant/bind", "meant/web") {
		units = append(units, r.Result.(*link.Unit))
	}
	p := link.Link(units, func(path string) bool { return strings.HasPrefix(path, "meant/") }, nil)
	var chains []string
	for _, s := range p.Sites(effects.Make) {
		chains = append(chains, link.Arrow(s.Chain()))
	}
	const want = "web.rename → bind.Bind → web.named.Check → regexp.MustCompile"
	if len(chains) != 1 || chains[0] != want {
		t.Errorf("got %q, want %q alone", chains, want)
	}
}
