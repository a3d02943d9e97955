package driver

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/confine"
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

// maxBaseline bounds a baseline that the configuration names, in bytes.
const maxBaseline = 64 << 20

// A baselineFile is where the baseline is: anywhere when a flag says so, inside of root when the
// project's configuration does.
type baselineFile struct {
	root string // "" when a flag says so
	path string // relative to root when there is one; "" when there is no baseline
}

func (o *Options) baseline(root string, c *config.Config) baselineFile {
	if o.Baseline != "" {
		root = ""
	}
	return baselineFile{root, filepath.FromSlash(c.Baseline)}
}

func (f baselineFile) String() string { return filepath.Join(f.root, f.path) }

func (f baselineFile) read() ([]byte, error) {
	if f.root == "" {
		return os.ReadFile(f.path)
	}
	return confine.ReadIn(f.root, f.path, maxBaseline)
}

func (f baselineFile) write(text []byte) error {
	if f.root == "" {
		return os.WriteFile(f.path, text, 0o644)
	}
	return confine.WriteIn(f.root, f.path, text)
}

// leaveOut removes the findings that the baseline knows.
func (r *Result) leaveOut() error {
	file := r.baseline.String()
	text, err := r.baseline.read()
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("no baseline %s: -write-baseline makes it", r.rel(file))
	}
	if err != nil {
		return fmt.Errorf("cannot read the baseline %s: %s", r.rel(file), confine.Reason(err))
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

// writeBaseline writes the findings to the baseline.
func (r *Result) writeBaseline() error {
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
	file := r.baseline.String()
	if err := r.baseline.write(text); err != nil {
		return fmt.Errorf("cannot write the baseline %s: %s", r.rel(file), confine.Reason(err))
	}
	r.Notes = append(r.Notes, fmt.Sprintf("%s written to %s", count(len(b.Findings), "finding"), r.rel(file)))
	return nil
}
