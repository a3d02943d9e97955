package driver

import (
	"strings"
	"testing"
)

func TestIsVettool(t *testing.T) {
	for line, want := range map[string]bool{
		"": false, "-V=full": true, "-flags": true, "/tmp/b001/vet.cfg": true, "-json -digest=1 /tmp/b001/vet.cfg": true,
		"./...": false, "-v ./...": false, "-config my.cfg": false, "--config my.cfg": false, "-config=my.cfg": false,
		"-config my.cfg ./...": false, "help": false,
	} {
		if got := IsVettool(strings.Fields(line)); got != want {
			t.Errorf("IsVettool(%s) = %v", line, got)
		}
	}
}
