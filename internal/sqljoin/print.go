package sqljoin

import (
	"fmt"
	"io"
	"strings"

	"github.com/scalevet/scalevet/internal/passes/queries"
)

// Print lists every statement: where it stands, its text as understood on one line, and the
// verdict on each of its tables.
func (w *World) Print(out io.Writer) {
	for _, s := range w.Statements {
		fmt.Fprintf(out, "%s: %s%s\n", w.Position(s), strings.Join(strings.Fields(s.SQL), " "), flags(s))
		if s.Err != "" {
			fmt.Fprintf(out, "\tnot judged: %s\n", s.Err)
			continue
		}
		if s.Verdict.Err != "" {
			fmt.Fprintf(out, "\t%s\n", s.Verdict.Err)
		}
		for _, r := range s.Verdict.Relations {
			if r.Table == nil {
				continue
			}
			fmt.Fprintf(out, "\t%s: %s", r.Table.Name.Name, r.Class)
			if len(r.Indexes) > 0 {
				fmt.Fprintf(out, " by %s", strings.Join(r.Indexes, ", "))
			}
			if r.Sort {
				fmt.Fprint(out, ", sorted")
			}
			if r.Table.Uncertain != "" {
				fmt.Fprintf(out, " (%s)", r.Table.Uncertain)
			}
			fmt.Fprintln(out)
		}
	}
}

// flags says what of s is not known.
func flags(s *Statement) string {
	var fs []string
	if s.Unknown&queries.Filter != 0 {
		fs = append(fs, "conditions partly unknown")
	}
	if s.Unknown&queries.Order != 0 {
		fs = append(fs, "order unknown")
	}
	if s.Some {
		fs = append(fs, "with some optional parts")
	}
	if len(fs) == 0 {
		return ""
	}
	return " [" + strings.Join(fs, ", ") + "]"
}

// Position returns where s stands as file:line, relative to the module.
func (w *World) Position(s *Statement) string {
	p := s.Place.Position
	if s.Place.Pos.IsValid() && s.Unit != nil {
		p = s.Unit.Fset.Position(s.Place.Pos)
	}
	return fmt.Sprintf("%s:%d", w.short(p.Filename), p.Line)
}
