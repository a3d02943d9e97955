package driver

import (
	"cmp"
	"fmt"
	"go/token"
	"io"
	"slices"
	"strings"

	"github.com/scalevet/scalevet/internal/link"
	"github.com/scalevet/scalevet/internal/passes/effects"
)

// A handlerRow is what serves one route.
type handlerRow struct {
	Method     string  `json:"method,omitempty"` // "" when the registration does not show it
	Route      string  `json:"route,omitempty"`  // likewise
	Function   string  `json:"function"`
	Place      string  `json:"place"` // file:line, relative to the working directory
	How        string  `json:"how"`   // registered, interface or signature: what it was recognised by
	Kind       string  `json:"kind,omitempty"`
	Middleware bool    `json:"middleware,omitempty"`
	Queries    []reach `json:"queries"`
	Slow       []reach `json:"slow"`
	Files      []reach `json:"files"`
	State      []reach `json:"state"`
}

// A reach is one thing that a handler does, itself or through others.
type reach struct {
	What    string   `json:"what"`            // the category: read, write, mail, session, …
	Subject string   `json:"subject"`         // the function called, or what is written
	Via     []string `json:"via"`             // the names on the way, the handler's own first
	Place   string   `json:"place,omitempty"` // where it happens, when that is known
}

// showHandlers lists what serves requests and what each reaches.
func showHandlers(m *module, p *link.Program, opt Options) ([]row, []string) {
	var rows []*handlerRow
	for _, h := range p.Handlers {
		if h.Node.Fn == nil {
			continue // known by name only
		}
		at := m.fset.Position(h.Node.Fn.Src.Node().Pos())
		if !m.wants(at.Filename) || m.excludes(at.Filename) {
			continue
		}
		do := func(family string) []reach { return reaches(m, p, h.Node, opt.Dir, family) }
		rows = append(rows, &handlerRow{
			Method: h.Method, Route: h.Route, Function: h.Node.Name(), Place: place(opt.Dir, at), How: h.How.String(),
			Kind: h.Kind, Middleware: h.Middleware,
			Queries: do(effects.Query), Slow: do(effects.Slow), Files: do(effects.File), State: do(effects.State),
		})
	}
	slices.SortStableFunc(rows, func(a, b *handlerRow) int {
		return cmp.Or(unrouted(a)-unrouted(b), cmp.Compare(a.Route, b.Route), cmp.Compare(a.Method, b.Method), cmp.Compare(a.Function, b.Function), cmp.Compare(a.Place, b.Place))
	})
	out := make([]row, len(rows))
	for i, r := range rows {
		out[i] = r
	}
	return out, nil
}

// unrouted puts what has no route last.
func unrouted(h *handlerRow) int {
	if h.Route == "" {
		return 1
	}
	return 0
}

// reaches lists what n does of a family.
func reaches(m *module, p *link.Program, n *link.Node, dir, family string) []reach {
	out := []reach{}
	for _, path := range p.Does(n, family) {
		r := reach{What: path.Kind.Category(), Subject: path.Subject, Via: path.Chain()}
		if e := path.Effect; e != nil {
			r.Place = place(dir, m.fset.Position(e.Node.Pos()))
		}
		out = append(out, r)
	}
	return out
}

func place(dir string, at token.Position) string {
	return fmt.Sprintf("%s:%d", relative(dir, at.Filename), at.Line)
}

func (h *handlerRow) text(w io.Writer) {
	kind := h.How
	if h.Kind != "" {
		kind = h.Kind + ", " + h.How
	}
	if h.Middleware {
		kind += ", middleware"
	}
	fmt.Fprintf(w, "%-7s %s  %s  %s (%s)\n", cmp.Or(h.Method, "*"), cmp.Or(h.Route, "-"), h.Function, h.Place, kind)
	for _, part := range []struct {
		name string
		does []reach
	}{{"queries", h.Queries}, {"waits for", h.Slow}, {"writes to disk", h.Files}, {"keeps in memory", h.State}} {
		for _, r := range part.does {
			fmt.Fprintf(w, "    %-15s %-10s %s", part.name, r.What, strings.Join(r.Via, " → "))
			if r.Place != "" {
				fmt.Fprintf(w, "  %s", r.Place)
			}
			fmt.Fprintln(w)
		}
	}
}
