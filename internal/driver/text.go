package driver

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

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
		r.printText(out, opt.Context, newStyle(opt.Color, w))
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// A style paints the parts of a text.
type style struct{ place, rule, mark, help *color.Color }

// newStyle paints when mode says so; auto is when w is a terminal and NO_COLOR is not set.
func newStyle(mode string, w io.Writer) style {
	s := style{
		place: color.New(color.Bold), rule: color.New(color.FgMagenta),
		mark: color.New(color.FgRed, color.Bold), help: color.New(color.FgCyan),
	}
	paint := mode == "always" || mode == "auto" && isTerminal(w) && os.Getenv("NO_COLOR") == ""
	for _, c := range []*color.Color{s.place, s.rule, s.mark, s.help} {
		if paint {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
	}
	return s
}

// printText writes a line per finding, then its source with n lines around it and the range marked,
// the suggestion and the related places.
func (r *Result) printText(w io.Writer, n int, s style) {
	for _, f := range r.Findings {
		place := printable(fmt.Sprintf("%s:%d:%d:", r.rel(f.At.Filename), f.At.Line, f.At.Column))
		tag := "(" + f.Rule + "/" + f.Category + ")"
		if f.Severity == report.Low {
			tag = "(" + f.Rule + "/" + f.Category + ", low)"
		}
		fmt.Fprintf(w, "%s %s %s\n", s.place.Sprint(place), printable(f.Message), s.rule.Sprint(tag))
		r.showSource(w, f, n, s)
		if f.Suggest != "" {
			fmt.Fprintf(w, "     %s %s\n", s.help.Sprint("= help:"), printable(f.Suggest))
		}
		for _, p := range f.Related {
			fmt.Fprintf(w, "     = %s: %s:%d:%d\n", printable(p.Text), printable(r.rel(p.At.Filename)), p.At.Line, p.At.Column)
		}
	}
}

// showSource writes f's line, n lines around it, and a mark under its range.
func (r *Result) showSource(w io.Writer, f *Found, n int, s style) {
	src := r.sources.file(f.At.Filename)
	for i := max(1, f.At.Line-n); i <= f.At.Line+n && i <= len(src.lines); i++ {
		text := src.line(i)
		fmt.Fprintf(w, "%4d | %s\n", i, printable(text))
		if i == f.At.Line {
			fmt.Fprintf(w, "     | %s\n", s.mark.Sprint(mark(text, f)))
		}
	}
}

// mark underlines f's range within its first line. Columns are bytes.
func mark(line string, f *Found) string {
	from := min(max(f.At.Column-1, 0), len(line))
	to := len(line)
	if f.To.Line == f.At.Line && f.To.Column-1 <= len(line) {
		to = f.To.Column - 1
	}
	width := len([]rune(printable(line[from:max(from, to)])))
	return strings.Repeat(" ", len([]rune(printable(line[:from])))) + strings.Repeat("^", max(width, 1))
}

// printable writes tabs as four spaces and what a terminal would obey as a mark.
func printable(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '\t':
			b.WriteString("    ")
		case unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c):
			b.WriteRune(unicode.ReplacementChar)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

func dirOf(file string) string { return filepath.Dir(file) }
