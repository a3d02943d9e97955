package driver

import (
	"bytes"
	"context"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestShop runs the command on the example service and compares with its golden findings.
func TestShop(t *testing.T) {
	const golden = "../../testdata/shop.golden"
	var stdout, stderr bytes.Buffer
	if code := Main(context.Background(), []string{"-C", "../../testdata/shop", "-color=never", "./..."}, &stdout, &stderr); code != exitFindings {
		t.Fatalf("exit %d, want %d: %s", code, exitFindings, stderr.String())
	}
	if *update {
		if err := os.WriteFile(golden, stdout.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := stdout.String(); got != string(want) {
		t.Errorf("findings differ from %s (go test ./internal/driver -update writes it anew):\n%s", golden, got)
	}
}
