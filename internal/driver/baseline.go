package driver

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// A baseline is the file of findings that are known and left out. Only the fingerprints count; the
// rest is for the reader.
type baseline struct {
	Version  int            `json:"version"` // of this format: 1
	Findings []baselineItem `json:"findings"`
}

// A baselineItem is one known finding.
type baselineItem struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"` // rule/category
	File        string `json:"file"` // relative to the module
	Function    string `json:"function,omitempty"`
	Message     string `json:"message"`
}

// leaveOut removes the findings that the baseline in file knows.
func (r *Result) leaveOut(file string) error {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("no baseline %s: -write-baseline makes it", r.rel(file))
	}
	if err != nil {
		return err
	}
	var b baseline
	if err := json.Unmarshal(text, &b); err != nil {
		return fmt.Errorf("baseline %s: %v", r.rel(file), err)
	}
	if b.Version != 1 {
		return fmt.Errorf("baseline %s: version %d is not known, want 1", r.rel(file), b.Version)
	}
	known := map[string]bool{}
	for _, item := range b.Findings {
		known[item.Fingerprint] = true
	}
	r.known = r.drop(func(f *Found) bool { return known[f.Fingerprint] })
	return nil
}

// writeBaseline writes the findings to file.
func (r *Result) writeBaseline(file string) error {
	b := baseline{Version: 1, Findings: []baselineItem{}}
	for _, f := range r.Findings {
		b.Findings = append(b.Findings, baselineItem{
			Fingerprint: f.Fingerprint, Rule: f.Rule + "/" + f.Category, File: r.inModule(f.At.Filename),
			Function: f.Func, Message: f.Message,
		})
	}
	text, err := encode(b)
	if err != nil {
		return err
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		return fmt.Errorf("cannot write the baseline: %w", err)
	}
	r.Notes = append(r.Notes, fmt.Sprintf("%s written to %s", count(len(b.Findings), "finding"), r.rel(file)))
	return nil
}
