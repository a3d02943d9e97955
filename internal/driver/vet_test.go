package driver

import (
	"encoding/json"
	"os/exec"
	"reflect"
	"testing"
)

// TestVetAgrees holds that what go vet finds through the wrapper is what the command finds, in all
// that a package at a time can know: place, message, severity, suggestion and fixes.
func TestVetAgrees(t *testing.T) {
	tool, err := exec.LookPath("scalevet")
	if err != nil {
		t.Fatal(err)
	}
	find := func(args ...string) map[string]jsonFinding {
		cmd := exec.Command(tool, append(args, "-format=json", "-low", "./...")...)
		cmd.Dir = shop
		out, err := cmd.Output()
		if ee, ok := err.(*exec.ExitError); !ok || ee.ExitCode() != exitFindings {
			t.Fatalf("scalevet %v: %v", args, err)
		}
		var res struct{ Findings []jsonFinding }
		if err := json.Unmarshal(out, &res); err != nil {
			t.Fatal(err)
		}
		byPrint := map[string]jsonFinding{}
		for _, f := range res.Findings {
			f.Chain, f.Related = nil, nil // the whole program knows more of them
			byPrint[f.Fingerprint] = f
		}
		return byPrint
	}
	whole, vetted := find(), find("vet")
	fixes := 0
	for print, f := range vetted {
		f.Message = withoutChain(f.Message)
		w := whole[print]
		w.Message = withoutChain(w.Message)
		if f.Severity == "low" {
			w.Severity = f.Severity // the whole program knows that it is served
		}
		fixes += len(f.Fixes)
		if !reflect.DeepEqual(f, w) {
			t.Errorf("go vet finds    %+v\nthe command has %+v", f, w)
		}
	}
	if len(vetted) < 15 || fixes == 0 {
		t.Errorf("go vet has %d findings and %d fixes", len(vetted), fixes)
	}
}

func TestParsePosition(t *testing.T) {
	if p := parsePosition(`C:\a b\x.go:12:3`); p.Filename != `C:\a b\x.go` || p.Line != 12 || p.Column != 3 {
		t.Errorf("got %+v", p)
	}
	for _, bad := range []string{"", "a.go", "a.go:1", "a.go:x:1", "-"} {
		if p := parsePosition(bad); p.IsValid() {
			t.Errorf("%q is %+v", bad, p)
		}
	}
}

func TestCompareVersions(t *testing.T) {
	tests := []struct {
		ours, theirs string
		fits         bool
	}{
		{"go1.26.8", "go1.26.1", true}, {"go1.26.1", "go1.26.8", true}, {"go1.26.8 X:nodwarf5", "go1.25.0", true},
		{"go1.26.8", "go1.27.4", false}, {"go1.26.8", "go1.27rc1 X:a", false}, {"devel go1.28-abc", "go1.27", true},
	}
	for _, test := range tests {
		err := compareVersions(test.ours, test.theirs)
		if (err == nil) != test.fits {
			t.Errorf("built with %s, run by %s: %v", test.ours, test.theirs, err)
		}
	}
}
