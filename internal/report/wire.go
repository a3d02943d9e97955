package report

import (
	"encoding/json"
	"sync/atomic"
)

// Wired is what a diagnostic's message holds when a program of ours reads it: the parts that a
// diagnostic has no fields for.
type Wired struct {
	Message  string `json:"message"`
	Suggest  string `json:"suggest,omitempty"`
	Severity string `json:"severity"`
}

var wired atomic.Bool

// Wire makes All report every finding, whatever the configuration and comments say, with a Wired
// as message: the reader leaves out, so that what the go command caches serves all flags.
func Wire(on bool) { wired.Store(on) }

// wire returns f's message for a program of ours.
func (f *Finding) wire() string {
	text, err := json.Marshal(Wired{f.Message, f.Suggest, f.Severity.String()})
	if err != nil {
		return f.Line() // no string fails to encode
	}
	return string(text)
}

// Unwire reads the message of a diagnostic that was reported after Wire. A text that is none is
// taken for a message.
func Unwire(text string) (w Wired, severity Severity) {
	if json.Unmarshal([]byte(text), &w) != nil || w.Message == "" {
		return Wired{Message: text}, High
	}
	if w.Severity == Low.String() {
		severity = Low
	}
	return w, severity
}
