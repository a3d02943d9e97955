package driver

import (
	"bufio"
	"encoding/json"
	"go/token"
	"path/filepath"
	"strings"

	"github.com/scalevet/scalevet/analyzers"
	"github.com/scalevet/scalevet/internal/report"
)

// The part of SARIF 2.1.0 that we write; names and meaning are the standard's.
type (
	sarifLog struct {
		Version string     `json:"version"`
		Schema  string     `json:"$schema"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string    `json:"id"`
		ShortDescription sarifText `json:"shortDescription"`
		FullDescription  sarifText `json:"fullDescription"`
		HelpURI          string    `json:"helpUri"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID              string            `json:"ruleId"`
		Level               string            `json:"level"`
		Message             sarifText         `json:"message"`
		Locations           []sarifLocation   `json:"locations"`
		RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
		CodeFlows           []sarifFlow       `json:"codeFlows,omitempty"`
		PartialFingerprints map[string]string `json:"partialFingerprints"`
		Properties          map[string]string `json:"properties"`
	}
	sarifLocation struct {
		ID               int           `json:"id,omitempty"`
		PhysicalLocation sarifPhysical `json:"physicalLocation"`
		Message          *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifFlow struct {
		ThreadFlows []sarifThread `json:"threadFlows"`
	}
	sarifThread struct {
		Locations []sarifStep `json:"locations"`
	}
	sarifStep struct {
		Location sarifLocation `json:"location"`
	}
)

func (r *Result) printSARIF(w *bufio.Writer) error {
	run := sarifRun{Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "scalevet", InformationURI: "https://github.com/scalevet/scalevet"}
	for _, rule := range analyzers.Rules {
		summary, _, _ := strings.Cut(rule.Doc, "\n")
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: rule.Name, ShortDescription: sarifText{summary}, FullDescription: sarifText{rule.Doc}, HelpURI: rule.URL,
		})
	}
	for _, f := range r.Findings {
		run.Results = append(run.Results, r.sarif(f))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{
		Version: "2.1.0", Schema: "https://json.schemastore.org/sarif-2.1.0.json", Runs: []sarifRun{run},
	})
}

func (r *Result) sarif(f *Found) sarifResult {
	level := "error"
	if f.Severity == report.Low {
		level = "note"
	}
	res := sarifResult{
		RuleID: f.Rule, Level: level, Message: sarifText{f.Line()},
		Locations:           []sarifLocation{r.location(f.At, f.To, "")},
		PartialFingerprints: map[string]string{"scalevet/v1": r.fingerprint(f)},
		Properties:          map[string]string{"category": f.Category, "severity": f.Severity.String()},
	}
	for i, p := range f.Related {
		loc := r.location(f.position(p), token.Position{}, p.Text)
		loc.ID = i + 1
		res.RelatedLocations = append(res.RelatedLocations, loc)
	}
	var steps []sarifStep
	for _, p := range f.Chain {
		steps = append(steps, sarifStep{r.location(f.position(p), token.Position{}, p.Text)})
	}
	if len(steps) > 0 {
		res.CodeFlows = []sarifFlow{{[]sarifThread{{steps}}}}
	}
	return res
}

func (r *Result) location(at, to token.Position, text string) sarifLocation {
	uri := r.rel(at.Filename)
	loc := sarifLocation{PhysicalLocation: sarifPhysical{
		ArtifactLocation: sarifArtifact{URI: uri, URIBaseID: "%SRCROOT%"},
		Region:           sarifRegion{StartLine: max(at.Line, 1), StartColumn: at.Column},
	}}
	if filepath.IsAbs(uri) {
		loc.PhysicalLocation.ArtifactLocation = sarifArtifact{URI: "file://" + filepath.ToSlash(uri)}
	}
	if to.IsValid() {
		loc.PhysicalLocation.Region.EndLine, loc.PhysicalLocation.Region.EndColumn = to.Line, to.Column
	}
	if text != "" {
		loc.Message = &sarifText{text}
	}
	return loc
}
