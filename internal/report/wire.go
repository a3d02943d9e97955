package report

import (
	"encoding/json"
	"path/filepath"
	"sync/atomic"
)

// Wired is what a diagnostic's message holds when a program of ours reads it: the parts that a
// diagnostic has no fields for.
type Wired struct {
	Message  string `json:"message"`
	Suggest  string `json:"suggest,omitempty"`
	Severity string `json:"severity"`

	// Where the finding stands when that is no Go file: relative to the module, with slashes. The
	// diagnostic then stands at a Go place that has to do with it.
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

var wired atomic.Bool

// Wire makes All report every finding, whatever the configuration and comments say, with a Wired
// as message: the reader leaves out, so that what the go command caches serves all flags.
func Wire(on bool) { wired.Store(on) }

// wire returns the message for a program of ours of f, found in the module at root.
func (f *Finding) wire(root string) string {
	w := Wired{Message: f.Message, Suggest: f.Suggest, Severity: f.Severity.String()}
	if at := f.Position; at.IsValid() {
		if rel, err := filepath.Rel(root, at.Filename); err == nil {
			w.File, w.Line, w.Column = filepath.ToSlash(rel), at.Line, at.Column
		}
	}
	text, err := json.Marshal(w)
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
