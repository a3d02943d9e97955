package driver

import (
	"testing"

	"github.com/scalevet/scalevet/internal/report"
)

// TestRecognize holds what a baseline survives: moved lines, a renamed file, a function in another
// file; and that it silences no more than it has written down.
func TestRecognize(t *testing.T) {
	found := func(print, file, fn, message string) *Found {
		f := &Found{Rule: "nplusone", Category: "read", Message: message, Func: fn, Fingerprint: print, Severity: report.High}
		f.At.Filename = file
		return f
	}
	was := []*Found{
		found("a", "a.go", "f", "query in loop: x (f → g)"), found("a-2", "a.go", "f", "query in loop: x (f → h)"),
		found("q", "q.sql", "", "filter on t.c"),
	}
	var items []baselineItem
	for _, f := range was {
		items = append(items, newItem(f, f.At.Filename))
	}
	tests := []struct {
		name  string
		now   []*Found
		gone  string // the file that there is no more
		known int
	}{
		{"the same", was, "", 3},
		{"one of two is left", was[:1], "", 1},
		{"a third in the function", append(was[:2:2], found("a-3", "a.go", "f", "query in loop: x (f → i)")), "", 2},
		{"another file, another way", []*Found{found("b", "b.go", "f", "query in loop: x (f → k)"), found("b-2", "b.go", "f", "query in loop: x (f → l)")}, "", 2},
		{"once more in another file", append(was[:2:2], found("b", "b.go", "f", "query in loop: x (f → g)")), "", 2},
		{"another message", []*Found{found("b", "a.go", "f", "query in loop: y (f → g)")}, "a.go", 0},
		{"another function", []*Found{found("b", "a.go", "g", "query in loop: x (g)")}, "a.go", 0},
		{"no function", []*Found{found("r", "r.sql", "", "filter on t.c")}, "", 0},
		{"a renamed file", []*Found{found("r", "r.sql", "", "filter on t.c")}, "q.sql", 1},
	}
	for _, test := range tests {
		known := recognize(items, test.now, func(file string) bool { return file != test.gone })
		if len(known) != test.known {
			t.Errorf("%s: %d findings are known, want %d", test.name, len(known), test.known)
		}
	}
}
