package parity

import (
	"go/version"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// newer is a Go after the one that go.mod and .ci/run are made for.
const newer = "go1.27.4"

// TestNewerGo holds that scalevet built with a newer Go finds the same under it, and that one that an
// older Go has built says so in one line.
func TestNewerGo(t *testing.T) {
	heavy(t)
	if version.Compare(runtime.Version(), newer) >= 0 {
		t.Skipf("this is %s already", runtime.Version())
	}
	whole := command(t, shop(t))(t)
	older, err := tool()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOTOOLCHAIN", newer)
	if out, err := exec.Command("go", "version").CombinedOutput(); err != nil {
		if offline.Match(out) {
			t.Skipf("no network: %s", out)
		}
		t.Fatalf("go version: %v\n%s", err, out)
	}
	for _, d := range drivers {
		if !d.heavy {
			t.Run(d.name, func(t *testing.T) { agrees(t, d, whole) })
		}
	}
	dir := shop(t)
	for _, args := range [][]string{{older, "./..."}, {older, "vet", "./..."}, {"go", "vet", "-vettool=" + older, "./postgres"}} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		want := "scalevet: built with " + runtime.Version()
		if err == nil || !strings.Contains(string(out), want) || strings.Contains(string(out), "goroutine") {
			t.Errorf("%s: %v, %s", strings.Join(args, " "), err, out)
		}
	}
}
