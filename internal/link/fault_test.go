package link

import (
	"slices"
	"strings"
	"testing"
)

func TestHasWord(t *testing.T) {
	for _, test := range []struct {
		name string
		want string // the words that it has
	}{
		{"shipping.Handler.Map", ""},
		{"web.PingServer", "ping"},
		{"api.async", ""},
		{"api.SyncAll", "sync"},
		{"jobs.Run", "job"},
		{"workspace.List", ""},
		{"worker.HTTPServer.handleFetch", "worker"},
		{"debugger.dump", "debug-"},
		{"", ""},
	} {
		var got []string
		for _, w := range []string{"ping", "sync", "job", "worker", "work", "debug-"} {
			if HasWord(test.name, w) {
				got = append(got, w)
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%q has %q, want %q", test.name, got, test.want)
		}
	}
}

func TestSplit(t *testing.T) {
	got := split("worker.HTTPServer.handleFetch2")
	if want := []string{"worker", "http", "server", "handle", "fetch2"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
