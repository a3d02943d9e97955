package driver

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/fatih/color"

	"github.com/scalevet/scalevet/internal/report"
)

// print writes the findings to w in the format asked for.
func (r *Result) print(w io.Writer, opt Options) error {
	out := bufio.NewWriter(w)
	var err error
	switch opt.Format {
	case "json":
		err = r.printJSON(out)
	case "sarif":
		err = r.printSARIF(out)
	case "github":
		r.printGitHub(out)
	case "gitlab":
		err = r.printGitLab(out)
	default:
		r.printText(out, opt)
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// A style paints the parts of a text finding.
type style struct{ place, rule, mark, help *color.Color }

func newStyle(mode string) style {
	s := style{
		place: color.New(color.Bold), rule: color.New(color.FgMagenta),
		mark: color.New(color.FgRed, color.Bold), help: color.New(color.FgCyan),
	}
	for _, c := range []*color.Color{s.place, s.rule, s.mark, s.help} {
		switch mode {
		case "always":
			c.EnableColor()
		case "never":
			c.DisableColor()
		}
	}
	return s
}

// printText writes a line per finding, then its source line with the range marked, the suggestion
// and the related places.
func (r *Result) printText(w *bufio.Writer, opt Options) {
	s := newStyle(opt.Color)
	src := sources{}
	for _, f := range r.Findings {
		place := fmt.Sprintf("%s:%d:%d:", r.rel(f.At.Filename), f.At.Line, f.At.Column)
		tag := "(" + f.Rule + "/" + f.Category + ")"
		if f.Severity == report.Low {
			tag = "(" + f.Rule + "/" + f.Category + ", low)"
		}
		fmt.Fprintf(w, "%s %s %s\n", s.place.Sprint(place), f.Message, s.rule.Sprint(tag))
		src.show(w, f, opt.Context, s)
		if f.Suggest != "" {
			fmt.Fprintf(w, "     %s %s\n", s.help.Sprint("= help:"), f.Suggest)
		}
		for _, p := range f.Related {
			at := p.Position
			if p.Pos.IsValid() {
				at = f.fset.Position(p.Pos)
			}
			fmt.Fprintf(w, "     = %s: %s:%d:%d\n", p.Text, r.rel(at.Filename), at.Line, at.Column)
		}
	}
}

// sources keeps the lines of the files that findings stand in.
type sources map[string][]string

func (s sources) lines(file string) []string {
	if ls, ok := s[file]; ok {
		return ls
	}
	text, err := os.ReadFile(file)
	if err != nil {
		s[file] = nil // gone since it was read: the finding is shown without source
		return nil
	}
	s[file] = strings.Split(string(text), "\n")
	return s[file]
}

// show writes f's line, n lines around it, and a mark under its range.
func (s sources) show(w io.Writer, f *Found, n int, st style) {
	lines := s.lines(f.At.Filename)
	for i := max(1, f.At.Line-n); i <= f.At.Line+n && i <= len(lines); i++ {
		text := strings.ReplaceAll(strings.TrimRight(lines[i-1], "\r"), "\t", "    ")
		fmt.Fprintf(w, "%4d | %s\n", i, text)
		if i == f.At.Line {
			fmt.Fprintf(w, "     | %s\n", st.mark.Sprint(mark(lines[i-1], f)))
		}
	}
}

// mark underlines f's range within its first line.
func mark(line string, f *Found) string {
	from := min(max(f.At.Column-1, 0), len(line))
	to := len(line)
	if f.To.Line == f.At.Line && f.To.Column-1 <= len(line) {
		to = f.To.Column - 1
	}
	width := len([]rune(line[from:max(from, to)]))
	return strings.Repeat(" ", len([]rune(strings.ReplaceAll(line[:from], "\t", "    ")))) + strings.Repeat("^", max(width, 1))
}
