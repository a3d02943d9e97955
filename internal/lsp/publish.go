package lsp

import (
	"reflect"
	"slices"

	"github.com/scalevet/scalevet/internal/driver"
	"github.com/scalevet/scalevet/internal/report"
)

// A found is a finding as editors are told of it.
type found struct {
	diagnostic
	actions []codeAction
}

// byFile brings the findings into the protocol's form.
func (s *server) byFile(res *driver.Result) map[string][]*found {
	c := converter{s, res}
	files := map[string][]*found{}
	for _, f := range res.Findings {
		files[f.At.Filename] = append(files[f.At.Filename], c.found(f))
	}
	return files
}

// A converter writes what is found by bytes in the client's units.
type converter struct {
	*server
	res *driver.Result
}

func (c converter) found(f *driver.Found) *found {
	d := diagnostic{
		Range: c.place(driver.Spot{At: f.At, To: f.To}).Range, Severity: isWarning,
		Code: f.Rule + "/" + f.Category, Source: "scalevet", Message: f.Line(),
	}
	d.Page.Href = report.URL(f.Rule)
	if f.Severity == report.Low {
		d.Severity = isInfo
	}
	if c.can.Capabilities.TextDocument.PublishDiagnostics.RelatedInformation {
		for _, spot := range slices.Concat(f.Related, f.Chain) {
			d.Related = append(d.Related, related{c.place(spot), spot.Text})
		}
	}
	out := &found{diagnostic: d}
	for _, fix := range f.Fixes {
		if !c.res.Applies(fix) {
			continue
		}
		edits := map[string][]textEdit{}
		for _, e := range fix.Edits {
			at := c.span(e.At.Filename, driver.Spot{At: e.At, To: e.To})
			edits[c.uri(e.At.Filename)] = append(edits[c.uri(e.At.Filename)], textEdit{at, e.New})
		}
		out.actions = append(out.actions, codeAction{
			Title: fix.Message, Kind: quickFix, Diagnostics: []diagnostic{d}, Edit: workspaceEdit{edits},
		})
	}
	return out
}

// place returns where s is. A place without an end, as those in migrations are, is the rest of its
// line.
func (c converter) place(s driver.Spot) location {
	if s.To == s.At {
		s.To.Column = 1 + len(c.res.Line(s.At.Filename, s.At.Line))
		s.To.Column = max(s.To.Column, s.At.Column)
	}
	return location{c.uri(s.At.Filename), c.span(s.At.Filename, s)}
}

func (c converter) span(file string, s driver.Spot) textRange {
	at := func(line, column int) position {
		return position{max(line, 1) - 1, c.enc.column(c.res.Line(file, line), column-1)}
	}
	return textRange{at(s.At.Line, s.At.Column), at(s.To.Line, s.To.Column)}
}

// uri returns what the client calls file.
func (s *server) uri(file string) string {
	if uri := s.uris[file]; uri != "" {
		return uri
	}
	return uriOf(file)
}

// differing returns the files whose findings are others than before.
func differing(before, after map[string][]*found) []string {
	var files []string
	for file, fs := range after {
		if !reflect.DeepEqual(fs, before[file]) {
			files = append(files, file)
		}
	}
	for file := range before {
		if after[file] == nil {
			files = append(files, file)
		}
	}
	return files
}

// publish tells the client all that is known of files. Two modules may have findings in one
// migration.
func (s *server) publish(files []string) {
	slices.Sort(files)
	for _, file := range files {
		p := publishParams{s.uri(file), []diagnostic{}}
		for _, m := range s.sorted() {
			for _, f := range m.found[file] {
				p.Diagnostics = append(p.Diagnostics, f.diagnostic)
			}
		}
		s.tell("textDocument/publishDiagnostics", p)
	}
}
