package wants

import (
	"bytes"
	"cmp"
	"go/format"
	"os"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// Fixes runs a as Run does, and compares each file after all fixes with the file beside it whose name ends
// in .golden.
func Fixes(t *testing.T, a *analysis.Analyzer, paths ...string) {
	t.Helper()
	for _, act := range Run(t, a, paths...) {
		edits := map[string][]analysis.TextEdit{} // by file
		fset := act.Package.Fset
		for _, d := range act.Diagnostics {
			for _, fix := range d.SuggestedFixes {
				for _, e := range fix.TextEdits {
					name := fset.File(e.Pos).Name()
					edits[name] = append(edits[name], e)
				}
			}
		}
		if len(edits) == 0 {
			t.Errorf("%s: there are no fixes", act.Package.PkgPath)
		}
		for name, es := range edits {
			offset := fset.File(es[0].Pos).Offset
			slices.SortStableFunc(es, func(a, b analysis.TextEdit) int { return cmp.Compare(a.Pos, b.Pos) })
			text := read(t, name)
			var fixed bytes.Buffer
			at := 0
			for _, e := range es {
				if offset(e.Pos) < at {
					t.Fatalf("%s: fixes touch each other", fset.Position(e.Pos))
				}
				fixed.Write(text[at:offset(e.Pos)])
				fixed.Write(e.NewText)
				at = offset(e.End)
			}
			fixed.Write(text[at:])
			got, err := format.Source(fixed.Bytes())
			if err != nil {
				t.Fatalf("%s: the fixes leave it broken: %v\n%s", name, err, &fixed)
			}
			if want := read(t, name+".golden"); !bytes.Equal(got, want) {
				t.Errorf("%s after its fixes is not the golden one:\n%s", name, got)
			}
		}
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
