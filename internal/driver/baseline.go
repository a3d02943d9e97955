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
	module string // whose findings they are
	root   string // module, or "" when a flag says so
	path   string // relative to root when there is one; "" when there is no baseline
}

func (o *Options) baseline(module string, c *config.Config) baselineFile {
	root := module
	if o.Baseline != "" {
		root = ""
	}
	return baselineFile{module, root, filepath.FromSlash(c.Baseline)}
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

// items returns the findings that are known.
func (f baselineFile) items(r *Result) ([]baselineItem, error) {
	text, err := f.read()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("no baseline %s: -write-baseline makes it", r.rel(f.String()))
	case err != nil:
		return nil, fmt.Errorf("cannot read the baseline %s: %s", r.rel(f.String()), confine.Reason(err))
	}
	b, err := parseBaseline(text)
	if err != nil {
		return nil, fmt.Errorf("baseline %s%w", r.rel(f.String()), err)
	}
	return b.Findings, nil
}

// parseBaseline reads the text of a baseline. Its error goes on after the file's name.
func parseBaseline(text []byte) (*baseline, error) {
	b := &baseline{}
	if err := json.Unmarshal(text, b); err != nil {
		return nil, fmt.Errorf(" is not what -write-baseline writes: %v", err)
	}
	if b.Version != 1 {
		return nil, fmt.Errorf(": version %d is not known, want 1", b.Version)
	}
	return b, nil
}

// leaveOut removes the findings that the baselines know.
func (r *Result) leaveOut() error {
	for _, file := range r.baselines {
		items, err := file.items(r)
		if err != nil {
			return err
		}
		known := recognize(items, r.of(file), func(name string) bool {
			_, err := os.Stat(filepath.Join(file.module, filepath.FromSlash(name)))
			return err == nil
		})
		r.known += r.drop(func(f *Found) bool { return known[f] })
	}
	return nil
}

// of returns the findings that file is about: those of its module, or all.
func (r *Result) of(file baselineFile) []*Found {
	if len(r.baselines) == 1 {
		return r.Findings
	}
	var fs []*Found
	for _, f := range r.Findings {
		if within(file.module, f.At.Filename) {
			fs = append(fs, f)
		}
	}
	return fs
}

// recognize returns the findings that items stand for: those of the same fingerprint and, for an item
// that is found no more, one that is alike in another file: its function, or the file that there is no
// more, has been moved.
func recognize(items []baselineItem, fs []*Found, exists func(file string) bool) map[*Found]bool {
	byPrint := map[string]*Found{}
	for _, f := range fs {
		byPrint[f.Fingerprint] = f
	}
	known := map[*Found]bool{}
	moved := map[string]int{}
	for _, item := range items {
		if f := byPrint[item.Fingerprint]; f != nil {
			known[f] = true
		} else if item.Function != "" || !exists(item.File) {
			moved[item.alike()]++
		}
	}
	for _, f := range fs {
		if key := newItem(f, "").alike(); !known[f] && moved[key] > 0 {
			moved[key]--
			known[f] = true
		}
	}
	return known
}

// alike is the same for findings that differ in their file alone.
func (i baselineItem) alike() string {
	return i.Rule + "\x00" + i.Function + "\x00" + withoutChain(i.Message)
}

func newItem(f *Found, file string) baselineItem {
	return baselineItem{Fingerprint: f.Fingerprint, Rule: f.Rule + "/" + f.Category, File: file, Function: f.Func, Message: f.Message}
}

// writeBaseline writes the findings to the baselines.
func (r *Result) writeBaseline() error {
	for _, file := range r.baselines {
		b := baseline{Version: 1, Findings: []baselineItem{}}
		for _, f := range r.of(file) {
			b.Findings = append(b.Findings, newItem(f, r.inModule(f.At.Filename)))
		}
		text, err := encode(b)
		if err != nil {
			return err
		}
		if err := file.write(text); err != nil {
			return fmt.Errorf("cannot write the baseline %s: %s", r.rel(file.String()), confine.Reason(err))
		}
		r.Notes = append(r.Notes, fmt.Sprintf("%s written to %s", count(len(b.Findings), "finding"), r.rel(file.String())))
	}
	return nil
}

// checkBaseline notes the baseline of a module before it is analyzed, and refuses one that cannot be
// read, or is to be written and would not be whole.
func (r *Result) checkBaseline(root string, opt Options, c *config.Config) error {
	file := opt.baseline(root, c)
	whole := len(opt.Only)+len(opt.Off) == 0 && opt.NewFrom == "" && opt.everything() && within(opt.Dir, root)
	switch {
	case opt.Write && file.path == "":
		return usageError{fmt.Errorf("-write-baseline needs -baseline FILE")}
	case opt.Write && !whole:
		return usageError{fmt.Errorf("-write-baseline writes down all there is: no packages, rules or -new-from-rev, in %s", r.rel(root))}
	case file.path == "":
		return nil
	}
	if file.root != "" || len(r.baselines) == 0 {
		r.baselines = append(r.baselines, file)
	}
	if opt.Write {
		return nil
	}
	_, err := file.items(r)
	return err
}
