package driver

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"go/token"
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
	Chain       []jsonPlace `json:"chain,omitempty"`
	Related     []jsonPlace `json:"related,omitempty"`
	Fingerprint string      `json:"fingerprint"`
}

func (r *Result) printJSON(w *bufio.Writer) error {
	out := struct {
		Findings []jsonFinding `json:"findings"`
		Problems []string      `json:"problems,omitempty"`
	}{Findings: []jsonFinding{}, Problems: r.Problems}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, jsonFinding{
			Rule: f.Rule, Category: f.Category, Severity: f.Severity.String(), Message: f.Message, Suggestion: f.Suggest,
			Place: r.place(f.At, ""), EndLine: f.To.Line, EndColumn: f.To.Column,
			Chain: r.places(f, f.Chain), Related: r.places(f, f.Related), Fingerprint: r.fingerprint(f),
		})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func (r *Result) place(at token.Position, text string) jsonPlace {
	return jsonPlace{File: r.rel(at.Filename), Line: at.Line, Column: at.Column, Text: text}
}

func (r *Result) places(f *Found, ps []report.Place) []jsonPlace {
	var out []jsonPlace
	for _, p := range ps {
		out = append(out, r.place(f.position(p), p.Text))
	}
	return out
}

// position resolves a place of f.
func (f *Found) position(p report.Place) token.Position {
	if p.Pos.IsValid() {
		return f.fset.Position(p.Pos)
	}
	return p.Position
}

// fingerprint identifies f beyond moved lines: by rule, file and message, which holds no position.
func (r *Result) fingerprint(f *Found) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{f.Rule, f.Category, r.rel(f.At.Filename), f.Message}, "\x00")))
	return hex.EncodeToString(sum[:12])
}

// printGitHub writes workflow commands, which GitHub shows as annotations.
func (r *Result) printGitHub(w *bufio.Writer) {
	escape := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	prop := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, f := range r.Findings {
		level := "error"
		if f.Severity == report.Low {
			level = "warning"
		}
		fmt.Fprintf(w, "::%s file=%s,line=%d,endLine=%d,col=%d,title=%s::%s\n", level,
			prop.Replace(r.rel(f.At.Filename)), f.At.Line, f.To.Line, f.At.Column,
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

func (r *Result) printGitLab(w *bufio.Writer) error {
	out := []codeQuality{}
	for _, f := range r.Findings {
		q := codeQuality{Description: f.Line(), CheckName: f.Rule + "/" + f.Category, Fingerprint: r.fingerprint(f), Severity: "major"}
		if f.Severity == report.Low {
			q.Severity = "minor"
		}
		q.Location.Path, q.Location.Lines.Begin = r.rel(f.At.Filename), f.At.Line
		out = append(out, q)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
