//go:build unix

package main

import (
	"os"
	"slices"
	"testing"
)

// TestRecorded holds that the project's vectors are what a server says.
func TestRecorded(t *testing.T) {
	f, err := os.Open("../../sql/filter/testdata/own.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	written, err := readVectors(f)
	if err != nil {
		t.Fatal(err)
	}
	s := startTest(t)
	var asked []*vectorCase
	for _, c := range written {
		again := *c
		asked = append(asked, &again)
	}
	if err := s.record(asked); err != nil {
		t.Fatal(err)
	}
	for i, c := range written {
		want := c.PG15
		switch {
		case s.version == 17 && c.PG17 != nil:
			want = c.PG17
		case s.version >= 18 && c.PG18 != nil:
			want = c.PG18
		}
		if got := asked[i].answered; !slices.Equal(got, want) {
			t.Errorf("%s: the server says %v, written is %v", c.ID, got, want)
		}
		if s.version == 15 && !slices.Equal(asked[i].Together, c.Together) {
			t.Errorf("%s: the server reads %q whole, written is %q", c.ID, asked[i].Together, c.Together)
		}
	}
}
