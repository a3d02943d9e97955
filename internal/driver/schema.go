package driver

import (
	"context"
	"fmt"
	"io"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

// A schemaRow is one database's schema.
type schemaRow struct {
	Name   string     `json:"name"` // the directory or file that it comes from, or the package
	Tables []tableRow `json:"tables"`
}

// A tableRow is one table or view.
type tableRow struct {
	Name      string      `json:"name"`
	Place     string      `json:"place"`
	View      bool        `json:"view,omitempty"`
	Columns   []columnRow `json:"columns"`
	Indexes   []string    `json:"indexes"`
	Refers    []string    `json:"refers,omitempty"`    // foreign keys: (columns) to table
	Uncertain string      `json:"uncertain,omitempty"` // why not all of it is known
}

// A columnRow is one column.
type columnRow struct {
	Name    string `json:"name"`
	Type    string `json:"type"`
	NotNull bool   `json:"notNull,omitempty"`
}

// schema prints the schema as the migrations build it, or what identifies it.
func schema(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	opt, err := parseFlags(args, stderr)
	if err != nil {
		return usageExit(err, stderr)
	}
	if !opt.Digest {
		return view(showSchema)(ctx, args, stdout, stderr)
	}
	digest, err := digestOf(ctx, opt)
	if err != nil {
		return failed(err, stderr)
	}
	fmt.Fprintln(stdout, digest)
	return exitClean
}

// showSchema lists the schemas of a module. What could not be read goes to the notes.
func showSchema(_ *module, p *link.Program, _ Options) ([]row, []string) {
	world := sqljoin.Schemas(p)
	var rows []row
	for _, s := range world.Schemas {
		rows = append(rows, newSchemaRow(s))
	}
	if len(rows) == 0 {
		return rows, append(world.Notes, "no schema found: name it with -schema PATH")
	}
	return rows, world.Notes
}

func newSchemaRow(s *sqljoin.Schema) *schemaRow {
	out := &schemaRow{Name: s.Name, Tables: []tableRow{}}
	for _, t := range s.Tables {
		r := tableRow{
			Name: t.Name.String(), Place: t.Place.String(), View: t.View != nil, Columns: []columnRow{}, Indexes: []string{},
			Uncertain: t.Uncertain,
		}
		for _, c := range t.Columns {
			r.Columns = append(r.Columns, columnRow{c.Name, c.Type, c.NotNull})
		}
		for _, x := range t.Indexes {
			r.Indexes = append(r.Indexes, x.Spelled())
		}
		for _, fk := range t.ForeignKeys {
			r.Refers = append(r.Refers, fmt.Sprintf("(%s) to %s", join(fk.Columns), fk.Ref))
		}
		out.Tables = append(out.Tables, r)
	}
	return out
}

func (s *schemaRow) text(w io.Writer) {
	fmt.Fprintf(w, "schema %s: %s\n", s.Name, count(len(s.Tables), "table"))
	for _, t := range s.Tables {
		kind := "table"
		if t.View {
			kind = "view"
		}
		fmt.Fprintf(w, "  %s %s  %s\n", kind, t.Name, t.Place)
		if t.Uncertain != "" {
			fmt.Fprintf(w, "    uncertain: %s\n", printable(t.Uncertain))
		}
		for _, c := range t.Columns {
			null := ""
			if c.NotNull {
				null = " not null"
			}
			fmt.Fprintf(w, "    %s %s%s\n", c.Name, c.Type, null)
		}
		for _, x := range t.Indexes {
			fmt.Fprintf(w, "    index %s\n", x)
		}
		for _, fk := range t.Refers {
			fmt.Fprintf(w, "    refers %s\n", fk)
		}
	}
}
