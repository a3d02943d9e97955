package driver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"strings"

	"github.com/scalevet/scalevet/internal/report"
)

// A jsonPlace is a position in a file relative to the working directory.
type jsonPlace struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Text   string `json:"text,omitempty"`
}

// A jsonFinding is one finding of -format json.
type jsonFinding struct {
	Rule        string      `json:"rule"`
	Category    string      `json:"category"`
	Severity    string      `json:"severity"`
	Message     string      `json:"message"`
	Suggestion  string      `json:"suggestion,omitempty"`
	Place       jsonPlace   `json:"place"`
	EndLine     int         `json:"endLine"`
	EndColumn   int         `json:"endColumn"`
	Function    string      `json:"function,omitempty"`
	Chain       []jsonPlace `json:"chain,omitempty"`
	Related     []jsonPlace `json:"related,omitempty"`
	Fixes       []jsonFix   `json:"fixes,omitempty"`
	Fingerprint string      `json:"fingerprint"`
}

// A jsonFix is a change of the source that mends a finding.
type jsonFix struct {
	Message string     `json:"message"`
	Edits   []jsonEdit `json:"edits"`
}

// A jsonEdit replaces the bytes of a file from Start to End, counted from 0.
type jsonEdit struct {
	File  string `json:"file"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
}

func (r *Result) printJSON(w io.Writer) error {
	out := struct {
		Findings []jsonFinding `json:"findings"`
		Problems []string      `json:"problems,omitempty"`
	}{Findings: []jsonFinding{}, Problems: r.Problems}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, jsonFinding{
			Rule: f.Rule, Category: f.Category, Severity: f.Severity.String(), Message: f.Message, Suggestion: f.Suggest,
			Place: r.place(f.At, ""), EndLine: f.To.Line, EndColumn: f.To.Column,
			Function: f.Func, Chain: r.places(f.Chain), Related: r.places(f.Related), Fixes: r.fixes(f.Fixes), Fingerprint: f.Fingerprint,
		})
	}
	return writeJSON(w, out)
}

func (r *Result) place(at token.Position, text string) jsonPlace {
	return jsonPlace{File: r.rel(at.Filename), Line: at.Line, Column: at.Column, Text: text}
}

func (r *Result) places(spots []Spot) []jsonPlace {
	var out []jsonPlace
	for _, s := range spots {
		out = append(out, r.place(s.At, s.Text))
	}
	return out
}

func (r *Result) fixes(fs []Fix) []jsonFix {
	var out []jsonFix
	for _, f := range fs {
		x := jsonFix{Message: f.Message, Edits: []jsonEdit{}}
		for _, e := range f.Edits {
			x.Edits = append(x.Edits, jsonEdit{r.rel(e.At.Filename), e.At.Offset, e.To.Offset, e.New})
		}
		out = append(out, x)
	}
	return out
}

// encode writes v as indented JSON, with < and > as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}

// writeJSON writes v to w.
func writeJSON(w io.Writer, v any) error {
	text, err := encode(v)
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

// printGitHub writes workflow commands, which GitHub shows as annotations.
func (r *Result) printGitHub(w io.Writer) {
	escape := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	prop := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, f := range r.Findings {
		level := "error"
		if f.Severity == report.Low {
			level = "warning"
		}
		fmt.Fprintf(w, "::%s file=%s,line=%d,endLine=%d,col=%d,title=%s::%s\n", level,
			prop.Replace(r.fromTop(f.At.Filename)), f.At.Line, f.To.Line, f.At.Column,
			prop.Replace("scalevet "+f.Rule+"/"+f.Category), escape.Replace(f.Line()))
	}
}

// A codeQuality is an entry of GitLab's code quality report.
type codeQuality struct {
	Description string `json:"description"`
	CheckName   string `json:"check_name"`
	Fingerprint string `json:"fingerprint"`
	Severity    string `json:"severity"`
	Location    struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
		} `json:"lines"`
	} `json:"location"`
}

func (r *Result) printGitLab(w io.Writer) error {
	out := []codeQuality{}
	for _, f := range r.Findings {
		q := codeQuality{Description: f.Line(), CheckName: f.Rule + "/" + f.Category, Fingerprint: f.Fingerprint, Severity: "major"}
		if f.Severity == report.Low {
			q.Severity = "minor"
		}
		q.Location.Path, q.Location.Lines.Begin = r.fromTop(f.At.Filename), f.At.Line
		out = append(out, q)
	}
	return writeJSON(w, out)
}
