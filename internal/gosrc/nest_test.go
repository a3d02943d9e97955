package gosrc

import (
	"go/token"
	"testing"
)

// TestNest asks each place of some stretches for the innermost one, and compares with a look at all.
func TestNest(t *testing.T) {
	ss := []Stretch[string]{
		{From: 20, To: 30, Is: "beside"}, {From: 1, To: 15, Is: "outer"}, {From: 3, To: 6, Is: "first"}, {From: 3, To: 5, Is: "innermost"},
		{From: 8, To: 15, Is: "last"}, {From: 22, To: 30, Is: "same"}, {From: 22, To: 30, Is: "same, later"}, {From: 18, To: 18, Is: "empty"},
	}
	all := append([]Stretch[string]{}, ss...)
	nest := NewNest(ss)
	for pos := token.Pos(0); pos < 35; pos++ {
		want, length := "", token.Pos(100)
		for _, s := range all {
			if s.From <= pos && pos < s.To && s.To-s.From <= length {
				want, length = s.Is, s.To-s.From
			}
		}
		got := ""
		if is := nest.At(pos); is != nil {
			got = *is
		}
		if got != want {
			t.Errorf("at %d: %q, want %q", pos, got, want)
		}
	}
}
