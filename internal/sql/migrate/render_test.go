package migrate

import (
	"fmt"
	"path"
	"strings"
	"testing"
	"testing/fstest"
)

// A findCase is a tree of files and what Find makes of it, as render writes it.
type findCase struct {
	name  string
	files map[string]string
	paths []string
	want  string
}

func runFind(t *testing.T, cases []findCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			fsys := fstest.MapFS{}
			for name, text := range c.files {
				fsys[name] = &fstest.MapFile{Data: []byte(text)}
			}
			sources, problems := FindFS(fsys, Options{Paths: c.paths})
			want := strings.TrimSpace(strings.ReplaceAll(c.want, "\n\t\t\t", "\n"))
			if got := render(sources, problems); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			checkPlaces(t, c.files, sources)
		})
	}
}

// render writes sources as "tool dir [dialect]: files", each with its statements as "file:line
// text", and problems after "!".
func render(sources []*Source, problems []Problem) string {
	var b strings.Builder
	for _, s := range sources {
		fmt.Fprintf(&b, "%s %s", s.Tool, s.Dir)
		if s.Dialect != "" {
			fmt.Fprintf(&b, " [%s]", s.Dialect)
		}
		for _, x := range s.Files {
			b.WriteString(" " + path.Base(x.Path))
		}
		b.WriteByte('\n')
		for _, q := range s.Queries {
			fmt.Fprintf(&b, "  queries %s\n", q)
		}
		for _, st := range s.Statements() {
			fmt.Fprintf(&b, "  %s:%d %s", path.Base(st.File), st.Line, strings.Join(strings.Fields(st.Text), " "))
			if st.Templated {
				b.WriteString(" (templated)")
			}
			b.WriteByte('\n')
		}
	}
	for _, p := range problems {
		fmt.Fprintf(&b, "! %s\n", p)
	}
	return strings.TrimSpace(b.String())
}

// checkPlaces holds every statement against the file it says it comes from.
func checkPlaces(t *testing.T, files map[string]string, sources []*Source) {
	t.Helper()
	for _, s := range sources {
		for _, st := range s.Statements() {
			text := files[st.File]
			if st.Offset+len(st.Text) > len(text) {
				t.Fatalf("%s:%d: offset %d is outside of the file", st.File, st.Line, st.Offset)
			}
			if line := 1 + strings.Count(text[:st.Offset], "\n"); line != st.Line {
				t.Errorf("%s: statement at line %d has line %d", st.File, line, st.Line)
			}
			if there := text[st.Offset : st.Offset+len(st.Text)]; there != st.Text && !st.Templated && !strings.Contains(there, "\n\\") {
				t.Errorf("%s:%d: %q is not there but %q", st.File, st.Line, st.Text, there)
			}
		}
	}
}
