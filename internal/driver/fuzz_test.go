package driver

import (
	"bytes"
	"encoding/json"
	"go/token"
	"testing"
	"unicode/utf8"

	"github.com/scalevet/scalevet/internal/report"
)

// FuzzFormats prints findings with any texts and places in each format: JSON stays JSON, and nothing
// that a terminal would obey is printed as text.
func FuzzFormats(f *testing.F) {
	f.Add("query in loop", "a/b.go", 3, 5, "SELECT 1", "one\ntwo\r\n\tthree")
	f.Add("\x1b[31m\xff\u2028", "C:\\x y%20.go", 0, -1, "`\"</script>", "\x00")
	f.Add("::error::x%0A", "a:b\n.go", 1<<30, 1<<30, "", "")
	f.Fuzz(func(t *testing.T, message, file string, line, column int, text, code string) {
		at := token.Position{Filename: file, Line: line, Column: column}
		spot := Spot{at, at, text}
		r := &Result{
			Dir: "/d", roots: []string{"/d"}, sources: newSources(nil), Problems: []string{message}, rules: []string{"nplusone"},
			Findings: []*Found{{
				Rule: "nplusone", Category: "read", Severity: report.High, Message: message, Suggest: text, At: at, To: at,
				Chain: []Spot{spot}, Related: []Spot{spot}, Fixes: []Fix{{message, []Edit{{at, at, text}}}}, Func: text,
			}},
		}
		r.sources.files[file] = &source{lines: []string{code}}
		for _, format := range formats {
			var out bytes.Buffer
			if err := r.print(&out, Options{Format: format, Color: "never", Context: 1}); err != nil {
				t.Fatalf("%s: %v", format, err)
			}
			isJSON := format == "json" || format == "sarif" || format == "gitlab"
			if isJSON && !json.Valid(out.Bytes()) {
				t.Errorf("%s is no JSON: %s", format, out.Bytes())
			}
			if format == "text" && (bytes.ContainsAny(out.Bytes(), "\x00\x1b\u009b") || !utf8.Valid(out.Bytes())) {
				t.Errorf("%s prints %q", format, out.Bytes())
			}
		}
	})
}

// FuzzBaseline reads a baseline of any bytes.
func FuzzBaseline(f *testing.F) {
	f.Add([]byte(`{"version": 1, "findings": [{"fingerprint": "x"}]}`))
	f.Add([]byte(`[`))
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := parseBaseline(text)
		if err == nil && b.Version != 1 {
			t.Errorf("%q is read as version %d", text, b.Version)
		}
	})
}

// FuzzDiff reads any text as git's diff: what has changed are lines, in files below the top.
func FuzzDiff(f *testing.F) {
	f.Add(aDiff)
	f.Add("+++ b/../../x.go\n@@ -1 +1 @@\n+++ \"b/\\377\"\n@@ -0,0 +9999999999999999999,9223372036854775807 @@\n-\n+++ b/\n@@ -a +1,-1 @@")
	f.Fuzz(func(t *testing.T, diff string) {
		for file, spans := range parseDiff("/top", diff) {
			if !within("/top", file) {
				t.Errorf("%q: %q is changed", diff, file)
			}
			for _, s := range spans {
				if s.from < 0 || s.to < s.from {
					t.Errorf("%q: lines %d to %d are changed", diff, s.from, s.to)
				}
			}
		}
	})
}
