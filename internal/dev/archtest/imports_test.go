package archtest

import (
	"bytes"
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
)

const (
	root   = "../../.."
	module = "github.com/scalevet/scalevet/"
)

// allowed lists, for each room, the rooms it may import; the longest prefix speaks.
var allowed = map[string][]string{
	"cmd":                 {"internal/driver", "internal/lsp", "internal/gopls", "analyzers", "internal/config"},
	"internal/gopls":      {"internal/driver"},
	"internal/lsp":        {"internal/driver", "internal/report", "internal/config", "internal/confine"},
	"internal/driver":     {"analyzers", "internal/link", "internal/report", "internal/passes", "internal/config", "internal/confine", "internal/catalog", "internal/sqljoin", "internal/sql"},
	"analyzers":           {"analyzers", "internal/link", "internal/report", "internal/passes", "internal/gosrc", "internal/catalog"},
	"analyzers/nplusone":  {"internal/link", "internal/report", "internal/passes", "internal/gosrc", "internal/sql"},
	"analyzers/unindexed": {"internal/link", "internal/report", "internal/passes", "internal/sqljoin", "internal/sql"},
	"analyzers/fullscan":  {"internal/link", "internal/report", "internal/passes", "internal/sqljoin", "internal/sql"},
	"internal/link":       {"internal/report", "internal/passes", "internal/gosrc", "internal/catalog", "internal/config"},
	"internal/report":     {"internal/config"},
	"internal/sqljoin":    {"internal/link", "internal/report", "internal/passes", "internal/gosrc", "internal/sql", "internal/config", "internal/confine"},
	"internal/passes":     {"internal/passes", "internal/gosrc", "internal/catalog", "internal/config", "internal/confine"},
	"internal/gosrc":      {},
	"internal/catalog":    {},
	"internal/config":     {"internal/catalog", "internal/confine"},
	"internal/confine":    {},
	"internal/sql":        {"internal/sql", "internal/confine"},
	"internal/sql/parse":  {"internal/sql/lex"},
	"internal/sql/lex":    {},
	"internal/dev":        {"analyzers", "internal"},
}

// passes are the passes by their order: each reads only those left of it.
var passes = []string{"scope", "calls", "effects", "handlers", "queries"}

type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func (p *pkg) room() string { return strings.TrimPrefix(p.ImportPath, module) }

var list = sync.OnceValues(func() ([]*pkg, error) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", "./...")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var ps []*pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		p := &pkg{}
		if err := dec.Decode(p); err == io.EOF {
			return ps, nil
		} else if err != nil {
			return nil, err
		}
		ps = append(ps, p)
	}
})

// packages returns the packages of this module.
func packages(t *testing.T) []*pkg {
	t.Helper()
	ps, err := list()
	if err != nil {
		t.Fatal(err)
	}
	if len(ps) < 20 {
		t.Fatalf("go list found only %d packages", len(ps))
	}
	return ps
}

// within reports whether path is room or lies in it.
func within(path, room string) bool { return path == room || strings.HasPrefix(path, room+"/") }

// roomOf returns the longest key of allowed that path lies in.
func roomOf(path string) string {
	best := ""
	for r := range allowed {
		if within(path, r) && len(r) > len(best) {
			best = r
		}
	}
	return best
}

// TestImports holds that each room imports only those it may.
func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		from := p.room()
		room := roomOf(from)
		if room == "" {
			t.Errorf("%s lies in no known room", from)
			continue
		}
		for _, imp := range p.Imports {
			to, ours := strings.CutPrefix(imp, module)
			switch {
			case !ours || roomOf(to) == room && !within(from, "analyzers"):
			case within(from, "analyzers") && from != "analyzers" && within(to, "analyzers"):
				t.Errorf("%s imports %s: no rule knows another", from, to)
			case !slices.ContainsFunc(allowed[room], func(a string) bool { return within(to, a) }):
				t.Errorf("%s imports %s, which %s may not", from, to, room)
			}
		}
	}
}

// TestPassesReadLeft holds the order of the passes.
func TestPassesReadLeft(t *testing.T) {
	seen := 0
	for _, p := range packages(t) {
		name, ok := strings.CutPrefix(p.room(), "internal/passes/")
		if !ok {
			continue
		}
		seen++
		for _, imp := range p.Imports {
			if other, ok := strings.CutPrefix(imp, module+"internal/passes/"); ok && slices.Index(passes, other) >= slices.Index(passes, name) {
				t.Errorf("pass %s reads %s, which is not left of it", name, other)
			}
		}
	}
	if seen != len(passes) {
		t.Errorf("%d passes, want %d: enter the new one in its place", seen, len(passes))
	}
}

// TestOneParser holds that sql/parse alone knows the parser, and that it and its neighbours know
// no Go syntax.
func TestOneParser(t *testing.T) {
	for _, p := range packages(t) {
		for _, imp := range p.Imports {
			if strings.Contains(imp, "pg_query_go") && p.room() != "internal/sql/parse" {
				t.Errorf("%s imports pg_query_go; only internal/sql/parse may", p.room())
			}
		}
		if !within(p.room(), "internal/sql") {
			continue
		}
		for _, dep := range p.Deps {
			if within(dep, "golang.org/x/tools") || slices.Contains([]string{"go/ast", "go/types", "go/parser"}, dep) {
				t.Errorf("%s depends on %s: there is no Go syntax below internal/sql", p.room(), dep)
			}
		}
	}
}

// TestNoSSA holds that no rule needs SSA, which would be built for every dependency.
func TestNoSSA(t *testing.T) {
	for _, p := range packages(t) {
		if within(p.room(), "internal/dev") {
			continue
		}
		for _, dep := range p.Deps {
			if strings.HasSuffix(dep, "go/ssa") || strings.HasSuffix(dep, "passes/buildssa") {
				t.Errorf("%s depends on %s: facts and syntax, no SSA", p.room(), dep)
			}
		}
	}
}

// TestToolsStayHome holds that nothing users run needs our own tools or commands.
func TestToolsStayHome(t *testing.T) {
	for _, p := range packages(t) {
		for _, dep := range p.Deps {
			to, ours := strings.CutPrefix(dep, module)
			if ours && (within(to, "cmd") || within(to, "internal/dev") && !within(p.room(), "internal/dev")) {
				t.Errorf("%s depends on %s", p.room(), to)
			}
		}
	}
}
