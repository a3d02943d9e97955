package driver

import (
	"bytes"
	"testing"
	"time"
)

// A run stops the progress before it prints, and once more when it ends, whatever happened.
func TestProgressStopsTwice(t *testing.T) {
	var out bytes.Buffer
	p := &progress{w: &out, timer: time.NewTimer(time.Hour), shown: true}
	p.say("loading")
	p.stop()
	shown := out.String()
	p.stop()
	p.say("judging")
	if want := "\r\x1b[Kscalevet: loading …\r\x1b[K"; shown != want || out.String() != want {
		t.Errorf("got %q, then %q, want %q", shown, out.String(), want)
	}
}
