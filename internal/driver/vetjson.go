package driver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/token"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/scalevet/scalevet/internal/config"
	"github.com/scalevet/scalevet/internal/report"
)

// A vetDiagnostic is a finding as go vet -json prints it.
type vetDiagnostic struct {
	Category string `json:"category"`
	vetSpan
	Related []vetSpan `json:"related"`
	Fixes   []vetFix  `json:"suggested_fixes"`
}

// A vetFix is a suggested fix; its edits replace bytes, counted from 0.
type vetFix struct {
	Message string `json:"message"`
	Edits   []struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		New      string `json:"new"`
	} `json:"edits"`
}

// A vetSpan is a place with its message. Positions are file:line:column.
type vetSpan struct {
	Posn    string `json:"posn"`
	End     string `json:"end"`
	Message string `json:"message"`
}

// decode reads the output of go vet -json: objects one after the other, with lines of comment
// between.
func (v *vetted) decode(out []byte) error {
	var text bytes.Buffer
	for line := range bytes.Lines(out) {
		if !bytes.HasPrefix(line, []byte("#")) {
			text.Write(line)
		}
	}
	for dec := json.NewDecoder(&text); ; {
		var tree map[string]map[string]json.RawMessage // by package and analyzer
		if err := dec.Decode(&tree); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("cannot read what go vet prints: %w", err)
		}
		for id, byRule := range tree {
			path, _, _ := strings.Cut(id, " [")
			if p := v.pkgs[path]; p != nil { // others are dependencies
				v.addPackage(p, byRule)
			}
		}
	}
}

// addPackage adds what the rules found in p.
func (v *vetted) addPackage(p *listed, byRule map[string]json.RawMessage) {
	for rule, raw := range byRule {
		var ds []vetDiagnostic
		if json.Unmarshal(raw, &ds) != nil {
			var failed struct {
				Error string `json:"error"`
			}
			if json.Unmarshal(raw, &failed) == nil {
				v.fault(internalError(rule, p.ImportPath, errors.New(failed.Error)))
			}
			continue
		}
		for _, d := range ds {
			v.addFound(p, rule, d)
		}
	}
}

// fault notes a fault of ours.
func (v *vetted) fault(line string) {
	v.Problems = append(v.Problems, line)
	v.broken++
}

func (v *vetted) addFound(p *listed, rule string, d vetDiagnostic) {
	w, severity := report.Unwire(d.Message)
	if strings.HasPrefix(w.Message, internal) {
		v.fault(w.Message)
		return
	}
	f := &report.Finding{Rule: rule, Category: d.Category, Severity: severity, Message: w.Message, Suggest: w.Suggest}
	c, _ := config.For(config.Root(p.Dir)) // the worker has said what is wrong with it
	if !f.Apply(c.Level(rule)) {
		return
	}
	found := resolve(nil, f)
	here := p.spot(d.vetSpan)
	found.At, found.To = here.At, here.To
	if w.File != "" {
		found.At = token.Position{Filename: filepath.Join(config.Root(p.Dir), filepath.FromSlash(w.File)), Line: w.Line, Column: w.Column}
		found.To = found.At
		here.Text = "the statement"
		found.Related = append(found.Related, here)
	}
	for _, r := range d.Related {
		found.Related = append(found.Related, p.spot(r))
	}
	for _, fix := range d.Fixes {
		found.Fixes = append(found.Fixes, v.fix(p, fix))
	}
	if c.Excludes(v.inModule(found.At.Filename)) {
		return
	}
	v.Findings = append(v.Findings, found)
}

// fix resolves a suggested fix.
func (v *vetted) fix(p *listed, f vetFix) Fix {
	out := Fix{Message: f.Message}
	for _, e := range f.Edits {
		name := p.file(e.Filename)
		src := v.sources.file(name)
		at, to := src.position(e.Start), src.position(e.End)
		at.Filename, to.Filename = name, name
		out.Edits = append(out.Edits, Edit{at, to, e.New})
	}
	return out
}

// file returns the path in this checkout of a file that go vet names.
func (p *listed) file(name string) string {
	base := filepath.Base(name)
	if slices.Contains(slices.Concat(p.GoFiles, p.CgoFiles, p.TestGoFiles, p.XTestGoFiles), base) {
		return filepath.Join(p.Dir, base)
	}
	return name
}

// spot resolves a place in p. The go command replays the paths of the checkout that a result was
// made in: a file of p's name is p's.
func (p *listed) spot(s vetSpan) Spot {
	at, to := parsePosition(s.Posn), parsePosition(s.End)
	at.Filename = p.file(at.Filename)
	to.Filename = at.Filename
	if !to.IsValid() {
		to = at
	}
	return Spot{at, to, s.Message}
}

// parsePosition reads file:line:column. Offsets only order the two ends of a range.
func parsePosition(s string) token.Position {
	rest, column, ok := cutLast(s)
	file, line, ok2 := cutLast(rest)
	if !ok || !ok2 {
		return token.Position{}
	}
	return token.Position{Filename: file, Line: line, Column: column, Offset: line*10_000 + column}
}

func cutLast(s string) (before string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	return s[:i], n, err == nil
}
