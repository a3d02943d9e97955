package driver

import (
	"fmt"
	"io"
	"strings"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/queries"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

// A queryRow is one statement of SQL.
type queryRow struct {
	Place   string     `json:"place"`          // file:line, relative to the working directory
	Name    string     `json:"name,omitempty"` // of a statement in a file of queries
	SQL     string     `json:"sql"`            // as understood, on one line, with placeholders as $n
	Schema  string     `json:"schema,omitempty"`
	RunBy   []string   `json:"runBy,omitempty"`   // the functions that run it
	Unknown []string   `json:"unknown,omitempty"` // what of its text is not known
	Skipped string     `json:"skipped,omitempty"` // why it is not judged
	Tables  []tableUse `json:"tables,omitempty"`
}

// A tableUse is the verdict on one table of a statement.
type tableUse struct {
	Table     string   `json:"table"`
	Access    string   `json:"access"` // how the planner can reach its rows
	Indexes   []string `json:"indexes,omitempty"`
	Sorted    bool     `json:"sorted,omitempty"`    // its rows are sorted after they are read
	Fault     string   `json:"fault,omitempty"`     // filter, join, sort or unusable
	Uncertain string   `json:"uncertain,omitempty"` // why not all of the table is known
}

// showQueries lists every statement found, and each table's verdict.
func showQueries(m *module, p *link.Program, opt Options) ([]row, []string) {
	world := sqljoin.Of(p)
	var rows []row
	for _, s := range world.Statements {
		pos := s.Place.Position
		if s.Place.Pos.IsValid() {
			pos = m.fset.Position(s.Place.Pos)
		}
		if !m.wants(pos.Filename) || m.excludes(pos.Filename) {
			continue
		}
		rows = append(rows, newQueryRow(s, place(opt.Dir, pos)))
	}
	if opt.Verbose {
		return rows, world.Notes
	}
	return rows, world.Warnings
}

func newQueryRow(s *sqljoin.Statement, place string) *queryRow {
	q := &queryRow{Place: place, Name: s.Name, SQL: strings.Join(strings.Fields(s.SQL), " "), Skipped: s.Err}
	for _, n := range s.Nodes {
		if n != nil {
			q.RunBy = append(q.RunBy, n.Name())
		}
	}
	if s.Unknown&queries.Filter != 0 {
		q.Unknown = append(q.Unknown, "conditions")
	}
	if s.Unknown&queries.Order != 0 {
		q.Unknown = append(q.Unknown, "order")
	}
	if s.Schema != nil {
		q.Schema = s.Schema.Name
	}
	if s.Verdict == nil {
		return q
	}
	q.Skipped = s.Verdict.Err
	for _, r := range s.Verdict.Relations {
		if r.Table == nil {
			continue
		}
		q.Tables = append(q.Tables, tableUse{
			Table: r.Table.Name.Name, Access: fmt.Sprint(r.Class), Indexes: r.Indexes, Sorted: r.Sort, Fault: r.Kind,
			Uncertain: r.Table.Uncertain,
		})
	}
	return q
}

func (q *queryRow) text(w io.Writer) {
	name := ""
	if q.Name != "" {
		name = q.Name + ": "
	}
	fmt.Fprintf(w, "%s: %s%s", q.Place, name, printable(q.SQL))
	if len(q.Unknown) > 0 {
		fmt.Fprintf(w, " [not known: %s]", strings.Join(q.Unknown, ", "))
	}
	fmt.Fprintln(w)
	if q.Skipped != "" {
		fmt.Fprintf(w, "    not judged: %s\n", printable(q.Skipped))
	}
	for _, t := range q.Tables {
		fmt.Fprintf(w, "    %s: %s", t.Table, t.Access)
		if len(t.Indexes) > 0 {
			fmt.Fprintf(w, " by %s", strings.Join(t.Indexes, ", "))
		}
		if t.Sorted {
			fmt.Fprint(w, ", then sorted")
		}
		if t.Fault != "" {
			fmt.Fprintf(w, "; no index for the %s", t.Fault)
		}
		if t.Uncertain != "" {
			fmt.Fprintf(w, " (uncertain: %s)", t.Uncertain)
		}
		fmt.Fprintln(w)
	}
}
