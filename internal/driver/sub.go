package driver

import (
	"context"
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/effects"
	"github.com/scalevet/scalevet/internal/sqljoin"
)

// A view prints something of a linked module.
type view func(w io.Writer, m *module, p *link.Program, opt Options) error

// sub makes a sub-command of v.
func sub(v view) func(context.Context, []string, io.Writer, io.Writer) int {
	return func(ctx context.Context, args []string, stdout, stderr io.Writer) int {
		opt, err := parseFlags(args, stderr)
		if err != nil {
			return usageExit(err, stderr)
		}
		m, p, err := open(ctx, opt)
		if err != nil {
			return failed(err, stderr)
		}
		if err := v(stdout, m, p, opt); err != nil {
			return failed(err, stderr)
		}
		for _, line := range m.problems {
			fmt.Fprintln(stderr, "scalevet:", line)
		}
		if len(m.problems) > 0 {
			return exitFailed
		}
		return exitClean
	}
}

// showSchema lists the tables as read, with their columns and indexes, and what could not be read.
func showSchema(w io.Writer, _ *module, p *link.Program, opt Options) error {
	world := sqljoin.Schemas(p)
	if opt.Digest {
		_, err := fmt.Fprintln(w, world.Digest())
		return err
	}
	for _, s := range world.Schemas {
		fmt.Fprintf(w, "schema %s: %d tables\n", s.Name, len(s.Tables))
		for _, t := range s.Tables {
			fmt.Fprintf(w, "  %s%s\n", t.Name, uncertain(t.Uncertain))
			for _, c := range t.Columns {
				fmt.Fprintf(w, "    %s %s%s\n", c.Name, c.Type, notNull(c.NotNull))
			}
			for _, x := range t.Indexes {
				fmt.Fprintf(w, "    index %s\n", x.Spelled())
			}
		}
	}
	if len(world.Schemas) == 0 {
		fmt.Fprintln(w, "no schema found: name it with -schema PATH")
	}
	if opt.Verbose && len(world.Notes) > 0 {
		fmt.Fprintln(w, "not read:")
		for _, n := range world.Notes {
			fmt.Fprintln(w, "  "+n)
		}
	}
	return nil
}

func uncertain(why string) string {
	if why == "" {
		return ""
	}
	return " (uncertain: " + why + ")"
}

func notNull(yes bool) string {
	if yes {
		return " not null"
	}
	return ""
}

func showQueries(w io.Writer, _ *module, p *link.Program, _ Options) error {
	sqljoin.Of(p).Print(w)
	return nil
}

// A handlerRow is what serves one route.
type handlerRow struct {
	Method   string   `json:"method,omitempty"`
	Route    string   `json:"route,omitempty"`
	Function string   `json:"function"`
	Place    string   `json:"place"`
	How      string   `json:"how"`
	Kind     string   `json:"kind,omitempty"`
	Queries  []string `json:"queries,omitempty"`
	Slow     []string `json:"slow,omitempty"`
	Files    []string `json:"files,omitempty"`
	State    []string `json:"state,omitempty"`
}

// showHandlers lists what serves requests and what each reaches.
func showHandlers(w io.Writer, m *module, p *link.Program, opt Options) error {
	r := &Result{Dir: m.start}
	rows := []handlerRow{}
	for _, h := range p.Handlers {
		if h.Node.Fn == nil || !m.wants(m.position(h.Node.Fn.Src.Node().Pos()).Filename) {
			continue
		}
		at := m.position(h.Node.Fn.Src.Node().Pos())
		rows = append(rows, handlerRow{
			Method: h.Method, Route: h.Route, Function: h.Node.Name(), How: h.How.String(), Kind: h.Kind,
			Place:   fmt.Sprintf("%s:%d", r.rel(at.Filename), at.Line),
			Queries: reached(p, h.Node, effects.Query), Slow: reached(p, h.Node, effects.Slow),
			Files: reached(p, h.Node, effects.File), State: reached(p, h.Node, effects.State),
		})
	}
	slices.SortStableFunc(rows, func(a, b handlerRow) int {
		return strings.Compare(a.Route+" "+a.Method+" "+a.Function, b.Route+" "+b.Method+" "+b.Function)
	})
	if opt.Format == "json" {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(rows)
	}
	for _, row := range rows {
		fmt.Fprintf(w, "%-7s %-32s %s (%s, %s)\n", or(row.Method, "*"), or(row.Route, "-"), row.Function, row.Place, row.How)
		for _, part := range []struct {
			name string
			list []string
		}{{"queries", row.Queries}, {"waits for", row.Slow}, {"writes files", row.Files}, {"keeps state", row.State}} {
			if len(part.list) > 0 {
				fmt.Fprintf(w, "        %s: %s\n", part.name, strings.Join(part.list, ", "))
			}
		}
	}
	return nil
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// reached names what n does of a family, each with its last function of the user's own.
func reached(p *link.Program, n *link.Node, family string) []string {
	var out []string
	for _, path := range p.Does(n, family) {
		name := path.Kind.Category() + " " + path.Subject
		if k := len(path.Steps); k > 2 {
			name += " in " + path.Steps[k-2].Name
		}
		out = append(out, name)
	}
	return out
}

func (m *module) position(pos token.Pos) token.Position { return m.fset.Position(pos) }
