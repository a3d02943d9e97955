//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
)

// schemas is how many random schemas the test makes, each with queriesPerSchema queries.
const schemas = 10

// floor is how much of all must agree before any reason is looked at.
const floor = 0.97

// excused are the relations of these seeds on which we differ, are not excused by a general reason,
// and know why.
var excused = map[string]string{}

// running is the server that all tests ask, once one has started it: that takes longer than most of what they
// ask.
var running *server

var started = sync.OnceValues(func() (s *server, err error) {
	s, err = startServer()
	if err == nil {
		running = s
	}
	return s, err
})

func TestMain(m *testing.M) {
	code := m.Run()
	if running != nil {
		if err := running.stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// startTest returns the server, or skips the test where PostgreSQL is not installed.
func startTest(t *testing.T) *server {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a server")
	}
	s, err := started()
	if errors.Is(err, errNoServer) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestDifferential asks PostgreSQL about random queries over random schemas, and holds our verdicts
// against its own.
func TestDifferential(t *testing.T) {
	s := startTest(t)
	n, same, refused := 0, 0, 0
	why := map[string]int{}
	for _, b := range randomBatches(1000, schemas) {
		ds, err := s.compare(b)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range ds {
			n++
			switch key := d.id + " " + d.alias; {
			case d.err != "":
				n--
				refused++
			case d.agree():
				same++
				if excused[key] != "" {
					t.Errorf("%s agrees: strike it from the list", key)
				}
			case d.why() != "":
				why[d.why()]++
			case excused[key] != "":
				why[excused[key]]++
			default:
				t.Error(d)
			}
		}
	}
	t.Logf("%d of %d relations agree; %d statements refused", same, n, refused)
	for text, times := range why {
		t.Logf("%3d differ: %s", times, text)
	}
	if n < 500 || float64(same) < floor*float64(n) {
		t.Errorf("%d of %d relations agree, want %.2f of at least 500", same, n, floor)
	}
	if refused > n/20 {
		t.Errorf("the server refuses %d statements: the grammar is wrong", refused)
	}
}

// TestSuggestions creates the indexes that are suggested for random queries: PostgreSQL must accept
// each, and then no longer read all of the table.
func TestSuggestions(t *testing.T) {
	s := startTest(t)
	bs := randomBatches(2000, 2)
	tried := 0
	large := 0 // tables joined with themselves, of which one is read whatever indexes there are
	for _, b := range bs {
		n, bad, err := s.mends(b)
		if err != nil {
			t.Fatal(err)
		}
		tried += n
		for _, d := range bad {
			if d.err != "" || !selfJoin(d) {
				t.Error(d)
				continue
			}
			large++
		}
	}
	t.Logf("%d suggestions tried; %d tables joined with themselves are read all the same", tried, large)
	if tried < 20 {
		t.Errorf("%d suggestions, want 20", tried)
	}
}
